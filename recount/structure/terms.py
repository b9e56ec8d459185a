"""After an election: who has the longer term, and who takes a seat that falls free."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from recount.methods.ties import drawn
from recount.profiles import Profile
from recount.rulebook import Json
from recount.structure.electing import Election, about_of, elect, without
from recount.structure.limits import About, Room
from recount.structure.seating import Seating


class Drawn(StrEnum):
    """Who of those elected has the longer term: the first elected, or whom a lot names (see `ties.drawn`)."""

    ORDER = "order of election"
    LOT = "lot"


@dataclass(frozen=True, slots=True)
class Terms:
    """``longer`` of the seats have the longer term, given by ``by``."""

    longer: int
    by: Drawn

    def data(self) -> dict[str, Json]:
        """Return the rule as plain data."""
        return {"longer": self.longer, "by": self.by.value}

    def given(self, elected: Sequence[int], names: Sequence[str], seed: str) -> list[int]:
        """Return who has the longer term, in the order in which they were elected."""
        order = list(elected)
        if self.by is Drawn.LOT:
            order.sort(key=lambda option: (drawn(seed, names[option]), option))
        longer = set(order[: self.longer])
        return [option for option in elected if option in longer]


class Vacancy(StrEnum):
    """What happens when a seat falls free: nothing, a count-back of the same ballots, or the next in order."""

    EMPTY = "stays empty"
    COUNT_BACK = "count-back"
    NEXT = "next in order"


def count_back(
    election: Election, profile: Profile, members: Sequence[int], left: Collection[int], sitting: Sequence[About] = ()
) -> Seating:
    """Return the seating after those who ``left``: the same ballots counted again as if they had not stood.

    Who is still a member stays one; of those whom the new count elects, the others take the free seats in the order of
    election, within the caps. Source: count-back of the Australian Capital Territory, made to keep all members.
    """
    stay = [option for option in members if option not in left]
    again = elect(election, without(profile, left), sitting)
    return _fill_up(Room(election.limits, about_of(profile), sitting), len(members), stay, again.elected)


def next_in_order(
    election: Election, profile: Profile, members: Sequence[int], left: Collection[int], sitting: Sequence[About] = ()
) -> Seating:
    """Return the seating after those who ``left``: the free seats go down the ranking of the first count."""
    stay = [option for option in members if option not in left]
    first = elect(election, profile, sitting)
    ranking = [option for group in (first.outcomes[-1].ranking if first.outcomes else ()) for option in group]
    order = [option for option in ranking if option not in left]
    return _fill_up(Room(election.limits, about_of(profile), sitting), len(members), stay, order)


def _fill_up(room: Room, seats: int, stay: list[int], order: Sequence[int]) -> Seating:
    seating = Seating(list(stay), dict.fromkeys(stay, ""))
    for option in order:
        if len(seating.elected) < seats and option not in stay and room.full(seating.elected, option) is None:
            seating.elected.append(option)
            seating.seats[option] = ""
    if len(seating.elected) < seats:
        seating.unfilled = {"": seats - len(seating.elected)}
    return seating
