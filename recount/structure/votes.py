"""Who has how much of a say: equal or weighted, whole or split over several ballots, and recusals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

from recount.counting import CHOICES, Count, Uncountable
from recount.profiles import Number
from recount.rulebook import Json


@dataclass(frozen=True, slots=True)
class Vote:
    """One ballot on a question: who cast it, what it says, and which part of the voter's weight it carries."""

    voter: str
    choice: str
    part: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Tally:
    """The weights behind yes, no and neutral, of all who are eligible, and of the recused among those."""

    eligible: Number
    yes: Number
    no: Number
    neutral: Number
    recused: Number = 0

    def base(self, *, leave: bool) -> Number:
        """Return the weight of those eligible: without the recused where they ``leave`` the base."""
        return self.eligible - self.recused if leave else self.eligible

    def scaled(self, *, leave: bool) -> tuple[Count, int]:
        """Return a count in whole units and how many of them are one vote; `Uncountable` where it cannot be."""
        figures = [Fraction(number) for number in (self.base(leave=leave), self.yes, self.no, self.neutral)]
        unit = lcm(*(number.denominator for number in figures))
        # Those recused who stay in the base cannot vote all the same.
        if self.yes + self.no + self.neutral > self.eligible - self.recused:
            raise Uncountable("more_than_eligible", cast=str(self.yes + self.no + self.neutral),
                              eligible=str(self.eligible - self.recused))  # fmt: skip
        return Count(*(int(number * unit) for number in figures)), unit

    def data(self) -> dict[str, Json]:
        """Return the tally as plain data; numbers that are not whole as text."""
        names = ("eligible", "recused", "yes", "no", "neutral")
        return {name: plain_number(getattr(self, name)) for name in names}


@dataclass(slots=True)
class Roll:
    """The voters of a chamber with their weights, and who is recused."""

    weights: Mapping[str, Number]
    recused: frozenset[str] = frozenset()
    is_split: bool = False
    # How much of each voter's weight the ballots seen so far carry.
    used: dict[str, Fraction] = field(default_factory=dict)

    def weight(self, voter: str, part: Fraction = Fraction(1)) -> Number:
        """Return the weight of one ballot, and remember that it was cast; what must not be is `Uncountable`."""
        if voter not in self.weights:
            raise Uncountable("voter_not_on_roll", voter=voter)
        if voter in self.recused:
            raise Uncountable("voter_recused", voter=voter)
        before = self.used.get(voter, Fraction(0))
        if before and not self.is_split:
            raise Uncountable("voter_has_voted", voter=voter)
        if part <= 0 or before + part > 1 or (part != 1 and not self.is_split):
            raise Uncountable("parts_too_large", voter=voter, parts=str(before + part))
        self.used[voter] = before + part
        return whole(Fraction(self.weights[voter]) * part)

    def tally(self, votes: Iterable[Vote]) -> Tally:
        """Return the tally of ballots on a question."""
        said: dict[str, Number] = dict.fromkeys(CHOICES, 0)
        for vote in votes:
            if vote.choice not in CHOICES:
                raise Uncountable("unknown_choice", choice=vote.choice)
            said[vote.choice] += self.weight(vote.voter, vote.part)
        recused = sum((self.weights[voter] for voter in self.recused if voter in self.weights), 0)
        return Tally(sum(self.weights.values()), said["yes"], said["no"], said["neutral"], recused)


def whole(number: Number) -> Number:
    """Return a number as a whole one where it is."""
    return number.numerator if number.denominator == 1 else number


def plain_number(number: Number) -> Json:
    """Return a number as data: whole ones as they are, others as ``3/2``."""
    number = whole(number)
    return number if isinstance(number, int) else f"{number.numerator}/{number.denominator}"
