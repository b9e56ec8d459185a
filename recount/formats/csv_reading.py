"""Ballots in CSV: a row each, or each kind of row with its weight; a column for each option, or for each choice."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain, islice
from typing import TYPE_CHECKING

from recount.formats.csv_columns import (
    APPROVED,
    BLANK,
    NOT_APPROVED,
    SILENT,
    SUPPORT,
    Columns,
    find_columns,
    is_cell,
)
from recount.formats.gathering import NUMBER, Numbers, together, trimmed
from recount.formats.naming import checked_names, fail
from recount.profiles import Ballot, Number, Profile, Rank

if TYPE_CHECKING:
    from _csv import Reader

# Rows and cells looked at before the kind of the file is decided.
SAMPLE_ROWS, SAMPLE_CELLS = 1000, 200_000
SEPARATORS = (",", ";", "\t")
SKIPPED = BLANK | {"undervote", "skipped", "blank"}
YES_NO = ("yes", "no", "neutral")

# What a cell says: a rank, points or 1; nothing (0 where ranks or marks are given, else None); or that it is silent.
type Cell = Number | str | None
type Rows = Iterator[tuple[int, list[str]]]
NO_OPINION = "silent"


def read_csv(lines: Iterable[str], kind: str = "") -> Profile:
    """Return the profile in the lines of a CSV file with the ``kind`` of cells said, or recognised by `find_columns`.

    The separator is the comma, semicolon or tab of which the first line has most, of those that the second has as
    often, or what a first line ``sep=;`` says.
    """
    rows = _rows(lines)
    line, header = next(rows, (1, []))
    sample = _sample(rows, len(header), line)
    columns = find_columns(header, [row for _line, row in sample], kind, line)
    rest = _weighed(chain(sample, rows), len(header), columns)
    if columns.kind == "choices":
        return _Choices(columns).read(rest)
    return _Options(columns, line).read(rest)


class _Options:
    """Reads rows with a cell for each option."""

    def __init__(self, columns: Columns, line: int) -> None:
        self.names = checked_names((line, name) for name in columns.names)
        self.columns = columns
        size = len(self.names)
        self.numbers = Numbers()
        self.single: list[Rank] = [(option,) for option in range(size)]
        self.readers: dict[str, Callable[[str], Cell]] = {
            "ranks": lambda word: (
                int(word) if word.isascii() and word.isdigit() and 0 < int(word[:6]) <= size else None
            ),
            "scores": lambda _word: None,
            "approval": lambda word: 1 if word in APPROVED else 0 if word in NOT_APPROVED else None,
            "support": SUPPORT.get,
        }
        self.ballot = {"ranks": self.ranked, "scores": _scored, "support": _scored, "approval": self.approving}

    def read(self, rows: Iterator[tuple[int, list[str], Number]]) -> Profile:
        """Return the profile in weighed rows; each distinct row becomes a ballot once."""
        places, known = self.columns.places, dict[str, Cell]()
        first, last = places[0], places[-1] + 1
        together_cells = last - first == len(places)
        found: dict[tuple[Cell, ...], Number] = {}
        for line, row, weight in rows:
            cells = row[first:last] if together_cells else [row[place] for place in places]
            try:
                said = tuple([known[cell] for cell in cells])
            except KeyError:
                said = tuple([self.cell(known, cell, option, line) for option, cell in enumerate(cells)])
            found[said] = found.get(said, 0) + weight
        make = self.ballot[self.columns.kind]
        ballots = together((make(said), weight) for said, weight in found.items())
        remarks = {"ignored_column": self.columns.ignored} if self.columns.ignored else {}
        return Profile(self.names, ballots, remarks=remarks)

    def cell(self, known: dict[str, Cell], cell: str, option: int, line: int) -> Cell:
        """Return what a cell says, and know it from then on."""
        if cell not in known:
            known[cell] = self.said(cell.strip().casefold(), option, line)
        return known[cell]

    def said(self, word: str, option: int, line: int) -> Cell:
        """Return what a cell of small letters says."""
        if word in SILENT:
            return NO_OPINION
        if word in BLANK:
            return 0 if self.columns.kind == "ranks" else None
        if self.columns.kind == "scores" and NUMBER.fullmatch(word):
            return self.numbers.get(word, line)
        said: Cell = self.readers[self.columns.kind](word)
        if said is None:
            name, size = self.names[option], len(self.names)
            fail(f"csv_no_{self.columns.kind}", line, value=word[:60], name=name, options=size)
        return said

    def ranked(self, said: Sequence[Cell]) -> Ballot:
        """Return the ballot that gives each option a rank; a rank that no option has is left out."""
        groups: dict[Cell, list[int]] = {}
        for option, rank in enumerate(said):
            groups.setdefault(rank, []).append(option)
        groups.pop(0, None)
        silent = tuple(groups.pop(NO_OPINION, ()))
        if not groups:
            return Ballot(silent=silent)
        single, last = self.single, max(rank for rank in groups if isinstance(rank, int))
        ranks = [groups.get(rank, ()) for rank in range(1, last + 1)]
        return Ballot(tuple([single[r[0]] if len(r) == 1 else tuple(r) for r in ranks]), silent=silent)

    def approving(self, said: Sequence[Cell]) -> Ballot:
        """Return the ballot that approves of some options: they are ranked first, equally."""
        approved = tuple(option for option, mark in enumerate(said) if mark == 1)
        silent = tuple(option for option, mark in enumerate(said) if mark == NO_OPINION)
        return Ballot((approved,) if approved else (), silent=silent)


class _Choices:
    """Reads rows with a name for each rank."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.numbers: dict[str, int] = {}
        self.lines: list[tuple[int, str]] = []
        self.cells: dict[str, Rank] = {}
        self.overvotes: set[str] = set()

    def read(self, rows: Iterator[tuple[int, list[str], Number]]) -> Profile:
        """Return the profile in weighed rows; options are in the order of their names."""
        found: dict[tuple[Rank, ...], Number] = {}
        overvotes = 0
        for line, row, weight in rows:
            cells = [row[place] for place in self.columns.places]
            said = trimmed([self.cell(cell, line) for cell in cells])
            overvotes += bool(self.overvotes and not self.overvotes.isdisjoint(cells))
            found[said] = found.get(said, 0) + weight
        if not self.lines and not found:
            fail("csv_no_options", 1)
        names, renumbered = self.order()
        ballots = together((_renumbered(ranks, renumbered), weight) for ranks, weight in found.items())
        remarks = {"ignored_column": self.columns.ignored, "overvote": overvotes}
        return Profile(names, ballots, remarks={code: number for code, number in remarks.items() if number})

    def cell(self, cell: str, line: int) -> Rank:
        """Return the options that a cell names: one, none, or several between bars."""
        rank = self.cells.get(cell)
        if rank is None:
            word = cell.strip().casefold()
            names = [] if word in SKIPPED else [part.strip() for part in cell.split("|")]
            if word == "overvote":
                self.overvotes.add(cell)
                names = []
            rank = self.cells[cell] = tuple(sorted({self.number(name, line) for name in names}))
        return rank

    def number(self, name: str, line: int) -> int:
        """Return the number of a name, in the order in which they appear."""
        if name not in self.numbers:
            self.numbers[name] = len(self.lines)
            self.lines.append((line, name))
            if len(self.lines) % 1000 == 1:
                checked_names(self.lines)
        return self.numbers[name]

    def order(self) -> tuple[tuple[str, ...], list[int]]:
        """Return the names in their order, and the new number of each old one. Yes, no and neutral stand in that."""
        names = checked_names(self.lines)
        if names and set(names) <= set(YES_NO) and len(self.columns.places) == 1:
            return YES_NO, [YES_NO.index(name) for name in names]
        ordered = sorted(names, key=lambda name: (name.casefold(), name))
        places = {name: place for place, name in enumerate(ordered)}
        return tuple(ordered), [places[name] for name in names]


def _rows(lines: Iterable[str]) -> Rows:
    """Yield each row that is not a blank line, with the line on which it ends."""
    source = iter(lines)
    start = list(islice(source, 1))
    said = start[0].rstrip("\r\n").casefold() if start else ""
    if said.startswith("sep=") and len(said) == 5:
        # The reader must still count this line; a blank one yields no row.
        yield from _read_rows(csv.reader(chain(["\n"], source), delimiter=said[4], strict=True))
        return
    for line in source:
        start.append(line)
        if sum(bool(each.strip()) for each in start) > 1:
            break
    separator = _separator(*[_outside(line) for line in start if line.strip()])
    yield from _read_rows(csv.reader(chain(start, source), delimiter=separator, strict=True))


def _separator(header: str = "", row: str = "") -> str:
    """Return the sign that the header has most of, of those that the next line has as often, if there are any."""
    fitting = [sign for sign in SEPARATORS if 0 < header.count(sign) == row.count(sign)]
    return max(fitting or SEPARATORS, key=header.count)


def _read_rows(reader: Reader) -> Rows:
    line = 0
    try:
        for row in reader:
            line = reader.line_num
            if row:
                yield line, row
    except csv.Error as wrong:
        fail("csv_broken", line + 1, detail=str(wrong))


def _outside(line: str) -> str:
    """Return a line without what is in quotes."""
    return "".join(line.split('"')[::2])


def _sample(rows: Rows, width: int, line: int) -> list[tuple[int, list[str]]]:
    if not width:
        fail("csv_no_options", line)
    sample = []
    for end, row in rows:
        _check_width(end, row, width)
        sample.append((end, row))
        if len(sample) >= SAMPLE_ROWS or len(sample) * width >= SAMPLE_CELLS:
            break
    return sample


def _weighed(
    rows: Iterable[tuple[int, list[str]]], width: int, columns: Columns
) -> Iterator[tuple[int, list[str], Number]]:
    """Yield each row with its weight; those of weight 0 are left out."""
    place = columns.weight
    numbers = Numbers()
    for line, row in rows:
        if len(row) != width:
            _check_width(line, row, width)
        for other in columns.beside:
            if is_cell(row[other]) and row[other].strip():
                fail("csv_mixed_column", line, column=other + 1, value=row[other][:60])
        if place < 0:
            yield line, row, 1
            continue
        weight = numbers.weight(row[place].strip(), line)
        if weight:
            yield line, row, weight


def _check_width(line: int, row: Sequence[str], width: int) -> None:
    if len(row) != width:
        fail("row_size", line, found=len(row), wanted=width)


def _scored(said: Sequence[Cell]) -> Ballot:
    silent = tuple(option for option, points in enumerate(said) if points == NO_OPINION)
    return Ballot(
        scores=tuple((option, points) for option, points in enumerate(said) if isinstance(points, int | Fraction)),
        silent=silent,
    )


def _renumbered(ranks: Sequence[Rank], numbers: Sequence[int]) -> Ballot:
    return Ballot(tuple(tuple(sorted(numbers[option] for option in rank)) for rank in ranks))
