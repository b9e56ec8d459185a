"""What a closeness is: for each kind of change how many ballots it takes, and whether that is exact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from recount.rulebook import Json


class Change(StrEnum):
    """A kind of change: ballots that say something else, more or fewer ballots, more or fewer neutral ones."""

    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"
    NEUTRAL_ADDED = "neutral_added"
    NEUTRAL_REMOVED = "neutral_removed"


class Sure(StrEnum):
    """Whether a figure is the smallest there is, or one that is known to be enough, or not to be enough below."""

    EXACT = "exact"
    AT_MOST = "at most"
    AT_LEAST = "at least"


@dataclass(frozen=True, slots=True)
class Margin:
    """How many ballots of one kind of change it takes; None when no number of them flips the outcome."""

    change: Change
    ballots: int | None
    sure: Sure = Sure.EXACT
    values: Mapping[str, Json] = field(default_factory=dict)

    def data(self) -> dict[str, Json]:
        """Return the margin as plain data."""
        return {
            "change": self.change.value,
            "ballots": self.ballots,
            "sure": self.sure.value,
            "values": dict(self.values),
        }


def first(test: Callable[[int], bool], most: int) -> int | None:
    """Return the smallest number from 0 to ``most`` that meets a test which stays met once it is; None if none does."""
    if most < 0 or not test(most):
        return None
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if test(middle) else (middle + 1, high)
    return low


def least(*numbers: int | None) -> int | None:
    """Return the smallest of those there are."""
    return min((number for number in numbers if number is not None), default=None)
