"""The roll of a bundle: who could vote, as commitments that tell nothing to those who do not know name and salt.

A commitment is the SHA-256 (FIPS 180-4), in lower-case hexadecimal, of this text in UTF-8, its four lines joined by a
line feed and none at the end: the decision's id, the chamber's key, the voter's name as the roll has it, the salt.
A salt is 16 random bytes or more as lower-case hexadecimal, another for each voter. Who is told their salt can find
their line; who is not cannot try names against it.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from recount.bundles.archive import Archive
from recount.bundles.differing import differ
from recount.formats.gathering import Numbers
from recount.outcomes import exact
from recount.profiles import Number

HEADER = "commitment,voter,salt"
# Where votes weigh differently, or some may not vote: ``weight`` is exact (12, 2.5, 1/3), ``recused`` is yes or empty.
WEIGHED = "commitment,voter,salt,weight,recused"
COMMITMENT = re.compile(r"[0-9a-f]{64}")
SALT = re.compile(r"[0-9a-f]{32,128}")
HIDDEN = ",,"


def commitment(decision: str, chamber: str, voter: str, salt: str) -> str:
    """Return the commitment to one voter's place on the roll of one chamber of one decision."""
    return hashlib.sha256(f"{decision}\n{chamber}\n{voter}\n{salt}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a roll; ``voter`` and ``salt`` are empty where they are not shown."""

    commitment: str
    voter: str = ""
    salt: str = ""
    weight: Number = 1
    is_recused: bool = False


class Roll:
    """Reads the roll of one chamber line by line; ``size`` and ``sha256`` are known at its end.

    ``weights`` are those that are not 1, ``recused`` who may not vote: both of the lines read so far.
    """

    def __init__(self, archive: Archive, name: str, decision: str, chamber: str) -> None:
        self.name = name
        self.size = 0
        self.weights: dict[str, Number] = {}
        self.recused: set[str] = set()
        self._archive = archive
        self._of = (decision, chamber)
        self._hash = hashlib.sha256()
        self._columns = 0
        self._numbers = Numbers()

    @property
    def weight(self) -> Number:
        """Return the weight of all lines read so far."""
        return self.size - len(self.weights) + sum(self.weights.values())

    @property
    def sha256(self) -> str:
        """Return the hash of the roll: of its commitments, sorted, one a line, each line ended by a line feed."""
        return self._hash.hexdigest()

    def commitments(self) -> Iterator[str]:
        """Yield the commitments in their order, each once; those that are opened are checked."""
        last = ""
        for block in self._blocks():
            places = [line[:64] for line in block]
            for place, line in zip(places, block, strict=True):
                self.size += 1
                if place <= last or line[64:] != HIDDEN or not COMMITMENT.fullmatch(place):
                    self._check(line, last)
                last = place
            self._hash.update("".join(f"{place}\n" for place in places).encode())
            yield from places

    def _blocks(self) -> Iterator[list[str]]:
        blocks = self._archive.blocks(self.name)
        first = next(blocks, [""])
        if first[0] not in {HEADER, WEIGHED}:
            self._archive.fail(self.name, "roll_header", header=HEADER)
        self._columns = len(first[0].split(","))
        yield first[1:]
        yield from blocks

    def _check(self, line: str, last: str) -> None:
        """Look closely at a line that names its voter, or is wrong."""
        number = self.size + 1
        try:
            fields = next(csv.reader([line], strict=True), [])
        except csv.Error:
            fields = []
        if len(fields) != self._columns or not COMMITMENT.fullmatch(fields[0]) or fields[0] != line[:64]:
            self._archive.fail(self.name, "roll_line", number)
        place, voter, salt = fields[:3]
        if place == last:
            self._archive.fail(self.name, "roll_twice", number)
        if place < last:
            self._archive.fail(self.name, "not_sorted", number)
        if bool(voter) != bool(salt) or (salt and not SALT.fullmatch(salt)):
            self._archive.fail(self.name, "roll_line", number)
        if voter and commitment(*self._of, voter, salt) != place:
            differ("commitment_differs", self.name, number, voter=voter[:60])
        self._note(place, fields[3:], number)

    def _note(self, place: str, fields: list[str], number: int) -> None:
        weight, recused = fields or ("", "")
        if recused not in {"", "yes"}:
            self._archive.fail(self.name, "roll_line", number)
        if recused:
            self.recused.add(place)
        if weight:
            with self._archive.reading(self.name):
                weighs = self._numbers.weight(weight, number)
            if weighs != 1:
                self.weights[place] = weighs


def roll_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield the lines of a roll, sorted; weights and recusals have columns only where there are any."""
    entries = sorted(entries, key=lambda entry: entry.commitment)
    is_weighed = any(entry.weight != 1 or entry.is_recused for entry in entries)
    yield WEIGHED if is_weighed else HEADER
    for entry in entries:
        rest = f",{exact(entry.weight)},{'yes' if entry.is_recused else ''}" if is_weighed else ""
        yield f"{entry.commitment},{cell(entry.voter)},{entry.salt}{rest}"


def cell(text: str) -> str:
    """Return a text as a field of CSV."""
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"') else text
