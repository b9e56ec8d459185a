"""Scrutiny as pages show it: which ballots are struck and why, and what the reader may do about that."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.http import Http404

from talkoot.ballotboxes import queries as ballotboxes
from talkoot.ballotboxes.models import Strike as SealedStrike
from talkoot.counting.rules import secret_in
from talkoot.decisions.models import Ballot, Chamber, Decision, RollEntry, Strike
from talkoot.decisions.queries.judges import names_scrutineers, scrutineer_hat
from talkoot.decisions.queries.places import RollRow, mine
from talkoot.decisions.rules import box_subject
from talkoot.directory.models import Person
from talkoot.directory.queries import Hats
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.paging import Page


@dataclass(frozen=True, slots=True)
class StrikeView:
    """Why a ballot does not count, who said so and when; ``is_along`` where it came through a ballot that is struck."""

    pk: int
    html: str
    language: str
    by: Person | None
    at: datetime
    is_along: bool


@dataclass(frozen=True, slots=True)
class ScrutinyView:
    """How many ballots were struck, once scrutiny is over; while it goes on, the reader, where they may strike."""

    struck: int
    is_running: bool
    scrutineer: int | None


@dataclass(frozen=True, slots=True)
class StruckPlace:
    """A place whose ballot was struck: the ``voter`` (a ref), and those ``along`` whose ballots came through it.

    The strike stands with its ``reason``, as it was written and as safe HTML; without one it was taken back.
    """

    voter: str
    along: Sequence[str] = ()
    reason: str = ""
    language: str = ""
    html: str = ""


def struck_place(entry_id: int) -> StruckPlace:
    """Return the place whose ballot was struck last, as it stands now (at most three queries)."""
    entry = RollEntry.objects.select_related("chamber").get(pk=entry_id)
    if entry.chamber.is_secret:
        return _struck(entry, (), ballotboxes.struck_places(entry.chamber.box_subject, [entry_id]).get(entry_id))
    strike = Strike.objects.filter(ballot__entry=entry, along_with=None).latest("pk")
    places = RollEntry.objects.filter(ballots__strikes__along_with=strike).order_by("pk")
    along = [place.voter_ref for place in places]
    return _struck(entry, along, strike if strike.taken_back_at is None else None)


def _struck(entry: RollEntry, along: Sequence[str], strike: Strike | SealedStrike | None) -> StruckPlace:
    if strike is None:
        return StruckPlace(entry.voter_ref, along)
    return StruckPlace(entry.voter_ref, along, strike.reason, strike.language, strike.html)


def scrutiny_of(decision: Decision, viewer: Actor, hats: Hats) -> ScrutinyView | None:
    """Return what is to be said of scrutiny (one query); None without scrutineers, or before the close."""
    if decision.closed_at is None or not names_scrutineers(decision):
        return None
    if not decision.is_in_scrutiny:
        return ScrutinyView(struck_in(decision), is_running=False, scrutineer=None)
    hat = scrutineer_hat(decision, hats)
    return ScrutinyView(0, is_running=True, scrutineer=viewer.person_id if hat else None)


def struck_in(decision: Decision) -> int:
    """Return how many ballots of a decision are struck (one query, and another where some are sealed)."""
    openly = Strike.objects.filter(ballot__chamber__decision=decision, taken_back_at__isnull=True).count()
    boxes = [box_subject(decision.pk, key) for key in secret_in(decision.rulebook.canonical)]
    return openly + ballotboxes.struck_in(boxes)


def own_ballots(decision: Decision, viewer: Actor, hats: Hats) -> frozenset[int]:
    """Return the keys of the open ballots that the viewer cannot strike: of themselves, of bodies they represent, and
    those they cast (one query).
    """
    own = Q(entry__person=viewer.person_id) | Q(entry__body__in=hats.bodies(Power.REPRESENT))
    rows = Ballot.objects.filter(own | Q(cast_by=viewer.person_id), chamber__decision=decision, is_current=True)
    return frozenset(rows.values_list("pk", flat=True))


def with_strikes(
    decision: Decision, chamber: Chamber, roll: Page[RollRow], viewer: Actor, hats: Hats
) -> tuple[Page[RollRow], ScrutinyView | None]:
    """Return a page of the roll of a secret chamber with whose sealed ballots are struck, and scrutiny as it stands.

    Nothing is asked of rolls of open chambers, before the close, and where the rules name no scrutineers; else one
    query, and for a scrutineer at work one for their role and one for their own places.
    """
    if not chamber.is_secret or decision.closed_at is None or not names_scrutineers(decision):
        return roll, None
    struck = ballotboxes.struck_places(chamber.box_subject, [row.id for row in roll])
    own: frozenset[int] = frozenset()
    scrutiny = ScrutinyView(0, is_running=decision.is_in_scrutiny, scrutineer=None)
    if decision.is_in_scrutiny and scrutineer_hat(decision, hats):
        scrutiny = replace(scrutiny, scrutineer=viewer.person_id)
        own = frozenset(RollEntry.objects.filter(mine(viewer, hats), chamber=chamber).values_list("pk", flat=True))
    shown = [
        replace(row, is_own=row.id in own, strike=_sealed(struck[row.id]) if row.id in struck else None) for row in roll
    ]
    return replace(roll, rows=shown), scrutiny


def strikes_on(decision: Decision, ballots: Collection[int]) -> dict[int, StrikeView]:
    """Return the strikes of some ballots by the ballot's key (one query, none where the rules name no scrutineers)."""
    if not names_scrutineers(decision) or not ballots:
        return {}
    rows = Strike.objects.filter(ballot__in=ballots, taken_back_at__isnull=True).select_related("struck_by")
    return {row.ballot_id: _view(row) for row in rows}


def get_ballot(decision: Decision, number: int) -> Ballot:
    """Return an open ballot of a decision, with its voter; 404 when there is none."""
    rows = Ballot.objects.filter(chamber__decision=decision, is_current=True)
    found = rows.select_related("entry__person", "entry__body").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def get_strike(decision: Decision, number: int) -> Strike:
    """Return a strike that stands, with the voter of the ballot; 404 when there is none."""
    rows = Strike.objects.filter(ballot__chamber__decision=decision, taken_back_at__isnull=True, along_with=None)
    found = rows.select_related("ballot__entry__person", "ballot__entry__body").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _sealed(row: SealedStrike) -> StrikeView:
    return StrikeView(row.pk, row.html, row.language, row.person, row.at, is_along=False)


def _view(row: Strike) -> StrikeView:
    return StrikeView(row.pk, row.html, row.language, row.struck_by, row.struck_at, row.along_with_id is not None)
