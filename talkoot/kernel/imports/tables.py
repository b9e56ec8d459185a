"""Tables: comma- or tab-separated files whose first line names the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from talkoot.kernel.imports.columns import Column
from talkoot.kernel.imports.problems import (
    DOUBLE_COLUMN,
    DOUBLE_KEY,
    EMPTY,
    HIDDEN_CHARACTER,
    MISSING_COLUMN,
    NEEDED,
    NOT_CSV,
    NOT_UTF8,
    TOO_MANY_ROWS,
    UNKNOWN_COLUMN,
    WRONG_WIDTH,
    BadFile,
    Problem,
    Wrong,
)
from talkoot.kernel.imports.problems import (
    quoted as in_quotes,
)
from talkoot.kernel.imports.runs import MAX_BYTES, Reading, Upload
from talkoot.kernel.texts import BadText

MAX_ROWS = 500_000


@dataclass(slots=True)
class Row:
    """One row of a table: parsed values by column, and where it stood."""

    file: str
    line: int
    values: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def problem(self, name: str, sentence: str, **values: object) -> Problem:
        """Return a problem with this row's field ``name``."""
        return Problem(self.file, self.line, name, sentence, values)


def decode(upload: Upload) -> str:
    """Return the text of a UTF-8 file, without byte order mark; raise `BadFile` naming the first line that is none."""
    try:
        text = upload.data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = upload.data.count(b"\n", 0, wrong.start) + 1
        raise BadFile([Problem(upload.name, line, "", NOT_UTF8)]) from None
    if not text.strip():
        raise BadFile([Problem(upload.name, 0, "", EMPTY)])
    return text


def read_table(
    upload: Upload, columns: Sequence[Column], *, key: Sequence[str] = (), delimiter: str = ",", quoted: bool = True
) -> Reading[Row]:
    """Read a table whose first line names its columns, in any order.

    ``key`` names the columns that together must be different in each row. ``quoted=False`` reads tab-separated files
    in which a quote is just a quote. Raises `BadFile` for what spoils the whole file: encoding, size, columns.
    """
    lines = _cells(upload, decode(upload), delimiter, quoted)
    first, names = next(lines)
    _check_columns(upload, first, names, columns)
    reading: Reading[Row] = Reading()
    placed = [next(c for c in columns if c.name == name) for name in names]
    absent = {c.name: c.empty for c in columns if c.name not in names}
    seen: dict[tuple[Any, ...], int] = {}
    for at_line, cells in lines:
        if at_line - first > MAX_ROWS:
            raise BadFile([Problem(upload.name, at_line, "", TOO_MANY_ROWS, {"limit": MAX_ROWS})])
        row = Row(upload.name, at_line, dict(absent))
        problems = fill(row, cells, placed, key, seen)
        reading.problems += problems
        if not problems:
            reading.rows.append(row)
    return reading


def fill(
    row: Row, cells: list[str], placed: Sequence[Column], key: Sequence[str], seen: dict[tuple[Any, ...], int]
) -> list[Problem]:
    """Parse the cells of a row into its values; return what is wrong with them, or that the key was seen before."""
    return [*_fill(row, cells, placed)] or [*_repeated(row, key, seen)]


def _cells(upload: Upload, content: str, delimiter: str, quoted: bool) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(
        io.StringIO(content, newline=""),
        delimiter=delimiter,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
        strict=True,
    )
    start = 1
    try:
        for cells in reader:
            if any(cells):
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as wrong:
        raise BadFile([Problem(upload.name, start, "", NOT_CSV, {"reason": str(wrong)})]) from None


def _check_columns(upload: Upload, first: int, names: list[str], columns: Sequence[Column]) -> None:
    known = [c.name for c in columns]
    problems = [
        *(
            Problem(upload.name, first, n, UNKNOWN_COLUMN, {"name": in_quotes(n), "known": ", ".join(known)})
            for n in names
            if n not in known
        ),
        *(
            Problem(upload.name, first, n, DOUBLE_COLUMN, {"name": n})
            for n in sorted({n for n in names if names.count(n) > 1})
        ),
        *(
            Problem(upload.name, first, c.name, MISSING_COLUMN, {"name": c.name})
            for c in columns
            if not c.optional and c.name not in names
        ),
    ]
    if problems:
        raise BadFile(problems)


def _fill(row: Row, cells: list[str], placed: Sequence[Column]) -> Iterator[Problem]:
    if len(cells) != len(placed):
        yield row.problem("", WRONG_WIDTH, found=len(cells), wanted=len(placed))
        return
    for column, cell in zip(placed, cells, strict=True):
        trimmed = cell.strip()
        try:
            if trimmed:
                row.values[column.name] = column.parse(trimmed)
            elif column.needed:
                raise Wrong(NEEDED)
            else:
                row.values[column.name] = column.empty
        except Wrong as wrong:
            yield row.problem(column.name, wrong.sentence, **wrong.values)
        except BadText as bad:
            yield row.problem(column.name, HIDDEN_CHARACTER, character=bad.character)


def _repeated(row: Row, key: Sequence[str], seen: dict[tuple[Any, ...], int]) -> Iterator[Problem]:
    if not key:
        return
    value = tuple(row[name] for name in key)
    if value in seen:
        yield row.problem(key[0], DOUBLE_KEY, value=in_quotes("/".join(map(str, value))), first=seen[value])
    seen.setdefault(value, row.line)
