"""Places on rolls: one's own, with the ballot in each; and whole rolls, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import (
    FETCH_RAISE,
    Case,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from talkoot.counting.rules import Number, consenting
from talkoot.decisions.models import Ballot, Chamber, Decision, Recusal, RollEntry
from talkoot.decisions.queries.turnout import standing_back, turnout
from talkoot.directory.models import Body
from talkoot.directory.queries import Hats
from talkoot.directory.rules import Power
from talkoot.kernel import paging
from talkoot.kernel.actors import Actor
from talkoot.kernel.paging import Page
from talkoot.kernel.refs import Label
from talkoot.ledger.queries.prepared import NUMBER, SECOND, PreparedRow, numbers, padded
from talkoot.rulebooks.queries import amount

ROLL = 50
# A delegate of very many bodies gets the first of them here, and the others as these have voted.
MOST_PLACES = 50


@dataclass(frozen=True, slots=True)
class MyPlace:
    """A place the viewer may vote in, for themselves or for ``body``, and the ballot that is in it now.

    In a secret chamber there is no ballot to be shown: ``voted_at`` tells that one was cast, and when the last was.
    """

    entry_id: int
    chamber: Chamber
    body: Body | None
    ballot: Ballot | None
    voted_at: datetime | None = None
    is_recused: bool = False
    weight: Number | None = None

    @property
    def weighs(self) -> str:
        """Return what the vote in this place weighs, in the reader's digits; empty where all weigh the same."""
        return amount(self.weight) if self.weight is not None else ""

    @property
    def body_id(self) -> int | None:
        """Return the body voted for, None for oneself."""
        return self.body.pk if self.body else None


@dataclass(frozen=True, slots=True)
class RollRow:
    """A voter on a roll; whether they voted, themselves or through a delegate, is told once voting is over.

    Who stood back, and why, is told at once. A place that ``is_kept`` stays on the roll, as everybody can see: it stood
    back once, or voted where that is told. In a secret chamber a ``strike`` says that their sealed ballot does not
    count; one that ``is_own`` is not for the reader to strike. ``weighs`` is what the vote weighs, in the reader's
    digits, empty where all weigh the same.
    """

    id: int
    voter_ref: str
    voter: Label
    voted_at: datetime | None
    is_delegated: bool
    recusal: Recusal | None = None
    is_kept: bool = False
    strike: Any = None
    is_own: bool = False
    weighs: str = ""


def my_places(decision: Decision, viewer: Actor, hats: Hats) -> list[MyPlace]:
    """Return the places of the viewer on the rolls of a decision, those without a ballot first (one query)."""
    if viewer.person_id is None:
        return []
    given = _left_open(decision, viewer.person_id, hats)
    rows = _places(len(given) - 2).all_with(given)
    places = [_my_place(row, row.chamber, row.body, row.now) for row in rows]
    return _those_without_first(places)


def chambers_with_places(decision: Decision, viewer: Actor, hats: Hats) -> tuple[list[Any], list[MyPlace]]:
    """Return the chambers of a decision with their turnout, and the viewer's places as `my_places` does; one query."""
    if viewer.person_id is None:
        raise ValueError("only people have places")
    given = _left_open(decision, viewer.person_id, hats)
    chambers: dict[int, Any] = {}
    places: list[MyPlace] = []
    for row in _seats(len(given) - 2).all_with(given):
        chamber = chambers.setdefault(row.pk, row)
        if own := row.own:
            places.append(_my_place(own, chamber, row.own_body, row.now))
    places.sort(key=lambda place: (place.chamber.position, place.entry_id))
    return sorted(chambers.values(), key=lambda chamber: chamber.position), _those_without_first(places)


def _my_place(entry: Any, chamber: Chamber, body: Body | None, ballot: Ballot | None) -> MyPlace:
    return MyPlace(entry.pk, chamber, body, ballot, entry.voted_at, entry.recused_at is not None, entry.weight)


def _left_open(decision: Decision, person_id: int, hats: Hats) -> dict[int, int]:
    bodies = sorted(hats.bodies(Power.REPRESENT))
    wide = padded(bodies) if bodies else []
    return {NUMBER: person_id, SECOND: decision.pk, **dict(zip(numbers(len(wide)), wide, strict=True))}


def _those_without_first(places: list[MyPlace]) -> list[MyPlace]:
    return sorted(places, key=lambda place: place.voted_at is not None)


@cache
def _places(width: int) -> PreparedRow[Any]:
    """Return the query for the places of whoever represents so many bodies."""

    def build() -> QuerySet[Any]:
        current = FilteredRelation("ballots", condition=Q(ballots__is_current=True))
        own = Q(person=NUMBER) | Q(body__in=numbers(width))
        rows = RollEntry.objects.filter(own, chamber__decision=SECOND).annotate(now=current)
        return rows.order_by("chamber__position", "id")[:MOST_PLACES]

    return PreparedRow(build, along={"chamber": Chamber, "body": Body, "now": Ballot})


@cache
def _seats(width: int) -> PreparedRow[Any]:
    """Return the query for chambers with the places of whoever represents so many bodies: one row a place.

    A chamber where there is none has a row too; of each the first place leads, so that none is cut off.
    """

    def build() -> QuerySet[Any]:
        own = FilteredRelation("roll", condition=Q(roll__person=NUMBER) | Q(roll__body__in=numbers(width)))
        body = FilteredRelation("own__body", condition=Q(own__body__isnull=False))
        now = FilteredRelation("own__ballots", condition=Q(own__ballots__is_current=True))
        rows = Chamber.objects.filter(decision=SECOND).alias(own=own).alias(own_body=body, now=now)
        rows = rows.annotate(nth=Window(RowNumber(), partition_by=["pk"], order_by=F("own__id").asc()))
        # Counted once a chamber, on the row of its first place.
        first = {"turnout": Case(When(nth=1, then=turnout())), "standing_back": Case(When(nth=1, then=standing_back()))}
        return rows.annotate(**first).order_by("nth", "position")[:MOST_PLACES]

    along = {"own": RollEntry, "own_body": Body, "now": Ballot}
    return PreparedRow(build, along=along, beside=("turnout", "standing_back"))


def mine(actor: Actor, hats: Hats) -> Q:
    """Return the condition for places of one person: their own, and those of the bodies they represent."""
    return Q(person=actor.person_id) | Q(body__in=hats.bodies(Power.REPRESENT))


def list_roll(decision: Decision, chamber: Chamber, *, after: str = "") -> Page[RollRow]:
    """Return a page of a chamber's roll in the order it was frozen (two queries)."""
    delegated = Ballot.objects.filter(entry=OuterRef("pk"), is_current=True, is_delegated=True)
    standing = Prefetch("recusals", Recusal.objects.filter(ended_at__isnull=True), to_attr="standing_back")
    rows = RollEntry.objects.filter(chamber=chamber).select_related("person", "body").order_by("pk")
    rows = rows.prefetch_related(standing)
    stood_back = Recusal.objects.filter(entry=OuterRef("pk"))
    rows = rows.annotate(is_delegated=Exists(delegated), has_stood_back=Exists(stood_back))
    last = paging.after(after)
    if last is not None:
        rows = rows.filter(pk__gt=last)
    is_told = not decision.is_open or chamber.key in consenting(decision.rulebook.canonical)
    found = [_roll_row(row, decision, is_told=is_told) for row in rows.fetch_mode(FETCH_RAISE)[: ROLL + 1]]
    return paging.cut(found, "id", ROLL)


def _roll_row(row: Any, decision: Decision, *, is_told: bool) -> RollRow:
    if row.body is not None:
        voter = Label(row.body.name, row.body.get_absolute_url(), row.body.language)
    elif row.person is not None:
        voter = Label(row.person.name, row.person.get_absolute_url())
    recusal = next(iter(row.standing_back), None)
    voted_at = None if decision.is_open else row.voted_at
    is_kept = row.has_stood_back or (is_told and row.voted_at is not None)
    weighs = amount(row.weight) if row.weight is not None else ""
    return RollRow(row.pk, row.voter_ref, voter, voted_at, row.is_delegated, recusal, is_kept, weighs=weighs)
