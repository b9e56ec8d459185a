"""What people said, apart from who said it: options by number, and each distinct ballot with how many cast it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

# Options of one rank, by number; empty where a rank was left out, several where they were ranked equal.
type Rank = tuple[int, ...]
type Number = int | Fraction


class Ballot(NamedTuple):
    """One way to fill in a ballot.

    ``ranks`` goes from the most preferred; what is in none is unranked. ``scores`` are (option, points) where points
    were given. ``silent`` are the options on which this ballot says nothing, not even that they come last
    ("No opinion"): they are compared with nobody.
    """

    ranks: tuple[Rank, ...] = ()
    scores: tuple[tuple[int, Number], ...] = ()
    silent: Rank = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """All that is counted. ``ballots`` maps each distinct ballot to its weight: papers, or a share of one.

    ``options`` are names in the order of the file; everything else names an option by its place there. ``withdrawn``
    do not stand any more. ``seats`` is 0 where the file does not say.
    """

    options: tuple[str, ...]
    ballots: Mapping[Ballot, Number]
    seats: int = 0
    withdrawn: frozenset[int] = frozenset()
    title: str = ""
    # Places where the file said more than could be read as it stands (such as ``overvote``), with how often.
    remarks: Mapping[str, int] = field(default_factory=dict)
    # What the file says of each option beside its name, such as a cost or a region: texts by key.
    about: tuple[Mapping[str, str], ...] = ()
    # What may be spent on options that have a cost; 0 where the file does not say.
    budget: Number = 0

    @property
    def standing(self) -> list[int]:
        """Return the options that can be elected, in the order of the file."""
        return [option for option in range(len(self.options)) if option not in self.withdrawn]

    @property
    def weight(self) -> Number:
        """Return the weight of all ballots together."""
        return sum(self.ballots.values())

    def named(self, options: Iterable[int]) -> list[str]:
        """Return the names of ``options`` in the order given."""
        return [self.options[option] for option in options]


class Uncounted(ValueError):
    """A method cannot count this profile: ``code`` says why in recount's words, ``values`` hold the figures."""

    def __init__(self, code: str, **values: int | str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
