"""Who casts whose vote, and which delegations would close a ring. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from talkoot.scopes.rules import Ancestry, Facets, World

# How often a vote may be handed on before a site has said anything, and the most that one may say.
USUAL_LINKS, MOST_LINKS = 3, 20
# Fewer people than this are not counted in public (DOMAIN: statistics about people are suppressed below 10).
FEWEST_SHOWN = 10


class State(StrEnum):
    """Where a delegation stands: not begun, in force, over by its day, taken back by who made it, or declined."""

    COMING = "coming"
    IN_FORCE = "in_force"
    OVER = "over"
    REVOKED = "revoked"
    DECLINED = "declined"


class Link(NamedTuple):
    """A delegation that holds for one question: ``person`` lets ``delegate`` vote. ``key`` grows with time."""

    person: int
    delegate: int
    specificity: int
    is_of_body: bool
    key: int


class Casting(NamedTuple):
    """Who casts a person's vote, or None, and whom it goes through: ``chain`` are the persons after the voter, in
    order, and ends with the caster, or with the last one who could be asked.
    """

    caster: int | None
    chain: tuple[int, ...] = ()


def chosen(links: Iterable[Link]) -> dict[int, int]:
    """Return whom each person's vote goes to next.

    The more specific scope wins over the general one (`scopes.rules.specificity`), among equal scopes the delegation
    for one body over that for all, and then the later over the earlier.
    """
    best: dict[int, Link] = {}
    for link in links:
        rival = best.get(link.person)
        if rival is None or link[2:] > rival[2:]:
            best[link.person] = link
    return {person: link.delegate for person, link in best.items()}


def resolve(
    persons: Iterable[int], voted: Collection[int], following: Mapping[int, int], longest: int
) -> dict[int, Casting]:
    """Return who casts the vote of each person; ``following`` is what `chosen` returned.

    One's own vote wins. Else the nearest in the chain who voted casts, at most ``longest`` hand-overs away. A chain
    ends where nobody is named next, and before it would come to anybody twice.
    """
    own = voted if isinstance(voted, set | frozenset) else frozenset(voted)
    return {person: _casting(person, own, following, longest) for person in persons}


def _casting(person: int, voted: Collection[int], following: Mapping[int, int], longest: int) -> Casting:
    if person in voted:
        return Casting(person)
    chain: list[int] = []
    after = following.get(person)
    while after is not None and len(chain) < longest and after != person and after not in chain:
        chain.append(after)
        if after in voted:
            return Casting(after, tuple(chain))
        after = following.get(after)
    return Casting(None, tuple(chain))


# What lies in a facet, each thing by itself; None is everywhere.
type Inside[T] = frozenset[T] | None


@dataclass(frozen=True, slots=True)
class Area:
    """The questions a delegation is for: where, of which body (None is any), and when, ``until_on`` not included."""

    topics: Inside[int]
    territories: Inside[str]
    languages: Inside[str]
    body_id: int | None
    from_on: date
    until_on: date


def area_of(facets: Facets, world: World, body_id: int | None, from_on: date, until_on: date) -> Area:
    """Return the area of a delegation in a scope of these facets; ``world`` is everything there is."""
    return Area(
        _inside(facets.topics, world.topics),
        _inside(facets.territories, world.territories),
        _inside(facets.languages, world.languages),
        body_id,
        from_on,
        until_on,
    )


def common(a: Area, b: Area) -> Area | None:
    """Return what lies in both, or None when no question does."""
    topics = _both(a.topics, b.topics)
    territories = _both(a.territories, b.territories)
    languages = _both(a.languages, b.languages)
    bodies = {a.body_id, b.body_id} - {None}
    from_on, until_on = max(a.from_on, b.from_on), min(a.until_on, b.until_on)
    is_nowhere = any(inside is not None and not inside for inside in (topics, territories, languages))
    if is_nowhere or len(bodies) > 1 or from_on >= until_on:
        return None
    return Area(topics, territories, languages, next(iter(bodies), None), from_on, until_on)


def ring(person: int, delegate: int, area: Area, held: Mapping[int, Sequence[tuple[int, Area]]]) -> tuple[int, ...]:
    """Return the persons by whom a vote that ``person`` hands to ``delegate`` would come back; empty when none do.

    ``held`` are the delegations there are: person -> (delegate, area). A ring counts when one question at one time
    lies in all of its delegations, even where a more specific one would be followed today: that one may go.
    """
    return next(_ways_back(delegate, area, person, held, {(delegate, area)}), ())


def _ways_back(
    start: int, area: Area, goal: int, held: Mapping[int, Sequence[tuple[int, Area]]], seen: set[tuple[int, Area]]
) -> Iterator[tuple[int, ...]]:
    """Yield the ways from ``start`` to ``goal`` through what is left of the area, no place in the same area twice."""
    ways: list[tuple[int, tuple[int, ...], Area]] = [(start, (start,), area)]
    while ways:
        here, way, left = ways.pop()
        for there, its_area in held.get(here, ()):
            shared = common(left, its_area)
            if shared is None or (there, shared) in seen:
                continue
            if there == goal:
                yield way
            seen.add((there, shared))
            ways.append((there, (*way, there), shared))


def _inside[T](facet: frozenset[T], ancestry: Ancestry[T]) -> Inside[T]:
    return frozenset(x for x, up in ancestry.items() if not up.isdisjoint(facet)) if facet else None


def _both[T](a: Inside[T], b: Inside[T]) -> Inside[T]:
    if a is None or b is None:
        return a if b is None else b
    return a & b
