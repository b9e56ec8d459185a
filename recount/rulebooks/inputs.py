"""Reads what is counted under a rulebook of format 2: tallies, votes with a roll, or a file of ballots beside it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

from recount.counting import CHOICES, Uncountable
from recount.formats import load_profile
from recount.locating import Lines
from recount.methods.settings import read_exact
from recount.profiles import Number, Profile
from recount.reading import Problem, Unusable, read_data
from recount.rulebook import Json
from recount.rulebooks.book import FORMAT, Book, Chamber, Split, Weights
from recount.rulebooks.candidates import Field, load_field
from recount.rulebooks.counting import Cast
from recount.structure.votes import Roll, Tally, Vote, whole


def load_counts(path: Path, book: Book) -> tuple[dict[str, Tally | Cast], str]:
    """Return what each chamber cast, by key, and the published seed (empty where there is none).

    Files of ballots and candidates are named beside the file, never elsewhere. Problems carry the file's name.
    """
    try:
        data, lines = read_data(path.read_text(encoding="utf-8"))
        return _Counts(book, path, lines).read(data)
    except Unusable as unusable:
        raise Unusable(unusable.problems, unusable.name or str(path)) from None
    except UnicodeDecodeError:
        raise Unusable([Problem("not_text", 1)], str(path)) from None
    except OSError as wrong:
        raise Unusable([Problem("cannot_read", 1, values={"detail": wrong.strerror or ""})], str(path)) from None


class _Counts:
    def __init__(self, book: Book, path: Path, lines: Lines) -> None:
        self.book, self.path, self.lines = book, path, lines

    def read(self, data: dict[str, Any]) -> tuple[dict[str, Tally | Cast], str]:
        if data.get("format") != FORMAT:
            self.fail("unknown_format", "format", format=FORMAT)
        chambers, seed = data.get("chambers"), data.get("seed", "")
        if not isinstance(chambers, dict) or not chambers:
            self.fail("no_counts", "chambers")
        if not isinstance(seed, str):
            self.fail("not_a_seed", "seed")
        if unknown := sorted(set(data) - {"format", "chambers", "seed"}):
            self.fail("unknown_key", unknown[0], key=unknown[0], known=["format", "chambers", "seed"])
        cast: dict[str, Tally | Cast] = {}
        for key, said in chambers.items():
            chamber = self.book.chamber(key)
            if chamber is None:
                self.fail("unknown_chamber", "chambers", key, chamber=key)
            if not isinstance(said, dict):
                self.fail("not_a_chamber_2", "chambers", key)
            try:
                cast[key] = self._chamber(chamber, said)
            except Uncountable as wrong:
                self.fail(wrong.code, "chambers", key, **wrong.values)
        return cast, seed

    def fail(self, code: str, *path: str | int, **values: Json) -> NoReturn:
        raise Unusable([Problem(code, self.lines.of(path), ".".join(map(str, path)), values)])

    def _chamber(self, chamber: Chamber, said: dict[str, Any]) -> Tally | Cast:
        known = {"eligible", "recused", "roll", *CHOICES, "ballots"}
        known |= {"as", "candidates", "runoff", "left"} if chamber.election else set()
        if unknown := sorted(set(said) - known):
            self.fail("unknown_key", "chambers", chamber.key, unknown[0], key=unknown[0], known=[*sorted(known)])
        if chamber.election:
            return self._cast(chamber, said)
        if "ballots" in said:
            return self._roll(chamber, said).tally(self._votes(chamber, said["ballots"]))
        eligible, yes, no, neutral = (self._number(chamber, said, name) for name in ("eligible", *CHOICES))
        return Tally(eligible, yes, no, neutral, self._number(chamber, said, "recused", 0))

    def _number(self, chamber: Chamber, said: dict[str, Any], key: str, usual: Number | None = None) -> Number:
        """Return a whole number, or a fraction as text where the chamber's votes have weights."""
        value = said.get(key, usual)
        if type(value) is int and value >= 0:
            return value
        found = read_exact(value) if type(value) is str and chamber.weights is Weights.ROLL else None
        if found is None:
            self.fail("not_a_figure", "chambers", chamber.key, key, key=key, chamber=chamber.key)
        return whole(found)

    def _roll(self, chamber: Chamber, said: dict[str, Any]) -> Roll:
        place = ("chambers", chamber.key, "roll")
        rows, weights = said.get("roll"), dict[str, Number]()
        recused = said.get("recused", [])
        if not isinstance(rows, list) or not isinstance(recused, list):
            self.fail("roll_unclear", *place, chamber=chamber.key)
        for number, row in enumerate(rows):
            entry = {"voter": row} if isinstance(row, str) else row if isinstance(row, dict) else {}
            voter = entry.get("voter")
            if not isinstance(voter, str) or not voter or voter in weights:
                self.fail("roll_unclear", *place, number, chamber=chamber.key)
            weights[voter] = self._number(chamber, {"weight": entry.get("weight", 1)}, "weight")
            if weights[voter] != 1 and chamber.weights is Weights.EQUAL:
                self.fail("weights_are_equal", *place, number, voter=voter, chamber=chamber.key)
        return Roll(weights, frozenset(map(str, recused)), chamber.split is Split.SPLIT)

    def _votes(self, chamber: Chamber, ballots: object) -> list[Vote]:
        place = ("chambers", chamber.key, "ballots")
        if not isinstance(ballots, list):
            self.fail("not_a_list", *place, key="ballots")
        votes = []
        for number, ballot in enumerate(ballots):
            said = ballot if isinstance(ballot, dict) else {}
            part = said.get("part", "1")
            found = read_exact(part) if type(part) is str else None
            voter, choice = said.get("voter"), said.get("choice")
            if found is None or not isinstance(voter, str) or not isinstance(choice, str):
                self.fail("vote_unclear", *place, number)
            votes.append(Vote(voter, choice, Fraction(found)))
        return votes

    def _cast(self, chamber: Chamber, said: dict[str, Any]) -> Cast:
        profile = self._profile(chamber, said, "ballots")
        if profile is None:
            self.fail("ballots_missing", "chambers", chamber.key, chamber=chamber.key)
        field = Field({})
        if "candidates" in said:
            field = load_field(self._beside(chamber, said["candidates"], "candidates"))
            profile = field.onto(profile)
        eligible = self._number(chamber, said, "eligible")
        recused = self._number(chamber, said, "recused", 0)
        left = said.get("left", [])
        if not isinstance(left, list) or not all(isinstance(name, str) for name in left):
            self.fail("not_a_list", "chambers", chamber.key, "left", key="left")
        return Cast(profile, eligible, recused, field.sitting, self._profile(chamber, said, "runoff"), tuple(left))

    def _profile(self, chamber: Chamber, said: dict[str, Any], key: str) -> Profile | None:
        if key not in said:
            return None
        profile = load_profile(self._beside(chamber, said[key], key), str(said.get("as", "")))
        if chamber.weights is Weights.EQUAL and any(type(weight) is not int for weight in profile.ballots.values()):
            self.fail("weights_are_equal", "chambers", chamber.key, key, voter="?", chamber=chamber.key)
        return profile

    def _beside(self, chamber: Chamber, name: object, key: str) -> Path:
        """Return the path of a file named in the counts: in the same folder or below, never up or elsewhere."""
        parts = PurePosixPath(name).parts if isinstance(name, str) and name and name.isprintable() else ("..",)
        if ".." in parts or PurePosixPath(*parts).is_absolute() or "\\" in str(name) or ":" in str(name):
            self.fail("not_beside", "chambers", chamber.key, key, value=str(name)[:60])
        return self.path.parent.joinpath(*parts)
