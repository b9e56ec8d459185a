"""Promising to deliver an adopted proposal: the way on which a promise comes to be about one."""

from __future__ import annotations

from datetime import date, datetime

from talkoot.commitments.actions import make_commitment
from talkoot.commitments.models import Commitment
from talkoot.kernel.actors import Actor
from talkoot.ledger.actions import writing
from talkoot.proposals.actions.holding import hold
from talkoot.proposals.permissions import Permission


def promise_delivery(
    proposal_id: int,
    *,
    body_id: int,
    role_id: int,
    text: str,
    language: str,
    due_on: date,
    review_body_id: int | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Commitment:
    """Promise in the name of a body to deliver a proposal; refused before it is adopted and after its delivery.

    The proposal is held meanwhile, so that it cannot move on under the promise. What `make_commitment` refuses is
    refused here.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(proposal_id, Permission.PROMISE_DELIVERY, by=by, at=at)
        return make_commitment(
            body_id=body_id,
            role_id=role_id,
            text=text,
            language=language,
            due_on=due_on,
            matter=held.proposal.ref,
            review_body_id=review_body_id,
            by=by,
            at=at,
            key=announce.hand_over(),
        )
