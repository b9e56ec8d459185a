"""Who takes the seats under caps and reservations, by an order or by counting again, and who was passed over and why.

By an order: the walk goes down the ranking. By counting again, for methods that share out seats: whoever would be
elected beyond a limit is withdrawn, and all ballots are counted as if that candidate had not stood, until no limit is
passed ("doomed" candidates, as in I. D. Hill and C. H. E. Warren, "STV with constraints", Voting matters 9, 1998).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from recount.outcomes import Outcome, Tie
from recount.profiles import Profile
from recount.rulebook import Json
from recount.structure.limits import Limits, Room


class Filled(StrEnum):
    """In which order reserved seats and seats open to all are filled.

    ``best first`` takes candidates as they come and keeps seats free for reserved groups as long as those can fill
    them; ``reserved first`` gives each group its best, in the order written, and the rest go to all;
    ``at large first`` fills the seats open to all and then the reserved ones, whatever the caps have left.
    """

    BEST = "best first"
    AT_LARGE = "at large first"
    RESERVED = "reserved first"


class Vacant(StrEnum):
    """What becomes of a reserved seat that nobody can take."""

    EMPTY = "stays empty"
    AT_LARGE = "goes to all"


@dataclass(frozen=True, slots=True)
class Passed:
    """A candidate who did not get a seat that was free: ``code`` is ``cap``, ``reserved`` or ``group``."""

    option: int
    code: str
    values: Mapping[str, Json]

    def data(self, profile: Profile) -> dict[str, Json]:
        """Return who was passed over and why as plain data."""
        return {"option": profile.options[self.option], "code": self.code, "values": dict(self.values)}


@dataclass(slots=True)
class Seating:
    """Who is elected, in order, to which seat (``""`` is open to all), and who was passed over."""

    elected: list[int] = field(default_factory=list)
    seats: dict[int, str] = field(default_factory=dict)
    passed: list[Passed] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    unfilled: dict[str, int] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)

    def data(self, profile: Profile) -> dict[str, Json]:
        """Return the seating as plain data, options by their names."""
        return {
            "elected": list(profile.named(self.elected)),
            "seat_of": {profile.options[option]: seat for option, seat in self.seats.items()},
            "passed_over": [each.data(profile) for each in self.passed],
            "unfilled": dict(self.unfilled),
        }


@dataclass(slots=True)
class Walk:
    """Fills seats from candidates in order. ``names`` are for reasons; ``limits.check`` has been made."""

    room: Room
    names: Sequence[str]
    filled: Filled
    vacant: Vacant
    seating: Seating = field(default_factory=Seating)

    @property
    def limits(self) -> Limits:
        """Return the limits of the seats."""
        return self.room.limits

    def by_order(self, groups: Iterable[Sequence[int]], places: Mapping[int, int] | None, by: str) -> Seating:
        """Fill all seats down a ranking; the tied of a group come by ``places``, or stay out where that is None."""
        ranking = [list(group) for group in groups]
        order = [option for group in ranking for option in sorted(group, key=_key(places))]
        match self.filled:
            case Filled.BEST:
                self._best(order, self.most(order))
            case Filled.RESERVED:
                self._groups(order)
                self._rest(order, self._with_vacant(self.limits.at_large() + len(self.seating.elected)))
            case Filled.AT_LARGE:
                self._rest(order, self.limits.at_large())
                self._groups(order)
                self._rest(order, self._with_vacant(len(self.seating.elected)))
        for group in ranking:
            self._settle(group, by if places is not None else "")
        self.seating.unfilled = unfilled(self.limits, self.seating)
        return self.seating

    def most(self, order: Sequence[int]) -> int:
        """Return how many may be elected: reserved seats nobody can fill are left out where they stay empty."""
        held = self.room.most_reserved([], order, self.limits.seats)
        return self._with_vacant(self.limits.at_large() + held)

    def refused(self, option: int, ahead: Collection[int], most: int) -> Passed | None:
        """Return why ``option`` cannot be next, or None: a full cap, or seats that must be kept for a group."""
        chosen = self.seating.elected
        reason = self.capped(option)
        if reason or not self.limits.reserved:
            return reason
        before = self.room.most_reserved(chosen, [option, *ahead], most)
        if self.room.most_reserved([*chosen, option], ahead, most) >= before:
            return None
        return self._kept(option, most - len(chosen))

    def capped(self, option: int) -> Passed | None:
        """Return the full cap that keeps ``option`` out, with who holds its seats."""
        cap = self.room.full(self.seating.elected, option)
        if cap is None:
            return None
        value = self.room.about[option].get(cap.attribute, "")
        holders = [each for each in self.seating.elected if self.room.about[each].get(cap.attribute, "") == value]
        return Passed(option, "cap", {**cap.data(), "value": value, "holders": [self.names[each] for each in holders]})

    def elect(self, option: int, seat: str = "") -> None:
        """Give ``option`` a seat."""
        self.seating.elected.append(option)
        self.seating.seats[option] = seat

    def _with_vacant(self, most: int) -> int:
        return self.limits.seats if self.vacant is Vacant.AT_LARGE else most

    def _best(self, order: Sequence[int], most: int) -> None:
        for place, option in enumerate(order):
            if len(self.seating.elected) >= most:
                break
            self._take(option, self.refused(option, order[place + 1 :], most), "")
        self.seating.seats = labels(self.limits, self.seating.elected, self.room.about)

    def _groups(self, order: Sequence[int]) -> None:
        """Fill reserved seats group by group; with those first, nothing is taken that only a later group could have."""
        still = [group.seats for group in self.limits.reserved]
        for place, group in enumerate(self.limits.reserved):
            for option in order:
                if not still[place] or option in self.seating.elected or not group.admits(self.room.about[option]):
                    continue
                reason = self.capped(option) or self._needed_later(option, order, still, place)
                still[place] -= self._take(option, reason, group.value)

    def _needed_later(self, option: int, order: Sequence[int], still: Sequence[int], place: int) -> Passed | None:
        if self.filled is not Filled.RESERVED:
            return None
        chosen = self.seating.elected
        ahead = [each for each in order if each not in chosen]
        after = [left - (at == place) for at, left in enumerate(still)]
        rest = [each for each in ahead if each != option]
        if 1 + self.room.most_open([*chosen, option], rest, after) >= self.room.most_open(chosen, ahead, still):
            return None
        return self._kept(option, sum(still))

    def _kept(self, option: int, free: int) -> Passed:
        kept = [group.value for group in self.limits.reserved if not group.admits(self.room.about[option])]
        return Passed(option, "reserved", {"groups": list(kept), "free": free})

    def _rest(self, order: Sequence[int], most: int) -> None:
        for option in order:
            if len(self.seating.elected) >= most:
                return
            if option not in self.seating.elected:
                self._take(option, self.capped(option), "")

    def _take(self, option: int, reason: Passed | None, seat: str) -> bool:
        """Elect ``option``, or pass over it for ``reason``, once; tell whether it has a seat."""
        if reason is None:
            self.elect(option, seat)
            self.seating.passed = [each for each in self.seating.passed if each.option != option]
        elif all(each.option != option for each in self.seating.passed):
            self.seating.passed.append(reason)
        return reason is None

    def _settle(self, group: Sequence[int], by: str) -> None:
        """Note a tie where equals fare differently by nothing but a rule; without one they stay out."""
        inside = {option for option in group if option in self.seating.elected}
        reasons = {each.option: each for each in self.seating.passed}
        tied = set[int]()
        for option in group:
            if option in inside or not inside:
                continue
            reason = reasons.get(option)
            rivals = inside
            if reason and reason.code == "cap":
                rivals = {each for each in inside if self.names[each] in _listed(reason.values["holders"])}
            tied |= {option, *rivals} if rivals else set()
        if not tied:
            return
        chosen = tuple(each for each in self.seating.elected if each in tied) if by else ()
        self.seating.ties.append(Tie(tuple(sorted(tied)), "seat", by or "nothing", chosen))
        if not by:
            self.seating.elected = [each for each in self.seating.elected if each not in tied]
            self.seating.seats = {each: seat for each, seat in self.seating.seats.items() if each not in tied}


def labels(limits: Limits, elected: Sequence[int], about: Mapping[int, Mapping[str, str]]) -> dict[int, str]:
    """Return which seat each holds, so that as many reserved seats as can be are held (``""`` is open to all)."""
    slots = [group for group in limits.reserved for _ in range(group.seats)]
    holder: dict[int, int] = {}

    def settle(option: int, tried: set[int]) -> bool:
        for place, group in enumerate(slots):
            if place in tried or not group.admits(about[option]):
                continue
            tried.add(place)
            if place not in holder or settle(holder[place], tried):
                holder[place] = option
                return True
        return False

    for option in elected:
        settle(option, set())
    seats = {option: slots[place].value for place, option in holder.items()}
    return {option: seats.get(option, "") for option in elected}


def unfilled(limits: Limits, seating: Seating) -> dict[str, int]:
    """Return how many seats of each group (``""``: open to all) nobody holds, without those that all hold."""
    empty = limits.seats - len(seating.elected)
    found: dict[str, int] = {}
    for group in limits.reserved:
        held = sum(seat == group.value for seat in seating.seats.values())
        if empty and held < group.seats:
            found[group.value] = min(empty, group.seats - held)
            empty -= found[group.value]
    return {**found, **({"": empty} if empty > 0 else {})}


def _key(places: Mapping[int, int] | None) -> Callable[[int], int]:
    return (lambda option: option) if places is None else places.__getitem__


def _listed(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
