"""Scrutiny as pages show it: which ballots are struck and why, and what the reader may do about that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from talkoot.decisions.models import Ballot, Decision, Strike
from talkoot.decisions.queries.judges import names_scrutineers, scrutineer_hat
from talkoot.directory.models import Person
from talkoot.directory.queries import Hats
from talkoot.kernel.actors import Actor


@dataclass(frozen=True, slots=True)
class StrikeView:
    """Why a ballot does not count, who said so and when; ``is_along`` where it came through a ballot that is struck."""

    pk: int
    html: str
    language: str
    by: Person
    at: datetime
    is_along: bool


@dataclass(frozen=True, slots=True)
class ScrutinyView:
    """How many open ballots were struck, once scrutiny is over; while it goes on, the reader, where they may strike."""

    struck: int
    is_running: bool
    scrutineer: int | None


def scrutiny_of(decision: Decision, viewer: Actor, hats: Hats) -> ScrutinyView | None:
    """Return what is to be said of scrutiny (one query); None without scrutineers, or before the close."""
    if decision.closed_at is None or not names_scrutineers(decision):
        return None
    if not decision.is_in_scrutiny:
        return ScrutinyView(struck_in(decision), is_running=False, scrutineer=None)
    hat = scrutineer_hat(decision, hats)
    return ScrutinyView(0, is_running=True, scrutineer=viewer.person_id if hat else None)


def struck_in(decision: Decision) -> int:
    """Return how many open ballots of a decision are struck (one query)."""
    return Strike.objects.filter(ballot__chamber__decision=decision, taken_back_at__isnull=True).count()


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


def _view(row: Strike) -> StrikeView:
    return StrikeView(row.pk, row.html, row.language, row.struck_by, row.struck_at, row.along_with_id is not None)
