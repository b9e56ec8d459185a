"""What one person sees of their delegations: whom their vote goes through, and for whom they vote."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, pairwise
from typing import Any, NamedTuple

from django.db.models import FETCH_RAISE, Case, Q, Value, When, Window
from django.db.models.functions import RowNumber

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
class Ended:
    """A delegation that is over; ``is_own`` when the one who looks had made it."""

    line: Line
    is_own: bool


@dataclass(frozen=True, slots=True)
class Chains:
    """Everything one person sees: what they gave and received, what is over, and for whom they vote by it all.

    ``longest`` is how often a vote may be handed on in questions of a body that says nothing else.
    """

    given: Sequence[Line]
    received: Sequence[Line]
    ended: Sequence[Ended]
    behind: Sequence[Label]
    behind_count: int
    longest: int

    @property
    def behind_names(self) -> SafeHtml:
        """Return the names of those for whom the person votes."""
        return names(self.behind)


def chains_of(person_id: int, at: datetime, *, viewer: Actor) -> Chains:
    """Return the delegations of ``viewer``, the person, with their chains; those yet to begin and those over too.

    A chain is that of questions in just the delegation's scope and of its body; narrower questions may go another
    way, which the question's own page tells. Six queries, however many people.
    """
    if viewer.person_id != person_id:
        raise ValueError("chains are shown to those in them alone")
    piles = _piles(person_id, at)
    web = _web(person_id, at)
    ways = {one.key: web.way(one) for one in web.all.values()}
    behind = sorted({one.person for one in web.all.values() if person_id in ways[one.key]})
    beyond = {d.pk: _after(ways.get(d.pk, ()), d.delegate_id) for d in piles[GIVEN]}
    before = _before(web, ways, person_id)
    beyond |= {d.pk: before.get(d.person_id, [])[:NAMES] for d in piles[RECEIVED]}
    labels = person_labels({*behind[:NAMES], *chain.from_iterable(beyond.values())}, viewer=viewer)
    words = _Words(person_id, at, scopes.describe({d.scope_id for d in chain(*piles)}), ways, beyond, labels)
    return Chains(
        given=[words.line(d) for d in piles[GIVEN]],
        received=[words.line(d) for d in piles[RECEIVED]],
        ended=[Ended(words.line(d), d.person_id == person_id) for d in piles[OVER]],
        behind=[labels[p] for p in behind[:NAMES]],
        behind_count=len(behind),
        longest=limit_in(web.limits, None),
    )


GIVEN, RECEIVED, OVER = range(3)


def _piles(person_id: int, at: datetime) -> tuple[list[Delegation], ...]:
    """Return the newest given, received, and over, in one query."""
    standing = Delegation.objects.standing(at).values("pk")
    pile = Case(
        When(~Q(pk__in=standing), then=Value(OVER)), When(person=person_id, then=Value(GIVEN)), default=Value(RECEIVED)
    )
    rows = Delegation.objects.filter(Q(person=person_id) | Q(delegate=person_id), made_at__lte=at).annotate(pile=pile)
    place = Window(RowNumber(), partition_by="pile", order_by="-pk")
    found: Any = rows.annotate(place=place).filter(place__lte=LINES).order_by("-pk")
    piles: tuple[list[Delegation], ...] = ([], [], [])
    for one in found.select_related("person", "delegate", "scope", "body").fetch_mode(FETCH_RAISE):
        piles[one.pile].append(one)
    return piles


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
    facets, world = scopes.reaches_of({one.scope_id for one in held})
    return _Web({one.key: one for one in held}, facets, world, found)


def _after(way: Sequence[int], delegate_id: int) -> list[int]:
    return [p for p in way if p != delegate_id]


def _before(web: _Web, ways: Mapping[int, Sequence[int]], person_id: int) -> dict[int, list[int]]:
    """Return, for each who hands votes to the person, those whose votes come along, beside their own."""
    found: dict[int, list[int]] = {}
    for key, way in ways.items():
        for here, there in pairwise(way):
            if there == person_id:
                found.setdefault(here, []).append(web.all[key].person)
    return {here: sorted(set(persons)) for here, persons in found.items()}


@dataclass(frozen=True, slots=True)
class _Words:
    person_id: int
    at: datetime
    scopes: Mapping[int, str]
    ways: Mapping[int, Collection[int]]
    beyond: Mapping[int, Sequence[int]]
    labels: Mapping[int, Label]

    def line(self, one: Delegation) -> Line:
        state, other = one.state(self.at), one.delegate if one.person_id == self.person_id else one.person
        return Line(
            delegation=one,
            state=state,
            other=Label(other.name, other.get_absolute_url()),
            scope=self.scopes[one.scope_id],
            beyond=[self.labels[p] for p in self.beyond.get(one.pk, ())],
            is_followed=state is not State.IN_FORCE or bool(self.ways.get(one.pk)),
        )
