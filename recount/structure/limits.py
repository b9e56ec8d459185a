"""Caps and reserved seats: which seats can be filled together at all, worked out exactly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from recount.profiles import Uncounted
from recount.rulebook import Json
from recount.structure.flow import Network

# What is known of a candidate: texts by attribute.
type About = Mapping[str, str]

# How many steps a search with caps on several attributes may take before its best answer so far is taken.
MOST_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class Cap:
    """At ``most`` so many members with the same value of ``attribute``; those who sit already count."""

    attribute: str
    most: int

    def data(self) -> dict[str, Json]:
        """Return the cap as plain data."""
        return {"attribute": self.attribute, "most": self.most}


@dataclass(frozen=True, slots=True)
class Reserved:
    """``seats`` that only candidates with ``value`` as their ``attribute`` can take."""

    attribute: str
    value: str
    seats: int

    def admits(self, about: About) -> bool:
        """Tell whether a candidate may take such a seat."""
        return about.get(self.attribute, "") == self.value

    def data(self) -> dict[str, Json]:
        """Return the reservation as plain data."""
        return {"attribute": self.attribute, "value": self.value, "seats": self.seats}


@dataclass(frozen=True, slots=True)
class _Kind:
    """Candidates whom no rule tells apart. ``sits``: they have their seat, and no cap stands in their way."""

    values: tuple[str, ...]
    admitted: tuple[bool, ...]
    sits: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """The ``seats`` of a body with its caps and its reserved seats (together at most ``seats``)."""

    seats: int
    caps: tuple[Cap, ...] = ()
    reserved: tuple[Reserved, ...] = ()

    def at_large(self) -> int:
        """Return how many seats are open to all."""
        return self.seats - sum(group.seats for group in self.reserved)

    def check(self, about: Mapping[int, About], names: Sequence[str]) -> None:
        """Raise `Uncounted` for the first candidate of whom a capped attribute is not known."""
        for cap in self.caps:
            for option, said in about.items():
                if not said.get(cap.attribute, ""):
                    raise Uncounted("attribute_unsaid", option=names[option], attribute=cap.attribute)


class Room:
    """What is left to choose from: the limits, what is known of each candidate, and of each member who stays."""

    def __init__(self, limits: Limits, about: Mapping[int, About], sitting: Iterable[About] = ()) -> None:
        self.limits, self.about = limits, about
        self._used = [Counter(said.get(cap.attribute, "") for said in sitting) for cap in limits.caps]

    def left(self, place: int, value: str, chosen: Iterable[int] = ()) -> int:
        """Return how many more with ``value`` the cap at ``place`` lets in after ``chosen``."""
        cap = self.limits.caps[place]
        taken = sum(self.about[option].get(cap.attribute, "") == value for option in chosen)
        return cap.most - self._used[place][value] - taken

    def full(self, chosen: Collection[int], option: int) -> Cap | None:
        """Return the first cap that keeps ``option`` out once ``chosen`` are in."""
        for place, cap in enumerate(self.limits.caps):
            if self.left(place, self.about[option].get(cap.attribute, ""), chosen) <= 0:
                return cap
        return None

    def most(self, options: Iterable[int]) -> int:
        """Return how many of all seats can be filled from ``options``, each reserved seat only by its own."""
        return self._fill([], options, self.limits.seats, (*self.limits.reserved, None))

    def most_reserved(self, chosen: Collection[int], ahead: Iterable[int], limit: int) -> int:
        """Return how many reserved seats can be held once ``chosen`` are in, with whoever of ``ahead`` still fits.

        ``limit`` is how many may be elected in all; those of ``chosen`` who are of a group hold its seats.
        """
        return self._fill(chosen, ahead, limit - len(chosen), self.limits.reserved)

    def most_open(self, chosen: Collection[int], ahead: Iterable[int], still: Sequence[int]) -> int:
        """Return how many of the reserved seats that are ``still`` open, group by group, ``ahead`` can fill."""
        groups = [replace(group, seats=left) for group, left in zip(self.limits.reserved, still, strict=True)]
        room = Room(replace(self.limits, reserved=tuple(groups)), self.about)
        room._used = [used.copy() for used in self._used]
        for place, cap in enumerate(self.limits.caps):
            room._used[place].update(self.about[option].get(cap.attribute, "") for option in chosen)
        return room._fill([], ahead, self.limits.seats - len(chosen), groups)

    def most_of(self, group: Reserved, options: Iterable[int]) -> int:
        """Return how many seats of one reserved group can be filled, when nobody else stands in the way."""
        return self._fill([], options, group.seats, (group,))

    def _fill(self, chosen: Collection[int], ahead: Iterable[int], free: int, groups: Sequence[Reserved | None]) -> int:
        kinds: Counter[_Kind] = Counter()
        kinds.update(replace(self._kind(option, groups), sits=True) for option in chosen)
        kinds.update(self._kind(option, groups) for option in ahead)
        sizes = [self.limits.at_large() if group is None else group.seats for group in groups]
        caps: Sequence[int | None] = range(len(self.limits.caps)) or (None,)
        bound = min(self._flow(kinds, sizes, free, chosen, cap) for cap in caps)
        if len(caps) == 1 or not bound:
            return bound
        return _Search(self, chosen, sizes, free).best(kinds, bound)

    def _kind(self, option: int, groups: Sequence[Reserved | None]) -> _Kind:
        said = self.about[option]
        values = tuple(said.get(cap.attribute, "") for cap in self.limits.caps)
        return _Kind(values, tuple(group is None or group.admits(said) for group in groups))

    def _flow(
        self, kinds: Counter[_Kind], sizes: Sequence[int], free: int, chosen: Collection[int], cap: int | None
    ) -> int:
        """Seats flow to kinds of candidates, from there through the room under one cap to the seats still free."""
        net = Network()
        for place, size in enumerate(sizes):
            net.edge("seats", place, size)
        for kind, number in kinds.items():
            for place in range(len(sizes)):
                if kind.admitted[place]:
                    net.edge(place, kind, min(number, sizes[place]))
            value = "" if cap is None else kind.values[cap]
            net.edge(kind, "held" if kind.sits else ("cap", value), number)
        for value in {"" if cap is None else kind.values[cap] for kind in kinds}:
            net.edge(("cap", value), "free", free if cap is None else self.left(cap, value, chosen))
        net.edge("free", "held", free)
        return net.push("seats", "held")


class _Search:
    """With caps on several attributes no flow is exact: tries one seat after the other until the bound is met."""

    def __init__(self, room: Room, chosen: Collection[int], sizes: Sequence[int], free: int) -> None:
        self.room, self.chosen, self.free = room, chosen, free
        self.slots = [place for place, size in enumerate(sizes) for _ in range(size)]
        self.steps = self.found = self.bound = 0

    def best(self, kinds: Counter[_Kind], bound: int) -> int:
        taken: list[Counter[str]] = [Counter() for _ in self.room.limits.caps]
        self.bound = bound
        self._next(0, 0, self.free, kinds, taken)
        return self.found

    def _next(self, slot: int, held: int, free: int, kinds: Counter[_Kind], taken: list[Counter[str]]) -> None:
        self.found = max(self.found, held)
        self.steps += 1
        if self.found >= self.bound or self.steps > MOST_STEPS or held + len(self.slots) - slot <= self.found:
            return
        for kind in self._fitting(self.slots[slot], free, kinds, taken):
            self._take(kind, kinds, taken, 1)
            self._next(slot + 1, held + 1, free - (not kind.sits), kinds, taken)
            self._take(kind, kinds, taken, -1)
        self._next(slot + 1, held, free, kinds, taken)

    def _fitting(self, place: int, free: int, kinds: Counter[_Kind], taken: list[Counter[str]]) -> Iterator[_Kind]:
        for kind in list(kinds):
            if kinds[kind] > 0 and kind.admitted[place] and (kind.sits or (free and self._has_room(kind, taken))):
                yield kind

    def _has_room(self, kind: _Kind, taken: list[Counter[str]]) -> bool:
        return all(
            self.room.left(place, value, self.chosen) > taken[place][value] for place, value in enumerate(kind.values)
        )

    @staticmethod
    def _take(kind: _Kind, kinds: Counter[_Kind], taken: list[Counter[str]], number: int) -> None:
        kinds[kind] -= number
        if not kind.sits:
            for place, value in enumerate(kind.values):
                taken[place][value] += number
