"""Reads what is counted: tallies, ballots or a decision's whole evidence, from JSON, TOML or CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from recount.choices import count_choices
from recount.counting import CHOICES, Count, Uncountable
from recount.locating import Lines
from recount.parsing import read_rulebook
from recount.reading import Problem, Unusable, read_data
from recount.rulebook import FORMAT, Json, Rulebook, roll_sha256
from recount.rulebooks.book import Book
from recount.rulebooks.parsing import read_any

type Eligible = Mapping[str, int]


@dataclass(slots=True)
class Source:
    """What files hold: the count of each chamber and, in evidence, the rulebook it was made under."""

    counts: dict[str, Count] = field(default_factory=dict)
    rulebook: Rulebook | None = None
    rulebook_sha256: str = ""

    def add(self, other: Source, name: str) -> None:
        """Take in another file's counts; a chamber counted in both is refused."""
        for key in other.counts:
            if key in self.counts:
                raise Unusable([Problem("chamber_in_two_files", 1, values={"chamber": key})], name)
        self.counts |= other.counts
        self.rulebook = self.rulebook or other.rulebook
        self.rulebook_sha256 = self.rulebook_sha256 or other.rulebook_sha256


def load_rulebook(path: Path) -> Rulebook:
    """Return the rulebook in a file; problems carry the file's name."""
    with _named(path):
        return read_rulebook(path.read_text(encoding="utf-8"))


def load_any(path: Path) -> Rulebook | Book:
    """Return the rulebook in a file, of format 1 or 2; problems carry the file's name."""
    with _named(path):
        return read_any(path.read_text(encoding="utf-8"))


def load_source(path: Path, eligible: Eligible) -> Source:
    """Return what a file holds (ballots when it ends in ``.csv``); problems carry its name."""
    with _named(path):
        if path.suffix.lower() == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as lines:
                return Source(read_csv(lines, eligible))
        return read_counts(path.read_text(encoding="utf-8"), eligible)


def read_counts(text: str, eligible: Eligible) -> Source:
    """Return what a JSON or TOML text holds: for each chamber a tally, or ballots with a roll or a number eligible."""
    data, lines = read_data(text)
    page = _Counts(lines, eligible)
    if data.get("format") != FORMAT:
        page.fail("unknown_format", "format", format=FORMAT)
    chambers = data.get("chambers")
    if not isinstance(chambers, dict) or not chambers:
        page.fail("no_counts", "chambers")
    source = Source({key: page.chamber(key, chamber) for key, chamber in chambers.items()})
    rules = data.get("rulebook")
    if isinstance(rules, dict) and isinstance(rules.get("source"), str):
        source.rulebook = read_rulebook(rules["source"])
        source.rulebook_sha256 = str(rules.get("sha256", source.rulebook.sha256()))
        if source.rulebook_sha256 != source.rulebook.sha256():
            page.fail("rulebook_differs", "rulebook", "sha256")
    return source


def read_csv(lines: Iterable[str], eligible: Eligible) -> dict[str, Count]:
    """Return the counts of ballots in CSV, one a row, with the columns chamber, choice and perhaps voter."""
    counted, last = count_choices(lines)
    counts: dict[str, Count] = {}
    for chamber in sorted({chamber for chamber, _choice in counted}.union(eligible)):
        if chamber not in eligible:
            raise Unusable([Problem("eligible_unsaid", 1, values={"chamber": chamber})])
        try:
            counts[chamber] = Count(eligible[chamber], *(counted[chamber, choice] for choice in CHOICES))
        except Uncountable as wrong:
            raise Unusable([Problem(wrong.code, last, chamber, wrong.values)]) from None
    return counts


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Give problems the name of the file they are in; a file that cannot be read is a problem too."""
    try:
        yield
    except Unusable as unusable:
        unusable.name = unusable.name or str(path)
        raise
    except UnicodeDecodeError:
        raise Unusable([Problem("not_text", 1)], str(path)) from None
    except OSError as wrong:
        raise Unusable([Problem("cannot_read", 1, values={"detail": wrong.strerror or ""})], str(path)) from None


@dataclass(slots=True)
class _Counts:
    """Reads the chambers of one JSON or TOML text and stops at the first mistake."""

    lines: Lines
    eligible: Eligible

    def fail(self, code: str, *path: str | int, **values: Json) -> NoReturn:
        """Stop with a problem at ``path``."""
        raise Unusable([Problem(code, self.lines.of(path), ".".join(map(str, path)), values)])

    def chamber(self, key: str, chamber: object) -> Count:
        """Return one chamber's count."""
        place = ("chambers", key)
        if not isinstance(chamber, dict):
            self.fail("not_a_chamber", *place)
        if "ballots" in chamber:
            roll = self.roll(key, chamber)
            found = Counter(self.choices(key, chamber["ballots"], roll))
            size = len(roll) if roll is not None else chamber.get("eligible", self.eligible.get(key))
            if size is None:
                self.fail("eligible_unsaid", *place, chamber=key)
            figures = {"eligible": size, **{choice: found[choice] for choice in CHOICES}}
        elif all(name in chamber for name in ("eligible", *CHOICES)):
            figures = chamber
        else:
            self.fail("not_a_chamber", *place)
        try:
            return Count(*(figures[name] for name in ("eligible", *CHOICES)))
        except Uncountable as wrong:
            values = {"key": wrong.values.get("field", ""), **wrong.values}
            self.fail(wrong.code, *place, *([str(values["key"])] if values["key"] else []), **values)

    def roll(self, key: str, chamber: dict[str, Any]) -> set[str] | None:
        """Return the voters on a chamber's roll (texts, or tables with a ``voter``), checked against its hash."""
        if "roll" not in chamber:
            return None
        place = ("chambers", key, "roll")
        if not isinstance(chamber["roll"], list):
            self.fail("not_a_list", *place, key="roll")
        roll: set[str] = set()
        for number, entry in enumerate(chamber["roll"]):
            voter = entry.get("voter") if isinstance(entry, dict) else entry
            if not isinstance(voter, str) or not voter:
                self.fail("no_voter", *place, number)
            if voter in roll:
                self.fail("on_roll_twice", *place, number, voter=voter, chamber=key)
            roll.add(voter)
        if "roll_sha256" in chamber and chamber["roll_sha256"] != roll_sha256(roll):
            self.fail("roll_differs", *place, chamber=key)
        if chamber.get("eligible", len(roll)) != len(roll):
            self.fail("eligible_differs", *place, chamber=key, roll=len(roll), eligible=str(chamber["eligible"]))
        return roll

    def choices(self, key: str, ballots: object, roll: set[str] | None) -> Iterator[str]:
        """Yield what each ballot says, once its voter is known to be on the roll and to have no other."""
        place = ("chambers", key, "ballots")
        if not isinstance(ballots, list):
            self.fail("not_a_list", *place, key="ballots")
        seen: set[str] = set()
        for number, ballot in enumerate(ballots):
            choice, voter = (ballot.get("choice"), ballot.get("voter")) if isinstance(ballot, dict) else (ballot, None)
            if choice not in CHOICES:
                self.fail("unknown_choice", *place, number, choice=str(choice)[:60])
            if voter is not None or roll is not None:
                if not isinstance(voter, str) or (roll is not None and voter not in roll):
                    self.fail("not_on_roll", *place, number, voter=str(voter)[:60], chamber=key)
                if voter in seen:
                    self.fail("voter_twice", *place, number, voter=voter, chamber=key)
                seen.add(voter)
            yield choice
