"""Striking the sealed ballot of a place on the roll of a secret chamber: one knows whose it is, never what it says."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404

from talkoot.ballotboxes import actions as ballotboxes
from talkoot.decisions.actions.scrutinising import hold_in_scrutiny, require_not_own
from talkoot.decisions.events import BallotStruck, StrikeTakenBack
from talkoot.decisions.models import Decision, RollEntry
from talkoot.decisions.permissions import Permission
from talkoot.kernel.actors import Actor
from talkoot.ledger.actions import writing


def strike_sealed(
    decision_id: int, entry_id: int, *, reason: str, language: str, by: Actor, at: datetime, key: str = ""
) -> None:
    """Let the sealed ballot of a place not count; nobody reads it, then or later. ``reason`` is public at once.

    Refuses one's own ballot, a place that has not voted or is struck, leaving a single ballot in the box, and whatever
    is not in scrutiny.
    """
    with writing(by=by, at=at, key=key) as announce:
        held, hat = hold_in_scrutiny(decision_id, Permission.STRIKE_BALLOT, by=by, at=at)
        place = _place(held.decision, entry_id)
        require_not_own(place, held, by)
        ballotboxes.strike_slip(
            place.chamber.box_subject, place.pk, reason=reason, language=language, mandate=hat.ref, on_behalf=hat.body,
            by=by, at=at, key=announce.hand_over(),
        )  # fmt: skip
        told = BallotStruck(subject=held.decision.ref, chamber=place.chamber.key, entry=place.pk)
        announce(told, mandate=hat.ref, on_behalf=hat.body)


def take_back_sealed(decision_id: int, entry_id: int, *, by: Actor, at: datetime, key: str = "") -> None:
    """Let a sealed ballot count again that one struck oneself, while scrutiny goes on."""
    with writing(by=by, at=at, key=key) as announce:
        held, hat = hold_in_scrutiny(decision_id, Permission.STRIKE_BALLOT, by=by, at=at)
        place = _place(held.decision, entry_id)
        ballotboxes.take_back_strike(
            place.chamber.box_subject, place.pk, mandate=hat.ref, on_behalf=hat.body,
            by=by, at=at, key=announce.hand_over(),
        )  # fmt: skip
        told = StrikeTakenBack(subject=held.decision.ref, chamber=place.chamber.key, entry=place.pk)
        announce(told, mandate=hat.ref, on_behalf=hat.body)


def _place(decision: Decision, entry_id: int) -> RollEntry:
    """Return a place on the roll of a secret chamber."""
    rows = RollEntry.objects.filter(chamber__decision=decision, chamber__is_secret=True, pk=entry_id)
    place = rows.select_related("chamber").first()
    if place is None:
        raise Http404
    return place
