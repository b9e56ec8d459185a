"""People to draw a panel from: a CSV file with a line for each, and what is known of them in its columns.

The first line names the columns. Where the values of the first column all differ they are the names; else people go by
their number in the file, from 1. It holds no ballots.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import chain

from recount.formats.naming import checked_names, fail
from recount.profiles import Profile


def read_people(lines: Iterable[str]) -> Profile:
    """Return the people in the lines of a CSV file as options, with what is said about each."""
    rows = _rows(lines)
    _, columns = next(rows, (1, []))
    people = list(rows)
    if len(set(columns)) != len(columns) or not people:
        fail("not_people", 1)
    for line, row in people:
        if len(row) != len(columns):
            fail("row_size", line, found=len(row), wanted=len(columns))
    first = {row[0] for _, row in people}
    if len(first) == len(people) and "" not in first:
        names = checked_names((line, row[0]) for line, row in people)
    else:
        names = tuple(str(number) for number in range(1, len(people) + 1))
    return Profile(names, {}, about=tuple(dict(zip(columns, row, strict=True)) for _, row in people))


def write_people(profile: Profile) -> Iterator[str]:
    """Yield the lines of a CSV file with the options of ``profile`` and what is said about each."""
    columns = list(dict.fromkeys(chain.from_iterable(profile.about)))
    named = not columns or any(
        said.get(columns[0]) != name for name, said in zip(profile.options, profile.about, strict=True)
    )
    yield _line([*(["name"] if named else []), *columns])
    for name, said in zip(profile.options, profile.about or ({},) * len(profile.options), strict=True):
        yield _line([*([name] if named else []), *(said.get(column, "") for column in columns)])


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error as wrong:
        fail("not_csv", reader.line_num, detail=str(wrong))


def _line(cells: Iterable[str]) -> str:
    return ",".join(f'"{cell.replace('"', '""')}"' if {'"', ",", "\n"} & set(cell) else cell for cell in cells)
