"""Moving on: gates, forms that come too late, exemptions, answers, charge, clocks, verdicts that are voided."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from talkoot.commitments.actions import change_due_date
from talkoot.consultations.actions import extend_deadline
from talkoot.consultations.models import Party
from talkoot.decisions.actions import void_decision
from talkoot.duties.rules import Letter
from talkoot.duties.tests.given import given_duty
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.proposals import actions
from talkoot.proposals.models import StageRecord
from talkoot.proposals.rules import Deadline, Status
from talkoot.proposals.rules.openings import AddedParty
from talkoot.proposals.tests.given import (
    DAY,
    MONDAY,
    WEEK,
    consultation_opening,
    decision_opening,
    given_asked,
    given_circle,
    given_decided,
    given_promise,
    given_proposal,
    given_put,
    given_supporters,
    record_of,
    settle,
)

pytestmark = pytest.mark.django_db


def test_enough_support_opens_the_gate_before_its_week():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    given_supporters(proposal, 3)
    given_asked(circle, proposal, at=MONDAY + DAY)
    assert record_of(proposal).stage == "consultation"


def test_those_whom_duties_name_are_asked_each_with_the_sentence_that_says_why():
    circle = given_circle()
    given_duty(circle.body, Letter.ACCOUNTABLE, "Reading interface")
    given_duty(circle.other, Letter.CONSULTED, "Reading interface")
    proposal = given_proposal(circle.bo)
    record = given_asked(circle, proposal)
    (party,) = Party.objects.filter(consultation=record.consultation)
    assert party.body == circle.other
    assert party.must_be_heard
    assert party.reason == "North Chapter must be consulted on Reading interface, everywhere"


def test_the_sentence_is_in_the_language_of_the_consultation_and_marked_so():
    circle = given_circle()
    given_duty(circle.other, Letter.CONSULTED, "Reading interface")
    at = MONDAY + WEEK
    said = {}
    for language in ("es", "sw"):
        opening = replace(consultation_opening(at), language=language)
        record = given_asked(circle, given_proposal(circle.bo), at=at, opening=opening)
        party = Party.objects.get(consultation=record.consultation)
        said[party.language] = party.reason
    assert said["en"] == "North Chapter must be consulted on Reading interface, everywhere"
    assert said["es"] != said["en"]


def test_a_mover_asks_more_with_a_reason():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    added = [AddedParty(body_id=circle.other.pk, reason="Their readers asked for it.")]
    record = given_asked(circle, proposal, opening=consultation_opening(MONDAY + WEEK, added))
    assert [p.reason for p in Party.objects.filter(consultation=record.consultation)] == ["Their readers asked for it."]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"opening": None}, "nothing_asked"),
        ({"reason": ""}, "empty"),
        ({"language": "xx-none"}, "unknown_language"),
        ({"to": "delivery"}, "no_such_move"),
        ({"record": 7}, "moved_meanwhile"),
        ({"opening": consultation_opening(MONDAY + 60 * WEEK)}, "beyond_clock"),
    ],
)
def test_a_move_that_cannot_be_is_refused(change, code):
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    values = {"to": "consultation", "reason": "Go.", "language": "en", "opening": consultation_opening(MONDAY + WEEK)}
    with pytest.raises(Refusal) as refused:
        actions.move_proposal(proposal.pk, **{**values, **change}, by=circle.ada, at=MONDAY + WEEK)
    assert refused.value.code == code
    assert record_of(proposal).stage == "triage"


def test_a_form_sent_after_the_stage_was_left_is_refused():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    seen = record_of(proposal).number
    given_asked(circle, proposal)
    with pytest.raises(Refusal) as refused:
        actions.move_proposal(
            proposal.pk, to="declined", reason="No.", language="en", record=seen, by=circle.ada, at=MONDAY + 2 * WEEK
        )
    assert refused.value.code == "moved_meanwhile"


def test_only_the_body_responsible_moves_it_on():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    for actor in (circle.bo, circle.dee, circle.oz, circle.cy):
        with pytest.raises(PermissionDenied):
            actions.move_proposal(proposal.pk, to="declined", reason="No.", language="en", by=actor, at=MONDAY)


def test_a_decision_without_consultation_needs_a_recorded_reason():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    move = partial(
        actions.move_proposal,
        proposal.pk,
        to="decision",
        reason="It is urgent.",
        language="en",
        by=circle.ada,
        at=MONDAY,
    )
    with pytest.raises(Refusal, match="an exemption must be recorded"):
        move(opening=decision_opening(circle, MONDAY))
    opening = decision_opening(circle, MONDAY, exemption="The law leaves no choice.")
    move(opening=opening)
    record = record_of(proposal)
    assert (record.exemption, record.consultation) == ("The law leaves no choice.", None)
    assert record.decision is not None
    assert (record.decision.exemption, record.decision.rests_on) == ("The law leaves no choice.", "")


def test_declining_ends_it_with_its_reason():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    actions.move_proposal(proposal.pk, to="declined", reason="Not ours.", language="en", by=circle.ada, at=MONDAY)
    assert record_of(proposal).reason == "Not ours."
    assert (proposal.status, proposal.stage, proposal.due_at) == (Status.DECLINED, "", None)


def test_an_answer_keeps_the_promise_of_one():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    reply = actions.reply_to_proposal(proposal.pk, text="We look at it.", language="en", by=circle.ada, at=MONDAY + DAY)
    record = record_of(proposal)
    assert record.replied_at == MONDAY + DAY
    assert (proposal.due_for, proposal.due_at) == (Deadline.STEP, MONDAY + 2 * WEEK)
    assert reply.body == circle.body
    with pytest.raises(Refusal, match="answered"):
        actions.reply_to_proposal(proposal.pk, text="Again.", language="en", by=circle.ada, at=MONDAY + DAY)


def test_a_body_takes_charge_of_what_nobody_is_responsible_for():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    type(proposal).objects.update(responsible=None)
    actions.take_charge(proposal.pk, body_id=circle.other.pk, by=circle.dee, at=MONDAY)
    proposal.refresh_from_db()
    assert proposal.responsible == circle.other
    assert Entry.objects.get(kind="proposals.charge_taken").on_behalf == circle.other.ref


def test_a_clock_that_ran_out_is_said_once():
    circle = given_circle()
    given_proposal(circle.bo)
    late = MONDAY + WEEK
    assert actions.note_late(late - timedelta(minutes=1)) == 0
    assert actions.note_late(late) == 1
    assert actions.note_late(late + DAY) == 0
    assert Entry.objects.get(kind="proposals.proposal_late").payload["owed"] == "reply"


def test_a_second_clock_that_ran_out_in_the_same_stage_is_said_too():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    late = MONDAY + WEEK
    assert actions.note_late(late) == 1
    actions.reply_to_proposal(proposal.pk, text="Soon.", language="en", by=circle.ada, at=late + DAY)
    assert actions.note_late(late + DAY) == 0
    step_due = record_of(proposal).due_at
    assert step_due is not None
    assert actions.note_late(step_due) == 1
    assert actions.note_late(step_due + DAY) == 0
    told = Entry.objects.filter(kind="proposals.proposal_late").order_by("pk")
    assert [entry.payload["owed"] for entry in told] == ["reply", "step"]


def test_a_promise_moved_and_late_again_is_said_again():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    at = given_decided(circle, proposal)
    promise = given_promise(circle, proposal, at=at, days=10)
    assert actions.note_late(at + 11 * DAY) == 1
    change_due_date(
        promise.pk, due_on=(at + 20 * DAY).date(), reason="Ill.", language="en", by=circle.dee, at=at + 12 * DAY
    )
    settle(at + 12 * DAY)
    assert actions.note_late(at + 13 * DAY) == 0
    assert actions.note_late(at + 21 * DAY) == 1


def test_a_later_deadline_of_the_consultation_shows_on_the_proposal():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    record = given_asked(circle, proposal)
    later = MONDAY + 3 * WEEK
    assert record.consultation_id is not None
    extend_deadline(
        record.consultation_id, closes_at=later, reason="Holidays.", language="en", by=circle.ada, at=MONDAY + 8 * DAY
    )
    settle(MONDAY + 8 * DAY)
    proposal.refresh_from_db()
    assert proposal.closes_at == later


def test_a_voided_decision_may_be_put_again_in_its_stage():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    record = given_put(circle, proposal)
    at = MONDAY + 16 * DAY
    assert record.decision_id is not None
    void_decision(record.decision_id, reason="Wrong rules.", language="en", by=circle.ada, at=at)
    actions.move_proposal(
        proposal.pk, to="decision", reason="Once more.", language="en", opening=decision_opening(circle, at),
        by=circle.ada, at=at,
    )  # fmt: skip
    again = record_of(proposal)
    assert again.number == record.number + 1
    assert again.decision_id != record.decision_id
    assert again.consultation_id == record.consultation_id


def test_a_decision_that_is_not_voided_is_not_put_twice():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    given_put(circle, proposal)
    at = MONDAY + 16 * DAY
    with pytest.raises(Refusal) as refused:
        actions.move_proposal(
            proposal.pk, to="decision", reason="Twice.", language="en", opening=decision_opening(circle, at),
            by=circle.ada, at=at,
        )  # fmt: skip
    assert refused.value.code == "no_such_move"


def test_the_deadline_follows_the_promised_day():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    decided = given_decided(circle, proposal)
    promise = given_promise(circle, proposal, at=decided + DAY)
    later = promise.due_on + 30 * DAY
    change_due_date(promise.pk, due_on=later, reason="Ill.", language="en", by=circle.dee, at=decided + 2 * DAY)
    settle(decided + 2 * DAY)
    proposal.refresh_from_db()
    assert proposal.due_at is not None
    assert proposal.due_at.date() == later


def test_a_verdict_told_twice_moves_it_once():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    decided = given_decided(circle, proposal)
    decision_id = StageRecord.objects.get(proposal=proposal, stage="decision").decision_id
    actions.carry_out_verdict(decision_id or 0, outcome="adopted", at=decided + DAY)
    assert [r.stage for r in proposal.stages.all()] == ["triage", "consultation", "decision", "delivery"]
