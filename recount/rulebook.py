"""A rulebook as values: chambers, quorums, thresholds, how they combine. Complete, exact, with one canonical form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

FORMAT = 1
HALF = Fraction(1, 2)

type Json = bool | int | str | list[Json] | dict[str, Json] | None


class Kinds(StrEnum):
    """Which ballots a number is made of."""

    YES = "yes"
    YES_NO = "yes+no"
    YES_NO_NEUTRAL = "yes+no+neutral"
    ELIGIBLE = "eligible"


class Strictness(StrEnum):
    """Whether exactly the share is enough."""

    AT_LEAST = "at least"
    MORE_THAN = "more than"


class Settled(StrEnum):
    """What a count that the bar does not settle comes to; ``bar`` leaves it to the bar."""

    PASSES = "passes"
    FAILS = "fails"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many must take part: ``share`` of the eligible or ``votes`` ballots, of the kinds in ``counts``.

    Neutral ballots count towards the quorum when ``counts`` is ``yes+no+neutral``, and not otherwise.
    """

    counts: Kinds
    strictness: Strictness
    share: Fraction | None = None
    votes: int | None = None

    def needed(self, eligible: int) -> int:
        """Return the smallest number of ballots that meets the quorum."""
        bar = self.share * eligible if self.share is not None else Fraction(self.votes or 0)
        return smallest(bar, self.strictness)

    def data(self) -> dict[str, Json]:
        """Return the quorum as plain data."""
        size: dict[str, Json] = (
            {"votes": self.votes} if self.share is None else {"share": plain(self.share), "of": Kinds.ELIGIBLE.value}
        )
        return {**size, "counts": self.counts.value, "strictness": self.strictness.value}


@dataclass(frozen=True, slots=True)
class Threshold:
    """Which share of ``base`` must say yes; what an equal vote (``tie``) and an empty base (``empty``) come to."""

    share: Fraction
    base: Kinds
    strictness: Strictness
    tie: Settled
    empty: Settled

    @property
    def effective(self) -> Strictness:
        """Return the strictness that holds: a tie rule settles what exactly half comes to."""
        return {
            Settled.PASSES: Strictness.AT_LEAST,
            Settled.FAILS: Strictness.MORE_THAN,
            Settled.BAR: self.strictness,
        }[self.tie]

    def needed(self, base: int) -> int:
        """Return the smallest number of yes that clears the bar over ``base``."""
        return smallest(self.share * base, self.effective)

    def data(self) -> dict[str, Json]:
        """Return the threshold as plain data."""
        return {
            "share": plain(self.share),
            "base": self.base.value,
            "strictness": self.strictness.value,
            "tie": self.tie.value,
            "empty": self.empty.value,
        }


@dataclass(frozen=True, slots=True)
class Chamber:
    """A group whose approval counts separately. Who is in it (``electorate``) is data that recount only hashes."""

    key: str
    name: str
    electorate: Mapping[str, Json]
    quorum: Quorum | None
    threshold: Threshold
    names: Mapping[str, str] = field(default_factory=dict)

    def data(self) -> dict[str, Json]:
        """Return the chamber as plain data."""
        return {
            "key": self.key,
            "name": self.name,
            "names": dict(self.names),
            "electorate": dict(self.electorate),
            "quorum": self.quorum.data() if self.quorum else "none",
            "threshold": self.threshold.data(),
        }


@dataclass(frozen=True, slots=True)
class Combination:
    """How many of the chambers must approve: ``needed`` of ``of``."""

    needed: int
    of: int

    @property
    def word(self) -> str:
        """Return it as a rulebook writes it: ``all``, ``any`` or ``2 of 3``."""
        if self.needed == self.of:
            return "all"
        return "any" if self.needed == 1 else f"{self.needed} of {self.of}"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All the rules of one kind of decision."""

    name: str
    language: str
    combination: Combination
    chambers: tuple[Chamber, ...]
    names: Mapping[str, str] = field(default_factory=dict)

    def chamber(self, key: str) -> Chamber | None:
        """Return the chamber with this key."""
        return next((c for c in self.chambers if c.key == key), None)

    def data(self) -> dict[str, Json]:
        """Return the rulebook as plain data, every setting said."""
        return {
            "format": FORMAT,
            "name": self.name,
            "names": dict(self.names),
            "language": self.language,
            "combination": self.combination.word,
            "chambers": [chamber.data() for chamber in self.chambers],
        }

    def canonical(self) -> str:
        """Return the one text that stands for these rules, however they were written down."""
        return canonical_json(self.data())

    def sha256(self) -> str:
        """Return the SHA-256 of the canonical form, in hexadecimal."""
        return sha256(self.canonical())


def smallest(bar: Fraction, strictness: Strictness) -> int:
    """Return the smallest whole number that is at least, or more than, ``bar``."""
    whole = bar.numerator // bar.denominator
    if strictness is Strictness.AT_LEAST and bar == whole:
        return whole
    return whole + 1


def plain(share: Fraction) -> str:
    """Return an exact share as text: ``1/50``; whole numbers keep their denominator."""
    return f"{share.numerator}/{share.denominator}"


def canonical_json(data: Json) -> str:
    """Return ``data`` as JSON with sorted keys and without spaces, so that equal data has equal text."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text: str) -> str:
    """Return the SHA-256 of ``text`` in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def roll_sha256(voters: Iterable[str]) -> str:
    """Return the hash of a roll: its voters sorted, one a line, each line ended. Their order does not matter."""
    return sha256("".join(f"{voter}\n" for voter in sorted(voters)))
