"""Promising to deliver: after adoption, by whoever may bind a body, and by no other way."""

from __future__ import annotations

from typing import Any

import pytest

from talkoot.commitments.models import Commitment
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import given_role
from talkoot.kernel.refusals import AlreadyDone
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.proposals import actions
from talkoot.proposals.queries.facts import facts_of
from talkoot.proposals.tests.given import (
    DAY,
    MONDAY,
    WEEK,
    given_asked,
    given_circle,
    given_decided,
    given_promise,
    given_proposal,
    given_put,
    record_of,
)

pytestmark = pytest.mark.django_db


def promise(circle, proposal, by, *, at, **changes: Any):
    role = given_role(circle.other, "Product lead", powers=[Power.DELIVER], at=MONDAY)
    values: dict[str, Any] = {"text": "Night mode.", "language": "en", "due_on": (at + 60 * DAY).date()}
    values |= {"body_id": circle.other.pk, "role_id": role.pk, "review_body_id": circle.body.pk, **changes}
    return actions.promise_delivery(proposal.pk, **values, by=by, at=at)


def test_after_adoption_a_body_promises_and_the_delivery_names_it():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    decided = given_decided(circle, proposal)
    made = given_promise(circle, proposal, at=decided + DAY)
    assert made.matter == proposal.ref
    assert record_of(proposal).commitment == made
    entry = Entry.objects.get(kind="commitments.commitment_made")
    assert (entry.payload["matter"], entry.on_behalf) == (proposal.ref, circle.other.ref)
    assert facts_of(proposal, at=decided + DAY).commitments == 1


@pytest.mark.parametrize("stage", ["triage", "consultation", "decision", "withdrawn"])
def test_before_it_is_adopted_nobody_promises(stage):
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    match stage:
        case "consultation":
            given_asked(circle, proposal)
        case "decision":
            given_put(circle, proposal)
        case "withdrawn":
            actions.withdraw_proposal(proposal.pk, reason="No need.", language="en", by=circle.bo, at=MONDAY)
    why = "come to its end" if stage == "withdrawn" else "after it was adopted"
    with pytest.raises(PermissionDenied, match=why):
        promise(circle, proposal, circle.dee, at=MONDAY + 3 * WEEK)
    assert not Commitment.objects.exists()


def test_what_is_being_reviewed_is_promised_no_more():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    decided = given_decided(circle, proposal)
    given_promise(circle, proposal, at=decided + DAY)
    after = decided + 70 * DAY
    actions.move_proposal(proposal.pk, to="review", reason="Its day is over.", language="en", by=circle.ada, at=after)
    with pytest.raises(PermissionDenied, match="after it was adopted"):
        promise(circle, proposal, circle.dee, at=after)


def test_who_may_bind_no_body_promises_nothing():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    decided = given_decided(circle, proposal)
    for who in (circle.ada, circle.bo, circle.cy, circle.oz):
        with pytest.raises(PermissionDenied):
            promise(circle, proposal, who, at=decided + DAY)
    assert promise(circle, proposal, circle.dee, at=decided + DAY).body == circle.other


def test_the_same_form_promises_once_even_after_the_stage_was_left():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    decided = given_decided(circle, proposal)
    made = promise(circle, proposal, circle.dee, at=decided + DAY, key="once")
    actions.move_proposal(
        proposal.pk, to="review", reason="Its day is over.", language="en", by=circle.ada, at=decided + 70 * DAY
    )
    with pytest.raises(AlreadyDone) as done:
        promise(circle, proposal, circle.dee, at=decided + DAY, key="once")
    assert (done.value.subject, Commitment.objects.count()) == (made.ref, 1)
