"""Ballots of yes, no and neutral in CSV: millions pass here."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from recount.counting import CHOICES
from recount.reading import Problem, Unusable
from recount.rulebook import Json

# Lines looked at together: enough to be quick, few enough that long ones fill no memory.
TOGETHER = 256

# What a ballot says: in which chamber, and what.
type Said = tuple[str, str]


class Columns(NamedTuple):
    """How many cells a row has, and which hold what."""

    size: int
    where: int
    what: int


def count_choices(lines: Iterable[str]) -> tuple[Counter[Said], int]:
    """Return how many ballots say what in which chamber, and the last line.

    The columns are chamber, choice and perhaps voter. Without voters most lines are equal, and each different one is
    read once.
    """
    rest = iter(lines)
    first = next(rest, "")
    columns = [name.strip().lower() for _line, row in _rows(first, iter(())) for name in row]
    if len(set(columns)) != len(columns) or not {"chamber", "choice"} <= set(columns) <= {"chamber", "choice", "voter"}:
        raise Unusable([Problem("no_header", 1)])
    found = Columns(len(columns), columns.index("chamber"), columns.index("choice"))
    if "voter" in columns:
        return _with_voters(found, columns.index("voter"), _rows("", rest, 1))
    return _without_voters(found, rest)


def _without_voters(columns: Columns, lines: Iterator[str]) -> tuple[Counter[Said], int]:
    """Count lines, each of which is a row until one holds a quote; from there on rows are counted."""
    often: Counter[str] = Counter()
    known: dict[str, Said | None] = {}
    number, rest = 1, Counter[Said]()
    while chunk := list(islice(lines, TOGETHER)):
        for line in sorted(set(chunk).difference(known), key=chunk.index):
            if '"' in line:
                rest, number = _counted(columns, _rows("", chain(chunk, lines), number))
                chunk = []
                break
            known[line] = None
            for at, row in _rows(line, iter(()), number + chunk.index(line)):
                known[line] = _said(columns, row, at)
        often.update(chunk)
        number += len(chunk)
    for line, times in often.items():
        if said := known[line]:
            rest[said] += times
    return rest, number


def _counted(columns: Columns, rows: Iterator[tuple[int, list[str]]]) -> tuple[Counter[Said], int]:
    counted: Counter[Said] = Counter()
    line = 1
    for line, row in rows:
        counted[_said(columns, row, line)] += 1
    return counted, line


def _with_voters(columns: Columns, who: int, rows: Iterator[tuple[int, list[str]]]) -> tuple[Counter[Said], int]:
    """Count ballots of voters, who have one each in a chamber."""
    counted: Counter[Said] = Counter()
    first: dict[tuple[str, str], int] = {}
    line = 1
    for line, row in rows:
        said = _said(columns, row, line)
        counted[said] += 1
        if (before := first.setdefault((said[0], row[who]), line)) != line:
            values: dict[str, Json] = {"voter": row[who], "chamber": said[0], "line": before}
            raise Unusable([Problem("voter_twice_on_lines", line, "voter", values)])
    return counted, line


def _rows(first: str, rest: Iterator[str], before: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that is not blank, with the number of its line; ``before`` lines have been read already."""
    rows = csv.reader(chain([first], rest) if first else rest, strict=True)
    try:
        for row in rows:
            if row:
                yield before + rows.line_num, row
    except csv.Error as wrong:
        raise Unusable([Problem("cannot_read", before + rows.line_num, values={"detail": str(wrong)})]) from None


def _said(columns: Columns, row: Sequence[str], line: int) -> Said:
    size, where, what = columns
    if len(row) != size:
        raise Unusable([Problem("row_size", line, "", {"found": len(row), "wanted": size})])
    choice = row[what]
    if choice not in CHOICES:
        raise Unusable([Problem("unknown_choice", line, "choice", {"choice": choice[:60]})])
    return row[where], choice
