"""Who meets conditions: of many at once, as sets, and of one, with what was found.

The same order everywhere: exclude beats include, include beats the conditions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Any

from talkoot.eligibility.rules.conditions import Condition, Eligibility, Group, Node, on_list
from talkoot.eligibility.rules.words import Ground, How, Test

type Marked[T] = Mapping[Condition, Set[T]]


def eligible[T](eligibility: Eligibility, everyone: Set[T], marked: Marked[T]) -> Set[T]:
    """Return who of ``everyone`` may vote.

    ``marked`` says for each of `Eligibility.leaves` who has what it asks about: for an absence, who does stand there.
    """
    included, excluded = (_on_any(lists, marked) for lists in (eligibility.include, eligibility.exclude))
    return (satisfying(eligibility.conditions, everyone, marked) | (included & everyone)) - excluded


def satisfying[T](node: Node, everyone: Set[T], marked: Marked[T]) -> Set[T]:
    """Return who of ``everyone`` meets ``node``."""
    if isinstance(node, Condition):
        return everyone - marked[node] if node.is_absence else everyone & marked[node]
    parts = [satisfying(part, everyone, marked) for part in node.of]
    if node.how is How.NOT:
        return everyone - parts[0]
    return reduce(lambda one, other: one & other if node.how is How.ALL else one | other, parts)


def _on_any[T](lists: Iterable[str], marked: Marked[T]) -> Set[T]:
    found: Set[T] = frozenset()
    for slug in lists:
        found = found | marked[on_list(slug)]
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """A role held in a working body; ``above`` is the body with all it is part of. Days as in mandates."""

    body: str
    kind: str
    role: str
    above: frozenset[str] = frozenset()
    from_on: date | None = None
    until_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether it is held on ``day``; the last day is the successor's."""
        return (self.from_on is None or self.from_on <= day) and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True, slots=True)
class Pause:
    """A suspension by a body, from a day up to, not including, another; ``key`` is its row's."""

    key: int
    body: str
    from_on: date
    until_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether it is in force on ``day``."""
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about one voter at one moment: a person, or a body with its ``kind`` and what it is part of."""

    is_there: bool = True
    account_opened_on: date | None = None
    places: tuple[Place, ...] = ()
    facts: Mapping[tuple[str, date], int] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()
    pauses: tuple[Pause, ...] = ()
    slug: str = ""
    kind: str = ""
    above: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether a condition or a group is met, what was found, and the findings of a group's parts."""

    node: Node
    is_met: bool
    values: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether one voter may vote, what decided that, and each condition with what was found.

    ``lists`` are those that decided; ``opening`` is the day counted as the one on which voting opens.
    """

    eligibility: Eligibility
    opening: date
    may_vote: bool
    ground: Ground
    finding: Finding
    lists: tuple[str, ...] = ()


def check(eligibility: Eligibility, known: Known, opening: date) -> Checked:
    """Return whether one voter may vote, and why; the conditions are looked at even where a list decides."""
    finding = _found(eligibility.conditions, known, opening)
    excluding = tuple(slug for slug in eligibility.exclude if slug in known.lists)
    including = tuple(slug for slug in eligibility.include if slug in known.lists)
    if not known.is_there:
        return Checked(eligibility, opening, False, Ground.GONE, finding)
    if excluding:
        return Checked(eligibility, opening, False, Ground.EXCLUDED, finding, excluding)
    if including:
        return Checked(eligibility, opening, True, Ground.INCLUDED, finding, including)
    return Checked(eligibility, opening, finding.is_met, Ground.CONDITIONS, finding)


def _found(node: Node, known: Known, opening: date) -> Finding:
    if isinstance(node, Group):
        parts = tuple(_found(part, known, opening) for part in node.of)
        met = [part.is_met for part in parts]
        return Finding(node, {How.ALL: all(met), How.ANY: any(met), How.NOT: not met[0]}[node.how], parts=parts)
    is_met, values = FINDERS[node.test](node, known, node.day(opening))
    return Finding(node, is_met, {"day": node.day(opening), **values})


def _member(condition: Condition, known: Known, day: date) -> tuple[bool, dict[str, Any]]:
    def fits(place: Place) -> bool:
        if condition.test is Test.MEMBER_OF_KIND:
            return place.kind in condition.kinds
        if condition.test is Test.HOLDS_ROLE:
            return (place.body, place.role) == (condition.body, condition.role)
        return place.body == condition.body or (condition.parts and condition.body in place.above)

    place = next((place for place in known.places if place.holds_on(day) and fits(place)), None)
    return place is not None, {"place": place}


def _account(condition: Condition, known: Known, day: date) -> tuple[bool, dict[str, Any]]:
    opened = known.account_opened_on
    age = (day - opened).days if opened else None
    return age is not None and age >= condition.days, {"age": age, "opened_on": opened}


def _fact(condition: Condition, known: Known, day: date) -> tuple[bool, dict[str, Any]]:
    value = known.facts.get((condition.fact, condition.as_of)) if condition.as_of else None
    if value is None:
        return False, {"value": None}
    met = {"at_least": value >= condition.bound, "at_most": value <= condition.bound}
    return met.get(condition.comparison, value == condition.bound), {"value": value}


def _listed(condition: Condition, known: Known, day: date) -> tuple[bool, dict[str, Any]]:
    return (condition.list in known.lists) != condition.is_absence, {}


def _suspended(condition: Condition, known: Known, day: date) -> tuple[bool, dict[str, Any]]:
    pause = next((one for one in known.pauses if one.body == condition.body and one.holds_on(day)), None)
    return pause is None, {"pause": pause}


def _of_kind(condition: Condition, known: Known, day: date) -> tuple[bool, dict[str, Any]]:
    return known.kind in condition.kinds, {"kind": known.kind}


def _within(condition: Condition, known: Known, day: date) -> tuple[bool, dict[str, Any]]:
    is_itself = known.slug == condition.body
    return (condition.itself if is_itself else condition.body in known.above), {"is_itself": is_itself}


FINDERS = {
    Test.MEMBER_OF_BODY: _member,
    Test.MEMBER_OF_KIND: _member,
    Test.HOLDS_ROLE: _member,
    Test.ACCOUNT_AGE: _account,
    Test.EXTERNAL_FACT: _fact,
    Test.ON_LIST: _listed,
    Test.NOT_ON_LIST: _listed,
    Test.NOT_SUSPENDED: _suspended,
    Test.BODY_OF_KIND: _of_kind,
    Test.PART_OF_BODY: _within,
}
