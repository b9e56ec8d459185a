"""What a proposal opened ends with it: nobody is asked or votes any more; answers stay owed, verdicts stand."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from talkoot.consultations import actions as consultations
from talkoot.consultations import queries as asking
from talkoot.consultations.models import Consultation
from talkoot.consultations.rules import PartySpec
from talkoot.consultations.tests.given import given_answer, given_input
from talkoot.decisions.actions import cast_ballot, void_with_matter
from talkoot.decisions.queries import awaiting_vote
from talkoot.decisions.rules import VoidReason
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.models import Entry
from talkoot.notifications.models import Notice
from talkoot.proposals import actions
from talkoot.proposals.actions.releasing import release
from talkoot.proposals.rules.openings import AddedParty
from talkoot.proposals.tests.given import (
    DAY,
    MONDAY,
    WEEK,
    consultation_opening,
    given_asked,
    given_circle,
    given_decided,
    given_proposal,
    given_put,
    settle,
)

pytestmark = pytest.mark.django_db
ASKED = MONDAY + WEEK + DAY
ENDED = ASKED + DAY


def asked_of(circle, proposal):
    added = [AddedParty(body_id=circle.other.pk, reason="They read at night.")]
    record = given_asked(circle, proposal, opening=consultation_opening(MONDAY + WEEK, added))
    settle(MONDAY + WEEK)
    assert record.consultation is not None
    return record.consultation


def withdraw(circle, proposal, at=ENDED):
    actions.withdraw_proposal(proposal.pk, reason="It came.", language="en", by=circle.bo, at=at)
    settle(at)


def kinds(subject):
    return [e.kind.split(".")[1] for e in Entry.objects.filter(subject=subject).order_by("pk")]


def test_who_was_asked_is_asked_no_more_once_the_proposal_is_withdrawn():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    consultation = asked_of(circle, proposal)
    assert [one.id for one in asking.waiting_for(circle.dee, ASKED).asked] == [consultation.pk]
    withdraw(circle, proposal)
    assert asking.waiting_for(circle.dee, ENDED).asked == []
    with pytest.raises(Refusal, match="The matter this was asked for came to its end") as refused:
        given_input(consultation, circle.dee, at=ENDED)
    assert refused.value.code == "stopped"
    assert consultations.remind_parties(by=SYSTEM, at=MONDAY + 2 * WEEK - DAY) == 0


def test_with_no_answer_owed_it_is_closed_at_once():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    consultation = asked_of(circle, proposal)
    withdraw(circle, proposal)
    consultation.refresh_from_db()
    assert (consultation.is_open, consultation.stopped_at, consultation.closes_at) == (False, ENDED, ENDED)
    assert kinds(consultation.ref) == ["consultation_opened", "asking_stopped", "consultation_closed"]
    told = Entry.objects.get(kind="consultations.asking_stopped")
    was = (MONDAY + 2 * WEEK).isoformat()
    assert (told.actor, told.payload) == (SYSTEM.ref, {"was": was, "unanswered": 0})


def test_answers_to_what_was_said_before_stay_owed():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    consultation = asked_of(circle, proposal)
    given = given_input(consultation, circle.dee, at=ASKED)
    withdraw(circle, proposal)
    consultation.refresh_from_db()
    assert (consultation.is_open, consultation.unanswered_count) == (True, 1)
    assert [one.unanswered for one in asking.waiting_for(circle.ada, ENDED).desks] == [1]
    with pytest.raises(Refusal, match="has no answer yet"):
        consultations.close_consultation(consultation.pk, by=circle.ada, at=ENDED)
    given_answer(given, circle.ada, at=ENDED)
    consultations.close_consultation(consultation.pk, by=circle.ada, at=ENDED)
    assert [answer.input for answer in asking.what_became_of(circle.dee)] == [given]


def test_nobody_is_invited_and_no_deadline_moves_any_more():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    consultation = asked_of(circle, proposal)
    given_input(consultation, circle.dee, at=ASKED)
    withdraw(circle, proposal)
    spec = PartySpec(reason="Late.", person_id=circle.bo.person_id)
    with pytest.raises(Refusal, match="nobody is asked any more"):
        consultations.invite_party(consultation.pk, spec, by=circle.ada, at=ENDED)
    with pytest.raises(Refusal, match="nobody is asked any more"):
        consultations.extend_deadline(
            consultation.pk, closes_at=ENDED + WEEK, reason="More.", language="en", by=circle.ada, at=ENDED
        )


def test_those_unheard_and_those_who_answer_are_told():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    consultation = asked_of(circle, proposal)
    given_input(consultation, circle.bo, at=ASKED)
    withdraw(circle, proposal)
    notices = Notice.objects.filter(matter=consultation.ref).order_by("pk")
    told: dict[int | None, str] = {notice.account_id: notice.subject for notice in notices}
    assert told[circle.dee.account_id].startswith("You are asked no more:")
    assert told[circle.ada.account_id].startswith("Answers still owed:")


def test_an_open_vote_of_a_proposal_that_ended_is_voided_and_says_why():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    decision = given_put(circle, proposal).decision
    assert decision is not None
    at = MONDAY + 2 * WEEK + 2 * DAY
    cast_ballot(decision.pk, chamber="council", choice="yes", reason="", language="en", by=circle.bo, at=at)
    assert awaiting_vote(circle.ada, at)
    release(proposal.pk, at=at)
    decision.refresh_from_db()
    assert (decision.is_voided, decision.void_kind, decision.voided_at) == (True, VoidReason.MATTER_ENDED, at)
    assert not awaiting_vote(circle.ada, at)
    told = Entry.objects.get(kind="decisions.decision_voided")
    assert (told.actor, told.payload["why"]) == (SYSTEM.ref, "matter_ended")


def test_what_was_decided_or_closed_stands():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    decided = given_decided(circle, proposal)
    before = Entry.objects.count()
    release(proposal.pk, at=decided + DAY)
    decision = proposal.stages.get(stage="decision").decision
    assert decision is not None
    void_with_matter(decision.pk, at=decided + DAY)
    decision.refresh_from_db()
    assert (decision.is_final, Entry.objects.count()) == (True, before)


def test_the_database_takes_no_input_time_after_the_stop():
    circle = given_circle()
    consultation = asked_of(circle, given_proposal(circle.bo))
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.filter(pk=consultation.pk).update(stopped_at=ASKED)


def test_stopping_twice_or_in_the_first_moment_does_no_harm():
    circle = given_circle()
    consultation = asked_of(circle, given_proposal(circle.bo))
    consultations.stop_asking(consultation.pk, at=consultation.opened_at)
    consultations.stop_asking(consultation.pk, at=ENDED)
    consultation.refresh_from_db()
    assert consultation.stopped_at == consultation.closes_at == consultation.opened_at
    assert kinds(consultation.ref).count("asking_stopped") == 1
