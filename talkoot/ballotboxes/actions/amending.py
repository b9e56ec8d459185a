"""A slip more, or one fewer, in an open box: the roll it was made for was amended, and nobody's ballot is touched."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.ballotboxes.actions.opening import fresh_keys, require_next
from talkoot.ballotboxes.events import SlipsAmended
from talkoot.ballotboxes.models import BallotBox, Slip
from talkoot.ballotboxes.rules import BoxState, SlipState, filler
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing


def add_slip(
    subject: str, place: int, *, by: Actor, at: datetime, key: str = "", mandate: str = "", on_behalf: str = ""
) -> BallotBox:
    """Lay a slip for one more place into the open box. Whoever calls has checked that ``by`` may."""
    with writing(by=by, at=at, key=key) as announce:
        box = _held(subject)
        Slip.objects.create(id=fresh_keys(1)[0], box=box, place=place, sealed=filler(box.size))
        announce(_amended(box, 1), mandate=mandate, on_behalf=on_behalf)
    return box


def remove_slip(
    subject: str, place: int, *, by: Actor, at: datetime, key: str = "", mandate: str = "", on_behalf: str = ""
) -> BallotBox:
    """Take the slip of a place out of the open box; refuses where a ballot was cast or struck in it.

    Whoever calls has checked that ``by`` may.
    """
    with writing(by=by, at=at, key=key) as announce:
        box = _held(subject)
        slip = Slip.objects.select_for_update().filter(box=box, place=place, state=SlipState.EMPTY).first()
        if slip is None:
            raise Refusal("voted", _("This place has voted, and a ballot that was cast stays cast."))
        slip.delete()
        announce(_amended(box, -1), mandate=mandate, on_behalf=on_behalf)
    return box


def _held(subject: str) -> BallotBox:
    box = BallotBox.objects.held(subject)
    if box.state != BoxState.OPEN:
        require_next(box, BoxState.OPEN)
        raise Refusal("box_not_open", _("The ballot box is not open yet."))
    return box


def _amended(box: BallotBox, more: int) -> SlipsAmended:
    box.slip_count += more
    box.save(update_fields=["slip_count"])
    return SlipsAmended(subject=box.ref, belongs_to=box.subject, slips=box.slip_count)
