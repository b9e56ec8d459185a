"""Casting in secret: the ballot is sealed in the transaction that marks the roll, and nothing else says what it is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from talkoot.ballotboxes.actions import put_slip
from talkoot.ballotboxes.queries import lock_of
from talkoot.ballotboxes.rules import seal
from talkoot.counting import rules as counting
from talkoot.counting.rules import Choice
from talkoot.decisions.actions.voting import Booth, enter, require_marks
from talkoot.decisions.events import BallotCast
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import Announce, change, writing


@sensitive_variables()
def seal_choice(
    decision_id: int, *, chamber: str, choice: str, body_id: int | None = None, by: Actor, at: datetime, key: str = ""
) -> str:
    """Answer the question in a secret ``chamber``; return the receipt code, which only the voter may see.

    The last ballot of a place counts. Refuses what `cast_ballot` refuses; a no needs no reason here.
    """
    with writing(by=by, at=at, key=key) as announce:
        booth = enter(decision_id, chamber, body_id, by=by, at=at, is_secret=True)
        if booth.chamber.is_election:
            raise Refusal("wrong_chamber", _("This chamber elects. Mark candidates on its ballot."), "chamber")
        if choice not in list(Choice):
            raise Refusal("no_choice", _("Choose yes, no or neutral."), "choice")
        return _seal(booth, counting.sealed_choice(Choice(choice)), at, announce)


@sensitive_variables()
def seal_marks(
    decision_id: int,
    *,
    chamber: str,
    marks: counting.Marks,
    body_id: int | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> str:
    """Vote in the election of a secret ``chamber``; return the receipt code, which only the voter may see.

    The last ballot of a place counts. Refuses what `cast_marks` refuses.
    """
    with writing(by=by, at=at, key=key) as announce:
        booth = enter(decision_id, chamber, body_id, by=by, at=at, is_secret=True)
        require_marks(booth, marks)
        return _seal(booth, counting.sealed_marks(marks), at, announce)


@sensitive_variables()
def _seal(booth: Booth, said: dict[str, Any], at: datetime, announce: Announce) -> str:
    """Seal a ballot into its place, and note that its voter has voted, and when last."""
    subject = booth.chamber.box_subject
    lock = lock_of(subject)
    if lock is None:
        raise Refusal("box_closed", _("The ballot box is closed. Your ballot could not be taken in any more."))
    sealed = seal(lock, booth.place.pk, said)
    put_slip(subject, booth.place.pk, sealed.slip)
    booth.place.voted_at = at
    change(booth.place, "voted_at")
    cast = BallotCast(subject=booth.decision.ref, chamber=booth.chamber.key, entry=booth.place.pk, number=0)
    announce(cast, mandate=booth.mandate, on_behalf=booth.on_behalf)
    return sealed.code
