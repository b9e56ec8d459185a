"""Striking a sealed ballot without reading it, and taking that back while the box is looked at."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.ballotboxes.actions.opening import require_next
from talkoot.ballotboxes.events import ScrutinyBegun, SlipStruck, StrikeTakenBack
from talkoot.ballotboxes.models import BallotBox, Slip, Strike
from talkoot.ballotboxes.rules import BoxState, SlipState
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing
from talkoot.scopes.actions import words

REASON_MAX = 2_000


def begin_scrutiny(
    subject: str, *, by: Actor, at: datetime, key: str = "", mandate: str = "", on_behalf: str = ""
) -> BallotBox:
    """Take no more slips, and no keys yet: what lies in the box may be struck until it is closed.

    Whoever calls has checked that ``by`` may.
    """
    with writing(by=by, at=at, key=key) as announce:
        box = BallotBox.objects.held(subject)
        require_next(box, BoxState.SCRUTINY)
        box.state, box.closed_at = BoxState.SCRUTINY, at
        box.save(update_fields=["state", "closed_at"])
        announce(ScrutinyBegun(subject=box.ref, belongs_to=subject), mandate=mandate, on_behalf=on_behalf)
    return box


def strike_slip(
    subject: str,
    place: int,
    *,
    reason: str,
    language: str,
    by: Actor,
    at: datetime,
    key: str = "",
    mandate: str = "",
    on_behalf: str = "",
) -> Strike:
    """Let the ballot of a place not count, for a public reason; it is never read.

    Refuses where there is none, once the box is closed, and leaving a single ballot, which would tell how its voter
    voted. Whoever calls has checked that ``by`` may.
    """
    with writing(by=by, at=at, key=key) as announce:
        box = BallotBox.objects.held(subject)
        require_next(box, BoxState.CLOSED)
        said = words(reason, language, limit=REASON_MAX, field="reason", missing=_("Say why it does not count."))
        filled = Slip.objects.select_for_update().filter(box=box, state=SlipState.FILLED)
        slip = filled.filter(place=place).first()
        if slip is None:
            raise Refusal("nothing_to_strike", _("There is no ballot in this place that could be struck."))
        if filled.exclude(pk=slip.pk).count() == 1:
            raise Refusal("one_is_left", _("Only one ballot would be left, and the result would tell how it was cast."))
        slip.state = SlipState.STRUCK
        slip.save(update_fields=["state"])
        strike = Strike.objects.create(
            slip=slip,
            reason=said.text,
            language=said.language,
            html=said.html,
            person_id=by.person_id,
            mandate=mandate,
            at=at,
        )
        told = SlipStruck(subject=box.ref, belongs_to=subject, strike=strike.pk)
        announce(told, mandate=mandate, on_behalf=on_behalf)
    return strike


def take_back_strike(
    subject: str,
    place: int,
    *,
    by: Actor,
    at: datetime,
    key: str = "",
    mandate: str = "",
    on_behalf: str = "",
) -> Strike:
    """Let the ballot of a place count again, while the box is in scrutiny; only who struck it takes that back.

    Whoever calls has checked that ``by`` may.
    """
    with writing(by=by, at=at, key=key) as announce:
        box = BallotBox.objects.held(subject)
        require_next(box, BoxState.CLOSED)
        rows = Strike.objects.standing().select_related("slip").filter(slip__box=box, slip__place=place)
        strike = rows.first()
        if strike is None:
            raise Refusal("not_struck", _("This ballot is not struck."))
        if strike.person_id != by.person_id:
            raise Refusal("not_own", _("Only who struck a ballot can take that back."))
        strike.taken_back_at = at
        strike.save(update_fields=["taken_back_at"])
        strike.slip.state = SlipState.FILLED
        strike.slip.save(update_fields=["state"])
        told = StrikeTakenBack(subject=box.ref, belongs_to=subject, strike=strike.pk)
        announce(told, mandate=mandate, on_behalf=on_behalf)
    return strike
