"""Throwing a box away unread: its vote does not stand, so nobody shall ever read what lies in it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from talkoot.ballotboxes.actions.keyfiles import drop_key
from talkoot.ballotboxes.actions.opening import require_next
from talkoot.ballotboxes.events import BoxDiscarded
from talkoot.ballotboxes.models import BallotBox, Custodian, PassedShare, Slip
from talkoot.ballotboxes.rules import BoxState, SlipState
from talkoot.kernel.actors import Actor
from talkoot.ledger.actions import writing


def discard_box(
    subject: str, *, by: Actor, at: datetime, key: str = "", mandate: str = "", on_behalf: str = ""
) -> BallotBox:
    """Erase what is sealed in the box, and what its key could be made from; refuses one that is emptied or discarded.

    Whoever calls has checked that ``by`` may.
    """
    with writing(by=by, at=at, key=key) as announce:
        box = BallotBox.objects.held(subject)
        require_next(box, BoxState.DISCARDED)
        slips = Slip.objects.filter(box=box)
        slips.filter(state__in=[SlipState.EMPTY, SlipState.FILLED]).update(state=SlipState.UNUSED, sealed=b"")
        slips.filter(state=SlipState.STRUCK).update(sealed=b"")
        Custodian.objects.filter(box=box).update(sealed_share=b"")
        PassedShare.objects.filter(custodian__box=box).update(sealed=b"")
        box.state = BoxState.DISCARDED
        box.save(update_fields=["state"])
        announce(BoxDiscarded(subject=box.ref, belongs_to=subject), mandate=mandate, on_behalf=on_behalf)
        if not box.is_by_scrutineers:
            transaction.on_commit(lambda: drop_key(bytes(box.public_key)))
    return box
