"""A rulebook of format 2 as values: complete, exact, with one canonical form and its hash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from recount.methods import METHODS
from recount.methods.settings import Settings
from recount.rulebook import Combination, Json, Kinds, Quorum, Strictness, Threshold, canonical_json, plain, sha256
from recount.rulebook import smallest as smallest_number
from recount.rulebooks.course import Course
from recount.structure.electing import Election
from recount.structure.limits import Limits
from recount.structure.seating import Filled, Vacant
from recount.structure.terms import Terms, Vacancy

FORMAT = 2


class Votes(StrEnum):
    """Who casts a ballot: each person, or each body by its delegate."""

    PERSON = "one per person"
    BODY = "one per body"


class Weights(StrEnum):
    """Whether all votes weigh the same, or as the roll says: whole numbers or fractions."""

    EQUAL = "equal"
    ROLL = "as on the roll"


class Split(StrEnum):
    """Whether one voter's weight may be split over several ballots."""

    WHOLE = "whole"
    SPLIT = "split"


class Recusals(StrEnum):
    """Whether those recused leave the number that shares are taken of."""

    LEAVE = "leave the base"
    STAY = "stay in the base"


class Ballots(StrEnum):
    """Whether everybody sees after the close who voted how, or nobody ever."""

    OPEN = "open"
    SECRET = "secret"  # noqa: S105 - a kind of ballot


class Delegation(StrEnum):
    """Whether somebody who does not vote may have let another vote for them."""

    NONE = "none"
    ALLOWED = "allowed"


class Marks(StrEnum):
    """Which ballots of an election count towards its quorum: the abstention policy."""

    ALL = "all ballots"
    MARKED = "marked ballots"


class Passes(StrEnum):
    """When a chamber that elects says yes."""

    ONE = "one is elected"
    ALL = "all seats are filled"
    ACTS = "enough to act are elected"


class Again(StrEnum):
    """Which ballots a run-off counts."""

    NEW = "new ballots"
    SAME = "the same ballots"


@dataclass(frozen=True, slots=True)
class Turnout:
    """The quorum of an election: a share of the eligible or a number of ballots, of those ``counts`` says."""

    counts: Marks
    strictness: Strictness
    share: Fraction | None = None
    votes: int | None = None

    def needed(self, eligible: Fraction) -> Fraction:
        """Return what must be reached (``at least``) or passed (``more than``)."""
        return self.share * eligible if self.share is not None else Fraction(self.votes or 0)

    def smallest(self, eligible: int) -> int:
        """Return the smallest whole number of ballots that meets the quorum."""
        return smallest_number(self.needed(Fraction(eligible)), self.strictness)

    def data(self) -> dict[str, Json]:
        """Return the quorum as plain data."""
        size: dict[str, Json] = (
            {"votes": self.votes} if self.share is None else {"share": plain(self.share), "of": Kinds.ELIGIBLE.value}
        )
        return {**size, "counts": self.counts.value, "strictness": self.strictness.value}


@dataclass(frozen=True, slots=True)
class RunOff:
    """What follows when seats stay empty: a count of the best ``between`` of those not elected, by ``method``."""

    between: int
    method: str
    settings: Mapping[str, str]
    ballots: Again

    def data(self) -> dict[str, Json]:
        """Return the rule as plain data."""
        return {"between": self.between, "method": self.method, "settings": dict(self.settings),
                "ballots": self.ballots.value}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ElectionRules:
    """How a chamber elects. ``candidates`` is the key of the chamber whose elected stand here, or empty for all."""

    method: str
    settings: Mapping[str, str]
    limits: Limits
    candidates: str
    filled: Filled
    vacant: Vacant
    terms: Terms | None
    vacancy: Vacancy
    runoff: RunOff | None
    passes: Passes
    acts_with: int

    def election(self, seed: str, eligible: int = 0) -> Election:
        """Return what is counted: settings as methods read them, the seed of the count where it is left to that."""
        settings = readable(self.method, self.settings, seed, eligible)
        return Election(self.method, settings, self.limits, self.filled, self.vacant)

    def data(self) -> dict[str, Json]:
        """Return the rules as plain data."""
        reserved: dict[str, Json] = {"reserved": [group.data() for group in self.limits.reserved] or "none"}
        if self.limits.reserved:
            reserved |= {"filled": self.filled.value, "vacant": self.vacant.value}
        return {
            "method": self.method,
            "seats": self.limits.seats,
            "candidates": f"elected by {self.candidates}" if self.candidates else "all",
            "settings": dict(self.settings),
            "caps": [cap.data() for cap in self.limits.caps] or "none",
            **reserved,
            "terms": self.terms.data() if self.terms else "same",
            "vacancy": self.vacancy.value,
            "runoff": self.runoff.data() if self.runoff else "none",
            "passes": self.passes.value,
            "acts_with": self.acts_with or "none",
        }


@dataclass(frozen=True, slots=True)
class Chamber:
    """A group that is asked separately: a question with its threshold, or an election.

    ``ballots`` and ``delegation`` are None in rules written before they could be said: open, and none.
    """

    key: str
    name: str
    electorate: Mapping[str, Json]
    votes: Votes
    weights: Weights
    split: Split
    recusals: Recusals
    quorum: Quorum | Turnout | None
    question: Threshold | None
    election: ElectionRules | None
    names: Mapping[str, str] = field(default_factory=dict)
    ballots: Ballots | None = None
    delegation: Delegation | None = None

    @property
    def is_secret(self) -> bool:
        """Tell whether nobody ever sees who voted how."""
        return self.ballots is Ballots.SECRET

    @property
    def allows_delegation(self) -> bool:
        """Tell whether somebody may vote for others who let them."""
        return self.delegation is Delegation.ALLOWED

    def data(self) -> dict[str, Json]:
        """Return the chamber as plain data."""
        asked: dict[str, Json] = {}
        if self.question:
            asked["threshold"] = self.question.data()
        if self.election:
            asked["election"] = self.election.data()
        if self.ballots and self.delegation:
            asked |= {"ballots": self.ballots.value, "delegation": self.delegation.value}
        return {
            "key": self.key,
            "name": self.name,
            "names": dict(self.names),
            "electorate": dict(self.electorate),
            "votes": self.votes.value,
            "weights": self.weights.value,
            "split": self.split.value,
            "recusals": self.recusals.value,
            "quorum": self.quorum.data() if self.quorum else "none",
            **asked,
        }


@dataclass(frozen=True, slots=True)
class Book:
    """All the rules of one kind of decision; ``in_order`` asks chambers one after the other until one says no.

    ``course`` is None in rules that say nothing of it: voting opens at once, and the count is final.
    """

    name: str
    language: str
    combination: Combination
    in_order: bool
    chambers: tuple[Chamber, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    course: Course | None = None

    def chamber(self, key: str) -> Chamber | None:
        """Return the chamber with this key."""
        return next((each for each in self.chambers if each.key == key), None)

    def data(self) -> dict[str, Json]:
        """Return the rulebook as plain data, every setting said."""
        return {
            "format": FORMAT,
            "name": self.name,
            "names": dict(self.names),
            "language": self.language,
            "combination": "in order" if self.in_order else self.combination.word,
            **({"course": self.course.data()} if self.course else {}),
            "chambers": [chamber.data() for chamber in self.chambers],
        }

    def canonical(self) -> str:
        """Return the one text that stands for these rules, however they were written down."""
        return canonical_json(self.data())

    def sha256(self) -> str:
        """Return the SHA-256 of the canonical form, in hexadecimal."""
        return sha256(self.canonical())


AT_THE_COUNT = "at the count"


def readable(method: str, said: Mapping[str, str], seed: str, eligible: int = 0) -> Settings:
    """Return the settings as `recount.methods` reads them: what a rulebook has no key for is taken from the count.

    Where a setting takes any text, a rulebook says ``none`` for no text, and ``last`` for a default option that is the
    last of the file.
    """
    known = METHODS[method].settings
    values = {key: "" if _is_empty(key, value, known.get(key, (value,))) else value for key, value in said.items()}
    if values.get("seed") == AT_THE_COUNT:
        values["seed"] = seed
    values.setdefault("seed", "")
    if method == "yes-no":
        values |= {"threshold": "", "eligible": str(eligible) if eligible else ""}
    return Settings(values)


def _is_empty(key: str, value: str, words: tuple[str, ...]) -> bool:
    # The tie of yes-no takes any text, and "none" is one of its rules: a tie for a seat is left open.
    return not words and key != "tie" and value == ("last" if key == "default" else "none")
