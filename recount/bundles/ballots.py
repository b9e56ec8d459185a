"""The ballots of one chamber, each on a line of its own with its code, and every code accounted for.

A code is a receipt that its voter knows, or in an open chamber the voter's commitment on the roll. Codes are sorted, so
that none is there twice and their order tells nothing. What remains of a line without its code is read by the same
formats as ``recount count --method`` reads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from recount.bundles.archive import Archive
from recount.bundles.differing import differ
from recount.bundles.rolls import Roll
from recount.bundles.strikes import CODE, Strike
from recount.counting import CHOICES
from recount.formats import FORMATS
from recount.methods.settings import read_exact
from recount.outcomes import exact
from recount.profiles import Ballot, Number, Profile
from recount.structure.votes import whole

# Past every commitment.
END = "~"
BLT_HEAD = re.compile(r"\d{1,9} \d{1,9}")
BLT_WITHDRAWN = re.compile(r"-\d{1,9}(?: -\d{1,9})*")
BLT_BALLOT = re.compile(r"\(([^()\s]+)\) 1((?: [1-9][0-9=]*| -)*) 0")
JSON_START, JSON_END = '"ballots": [', "]}"
JSON_BALLOT = re.compile(r'\{"id": "([^"\\]*)"(?:, (?=")|(?=\}))(.*\}),?')


@dataclass(slots=True)
class Accounts:
    """Takes the codes of one file of ballots in their order; ``roll`` is None where nobody may know who cast them."""

    archive: Archive
    file: str
    roll: Roll | None
    struck: Mapping[str, Strike]
    read: int = 0
    counted: int = 0
    last: str = ""
    weight: Number = 0
    seen: set[str] = field(default_factory=set)
    place: str = ""
    places: Iterator[str] = field(default_factory=lambda: iter(()))

    def __post_init__(self) -> None:
        if self.roll is not None:
            self.places = self.roll.commitments()

    def take(self, code: str, line: int) -> Number:
        """Return the weight of the ballot with ``code`` on ``line``; 0 when it was struck."""
        if code <= self.last or not CODE.fullmatch(code):
            self.refuse(code, line)
        self.last = code
        self.read += 1
        weight: Number = 1
        if self.roll is not None:
            while self.place < code:
                self.place = next(self.places, END)
            if self.place != code:
                differ("ballot_not_on_roll", self.file, line, ballot=code)
            if code in self.roll.recused:
                differ("ballot_of_recused", self.file, line, ballot=code)
            weight = self.roll.weights.get(code, 1)
        if code in self.struck:
            self.strike(code, line)
            return 0
        self.counted += 1
        self.weight += weight
        return weight

    def close(self) -> None:
        """Read the rest of the roll, and check that every strike of a published ballot met it."""
        for _place in self.places:
            pass
        for code, strike in self.struck.items():
            if code not in self.seen and not strike.is_sealed:
                differ("strike_without_ballot", self.file, 1, ballot=code, chamber=strike.chamber)

    def strike(self, code: str, line: int) -> None:
        """Note that a strike met its ballot."""
        if self.struck[code].is_sealed:
            differ("struck_ballot_published", self.file, line, ballot=code)
        self.seen.add(code)

    def refuse(self, code: str, line: int) -> None:
        """Say what is wrong with a code."""
        if not CODE.fullmatch(code):
            self.archive.fail(self.file, "ballot_code", line)
        self.archive.fail(self.file, "code_twice" if code == self.last else "not_sorted", line, ballot=code)


def count_choices(accounts: Accounts, word: str) -> dict[str, Number]:
    """Return the weight behind yes, no and neutral in a CSV file of the columns ``word`` (the code) and choice."""
    lines = accounts.archive.lines(accounts.file)
    if next(lines, "") != f"{word},choice":
        accounts.archive.fail(accounts.file, "choices_header", header=f"{word},choice")
    said: dict[str, Number] = dict.fromkeys(CHOICES, 0)
    for number, line in enumerate(lines, 2):
        code, _comma, choice = line.partition(",")
        if choice not in said:
            accounts.archive.fail(accounts.file, "unknown_choice", number, choice=choice[:60])
        said[choice] += accounts.take(code, number)
    accounts.close()
    return said


def count_parts(accounts: Accounts, word: str) -> dict[str, Number]:
    """Return the weight behind each choice where a voter's weight may be split: the columns code, choice and part.

    A code has a line for each choice it supports, in the order of the choices; its parts are at most 1 together.
    """
    lines = accounts.archive.lines(accounts.file)
    if next(lines, "") != f"{word},choice,part":
        accounts.archive.fail(accounts.file, "choices_header", header=f"{word},choice,part")
    said: dict[str, Number] = dict.fromkeys(CHOICES, 0)
    weight: Number = 0
    last, used = "", Fraction(0)
    for number, line in enumerate(lines, 2):
        code, choice, part = (*line.split(","), "", "")[:3]
        found = read_exact(part)
        if choice not in said or found is None:
            accounts.archive.fail(accounts.file, "unknown_part", number)
        if code != accounts.last or choice <= last:
            weight, used = accounts.take(code, number), Fraction(0)
        last, used = choice, used + found
        if used > 1 or not found:
            accounts.archive.fail(accounts.file, "parts_of_one", number, ballot=code)
        said[choice] += weight * found
    accounts.close()
    return {choice: whole(number) for choice, number in said.items()}


def read_profile(accounts: Accounts, form: str, word: str) -> Profile:
    """Return the ballots of a file in one of `FORMS`, without those that were struck."""
    lines = FORMS[form.partition("-")[0]](accounts, word)
    with accounts.archive.reading(accounts.file):
        profile = FORMATS[form].read(lines)
        for _line in lines:
            pass
    if profile.weight != accounts.weight:
        accounts.archive.fail(
            accounts.file, "ballots_unaccounted", read=exact(profile.weight), counted=exact(accounts.weight)
        )
    accounts.close()
    return profile


def _csv_lines(accounts: Accounts, word: str) -> Iterator[str]:
    lines = accounts.archive.lines(accounts.file)
    head = next(lines, "")
    outside = "".join(head.split('"')[::2])
    if not head.startswith(f"{word},") or max(",;\t", key=outside.count) != "," or head.count('"') % 2:
        accounts.archive.fail(accounts.file, "choices_header", header=f"{word},...")
    yield f"{head}\n"
    for number, line in enumerate(lines, 2):
        if '"' in line and line.count('"') % 2:
            accounts.archive.fail(accounts.file, "row_goes_on", number)
        weight = accounts.take(line.partition(",")[0], number)
        if weight not in {0, 1}:
            accounts.archive.fail(accounts.file, "no_weights_here", number)
        yield f"{line}\n" if weight else "\n"


def _blt_lines(accounts: Accounts, _word: str) -> Iterator[str]:
    """Ballots are written ``(code) 1 3 2=4 0``, as OpenSTV and Droop have them."""
    lines = enumerate(accounts.archive.lines(accounts.file), 1)
    for number, line in lines:
        found = BLT_BALLOT.fullmatch(line)
        if found:
            weight = accounts.take(found[1], number)
            yield f"{exact(weight)}{found[2]} 0\n" if weight else "\n"
            continue
        if line != "0" and not (BLT_HEAD if number == 1 else BLT_WITHDRAWN).fullmatch(line):
            accounts.archive.fail(accounts.file, "blt_line", number)
        yield f"{line}\n"
        if line == "0":
            break
    for _number, line in lines:
        yield f"{line}\n"


def _json_lines(accounts: Accounts, _word: str) -> Iterator[str]:
    """Ballots are written as `write_json` does, each with its code as ``"id"`` before all else."""
    lines = enumerate(accounts.archive.lines(accounts.file), 1)
    for _number, line in lines:
        yield f"{line}\n"
        if line == JSON_START:
            break
    before = ""
    for number, line in lines:
        if line == JSON_END:
            yield f"{before}\n{line}\n"
            break
        found = JSON_BALLOT.fullmatch(line)
        if not found:
            accounts.archive.fail(accounts.file, "json_line", number)
        yield f"{before},\n" if before else ""
        before = _json_ballot(accounts, found, number)
    yield from (f"{line}\n" for _number, line in lines)


def _json_ballot(accounts: Accounts, found: re.Match[str], number: int) -> str:
    """Return one ballot as the format reads it: without its code, with its weight."""
    ballot: Any = None
    with accounts.archive.reading(accounts.file):
        try:
            ballot = json.loads(f"{{{found[2]}")
        except ValueError:
            accounts.archive.fail(accounts.file, "json_line", number)
    weight = accounts.take(found[1], number)
    if "weight" in ballot:
        accounts.archive.fail(accounts.file, "json_line", number)
    rest = f", {found[2]}" if ballot else "}"
    return f'{{"weight": "{exact(weight)}"{rest}'


# How the lines of a kind of file are taken apart, each to lines without codes for the format's own reader.
FORMS: Mapping[str, Callable[[Accounts, str], Iterator[str]]] = {
    "csv": _csv_lines,
    "blt": _blt_lines,
    "json": _json_lines,
}


def ballot_lines(form: str, word: str, paper: Profile, rows: Sequence[tuple[str, Ballot]]) -> Iterator[str]:
    """Yield the lines of a file of ballots with their codes; ``paper`` is the profile without its ballots."""
    distinct = dict.fromkeys(ballot for _code, ballot in rows)
    write = FORMATS[form].write
    if write is None:
        raise ValueError(form)
    lines = list(write(replace(paper, ballots=dict.fromkeys(distinct, 1))))
    start = {"csv": 1, "blt": 2 if paper.withdrawn else 1}.get(form) or lines.index(JSON_START) + 1
    head, rest = lines[:start], lines[start + len(distinct) :]
    written = dict(zip(distinct, lines[start:], strict=False))
    yield f"{word},{head[0]}" if form == "csv" else head[0]
    yield from head[1:]
    for place, (code, ballot) in enumerate(rows, 1):
        line = written[ballot]
        if form == "json":
            line = line.removesuffix(",")
            said = "}" if line == "{}" else f", {line[1:]}"
            yield f'{{"id": "{code}"{said}{"," if place < len(rows) else ""}'
        else:
            yield f"{code},{line}" if form == "csv" else f"({code}) {line}"
    yield from rest
