"""What one person sees of their delegations: whom their vote goes through, and for whom they vote."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from talkoot.delegations.models import Delegation
from talkoot.delegations.queries import statements
from talkoot.delegations.queries.resolving import limit_in, limits
from talkoot.delegations.queries.telling import NAMES, names
from talkoot.delegations.rules import Link, State, chosen
from talkoot.delegations.rules import resolve as resolved
from talkoot.directory.queries import person_labels
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import Label, SafeHtml
from talkoot.scopes import queries as scopes
from talkoot.scopes.rules import Facets, covers

# So many delegations stand on the page in one list.
LINES = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One delegation as one side sees it. ``other`` is the other side.

    On the maker's side ``beyond`` are those it is handed on to when the delegate does not vote; on the delegate's,
    those whose votes come along with it. ``is_followed`` is false while a narrower or later one takes its place.
    """

    delegation: Delegation
    state: State
    other: Label
    scope: str
    beyond: Sequence[Label]
    is_followed: bool = True

    @property
    def beyond_names(self) -> SafeHtml:
        """Return the names of those beyond, in order."""
        return names(self.beyond)


@dataclass(frozen=True, slots=True)
class Chains:
    """Everything one person sees: what they gave, what they received, and for how many they vote by it all."""

    given: Sequence[Line]
    received: Sequence[Line]
    behind: Sequence[Label]
    behind_count: int

    @property
    def behind_names(self) -> SafeHtml:
        """Return the names of those for whom the person votes."""
        return names(self.behind)


def chains_of(person_id: int, at: datetime, *, viewer: Actor) -> Chains:
    """Return the delegations of ``viewer``, the person, with their chains; those yet to begin too.

    A chain is that of questions in just the delegation's scope and of its body; narrower questions may go another
    way, which the question's own page tells. Ten queries at most, however many people vote through one.
    """
    if viewer.person_id != person_id:
        raise ValueError("chains are shown to those in them alone")
    rows = Delegation.objects.standing(at).select_related("person", "delegate", "scope", "body")
    own = list(rows.filter(person=person_id).order_by("-pk")[:LINES])
    from_others = list(rows.filter(delegate=person_id).order_by("-pk")[:LINES])
    web = _web(person_id, at)
    ways = {one.key: web.way(one) for one in web.all.values()}
    behind = {one.person: way for one in web.all.values() if person_id in (way := ways[one.key])}
    named = sorted(behind)[:NAMES]
    beyond = {d.pk: _after(ways.get(d.pk, ()), d.delegate_id) for d in own}
    beyond |= {d.pk: _before(web, ways, d)[:NAMES] for d in from_others}
    labels = person_labels({*named, *(p for people in beyond.values() for p in people)}, viewer=viewer)
    words = _Words(at, scopes.describe({d.scope_id for d in (*own, *from_others)}), ways, labels)
    return Chains(
        given=[words.line(d, d.delegate, beyond[d.pk]) for d in own],
        received=[words.line(d, d.person, beyond[d.pk]) for d in from_others],
        behind=[labels[p] for p in named],
        behind_count=len(behind),
    )


class _Held(NamedTuple):
    """A delegation as it came from the database."""

    person: int
    delegate: int
    scope_id: int
    specificity: int
    body_id: int | None
    key: int


@dataclass
class _Web:
    """The delegations around one person, and where each leads in questions of just its own scope and body."""

    all: Mapping[int, _Held]
    facets: Mapping[int, Facets]
    world: Any
    limits: Mapping[int | None, int]
    _following: dict[tuple[int, int | None], dict[int, int]] = field(default_factory=dict)

    def way(self, one: _Held) -> tuple[int, ...]:
        """Return the persons after its maker; nothing where another delegation of theirs is followed instead."""
        following = self._following_in(one.scope_id, one.body_id)
        if following.get(one.person) != one.delegate:
            return ()
        longest = limit_in(self.limits, one.body_id)
        return resolved([one.person], frozenset(), following, longest)[one.person].chain

    def _following_in(self, scope_id: int, body_id: int | None) -> dict[int, int]:
        place = (scope_id, body_id)
        if place not in self._following:
            near = {s for s in self.facets if covers(self.facets[s], self.facets[scope_id], self.world)}
            self._following[place] = chosen(
                Link(o.person, o.delegate, o.specificity, o.body_id is not None, o.key)
                for o in self.all.values()
                if o.scope_id in near and o.body_id in (None, body_id)
            )
        return self._following[place]


def _web(person_id: int, at: datetime) -> _Web:
    found = limits(at)
    rows = Delegation.objects.in_force(at).values_list(
        "person_id", "delegate_id", "scope_id", "scope__specificity", "body_id", "pk"
    )
    furthest = max(limit_in(found, body_id) for body_id in (None, *found))
    held = [_Held(*row) for row in statements.around(rows, person_id, furthest)]
    facets = scopes.facets_of({one.scope_id for one in held}) if held else {}
    return _Web({one.key: one for one in held}, facets, scopes.ancestry_of(*facets.values()), found)


def _after(way: Sequence[int], delegate_id: int) -> list[int]:
    return [p for p in way if p != delegate_id]


def _before(web: _Web, ways: Mapping[int, Sequence[int]], received: Delegation) -> list[int]:
    """Return those whose votes come through the maker of a received delegation to its delegate."""
    step = (received.person_id, received.delegate_id)
    return sorted({web.all[key].person for key, way in ways.items() if step in pairwise(way)})


@dataclass(frozen=True, slots=True)
class _Words:
    at: datetime
    scopes: Mapping[int, str]
    ways: Mapping[int, Collection[int]]
    labels: Mapping[int, Label]

    def line(self, one: Delegation, other: Any, beyond: Sequence[int]) -> Line:
        state = one.state(self.at)
        return Line(
            delegation=one,
            state=state,
            other=Label(other.name, other.get_absolute_url()),
            scope=self.scopes[one.scope_id],
            beyond=[self.labels[p] for p in beyond],
            is_followed=state is not State.IN_FORCE or bool(self.ways.get(one.pk)),
        )
