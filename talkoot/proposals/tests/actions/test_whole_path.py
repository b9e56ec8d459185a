"""One matter all the way: each stage opens what it needs, each gate says what is missing, the verdict moves it on."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from talkoot.kernel.refusals import Refusal
from talkoot.proposals import actions
from talkoot.proposals.rules import Deadline, Outcome, Status
from talkoot.proposals.tests.given import (
    DAY,
    MONDAY,
    given_asked,
    given_circle,
    given_decided,
    given_heard,
    given_kept,
    given_promise,
    given_proposal,
    given_put,
    record_of,
)

pytestmark = pytest.mark.django_db


def test_a_matter_goes_from_its_first_word_to_the_review_of_its_promise():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    decided = given_decided(circle, proposal)
    assert record_of(proposal).stage == "delivery"
    assert proposal.accepted_at == decided
    promise = given_promise(circle, proposal, at=decided + DAY)
    after = decided + timedelta(days=70)
    move = partial(actions.move_proposal, proposal.pk, reason="Its day is over.", language="en", by=circle.ada)
    move(to="review", at=after)
    with pytest.raises(Refusal, match=r"Each promise must have been reviewed. So far: 0 of 1."):
        move(to="completed", at=after)
    given_kept(circle, promise, at=after + DAY)
    move(to="completed", at=after + 2 * DAY)
    assert record_of(proposal).outcome == Outcome.COMPLETED
    assert proposal.status == Status.COMPLETED


def test_the_way_is_kept_stage_by_stage_with_reason_hat_and_rule_version():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    given_put(circle, proposal)
    first, second, third = proposal.stages.all()
    assert [r.stage for r in (first, second, third)] == ["triage", "consultation", "decision"]
    assert first.left_by == circle.ada.ref
    assert first.mandate.startswith("mandate:")
    assert first.reason == "Those concerned are known."
    assert first.template_id == proposal.template_id
    assert {leaf["predicate"] for leaf in first.gate} == {
        "has_owner",
        "supports_at_least",
        "days_in_stage_at_least",
    }
    assert third.consultation_id == second.consultation_id
    assert second.consultation is not None
    assert third.decision is not None
    assert third.decision.rests_on == second.consultation.ref


def test_entering_consultation_opens_one_that_the_responsible_body_answers():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    record = given_asked(circle, proposal)
    assert record.consultation is not None
    assert record.consultation.answering_body == circle.body
    assert record.consultation.languages == ["en", "es"]
    assert proposal.closes_at == record.consultation.closes_at


def test_closing_the_consultation_ends_the_taking_of_input_on_the_proposal():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    given_heard(circle, proposal)
    assert proposal.closes_at is None


def test_a_no_ends_it_as_declined_with_the_verdict_as_reason():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    given_decided(circle, proposal, "no")
    record = record_of(proposal)
    assert proposal.status == Status.DECLINED
    assert record.outcome == Outcome.REJECTED
    assert record.decision is not None
    assert record.reason == f"Rejected by decision {record.decision.public_id}."
    assert record.left_by == "system"


def test_delivery_is_due_when_the_promise_is():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    decided = given_decided(circle, proposal)
    assert proposal.due_for == Deadline.STEP
    promise = given_promise(circle, proposal, at=decided + DAY)
    record = record_of(proposal)
    assert record.commitment == promise
    assert proposal.due_for == Deadline.PROMISE
    assert proposal.due_at is not None
    assert proposal.due_at.date() == promise.due_on, "pages name the day that was promised"


def test_a_gate_that_is_shut_says_everything_that_is_missing():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    with pytest.raises(Refusal) as refused:
        given_asked(circle, proposal, at=MONDAY + DAY)
    assert refused.value.code == "gate_shut"
    assert "3 people must support it. So far: 0." in str(refused.value.text)
    assert "It must have been in this stage for 7 days. So far: day 1." in str(refused.value.text)
    assert record_of(proposal).stage == "triage"
