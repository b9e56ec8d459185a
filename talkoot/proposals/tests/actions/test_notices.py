"""Who is told what about a proposal, and why them."""

from __future__ import annotations

import pytest

from talkoot.consultations.tests.given import given_member
from talkoot.directory.tests.given import ALL_POWERS
from talkoot.notifications.models import Notice
from talkoot.proposals import actions
from talkoot.proposals.notices import readers
from talkoot.proposals.tests.given import (
    DAY,
    MONDAY,
    WEEK,
    given_asked,
    given_circle,
    given_decided,
    given_heard,
    given_proposal,
    settle,
)

pytestmark = pytest.mark.django_db


def subjects(actor) -> list[str]:
    """Return what somebody was told, news folded into another notice included."""
    told = Notice.objects.filter(account_id=actor.account_id).order_by("id").values_list("more", "subject")
    return [subject for more, latest in told for subject in (*more, latest)]


def test_one_resolver_says_whom_it_concerns_and_why():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    actions.follow_proposal(proposal.pk, by=circle.dee, at=MONDAY)
    told = {account: str(why) for account, why in readers(proposal, at=MONDAY).items()}
    assert told == {
        circle.ada.account_id: "You move proposals on for the body responsible.",
        circle.bo.account_id: "You put this proposal forward.",
        circle.dee.account_id: "You follow this proposal.",
    }
    assert set(readers(proposal, at=MONDAY, only_movers=True)) == {circle.ada.account_id}


def test_a_new_proposal_is_told_to_those_who_must_answer_it():
    circle = given_circle()
    given_proposal(circle.bo)
    settle(MONDAY)
    assert subjects(circle.ada) == ["To be answered: Night mode on every wiki"]
    assert Notice.objects.get(subject__startswith="To be answered").needs_action
    assert subjects(circle.bo) == []


def test_its_author_hears_of_each_step():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    given_asked(circle, proposal)
    settle(MONDAY + WEEK)
    assert subjects(circle.bo) == ["Those concerned are asked: Night mode on every wiki"]


def test_those_who_move_it_on_hear_when_another_closes_the_consultation():
    circle = given_circle()
    eve = given_member("Eve", circle.body, ALL_POWERS)
    given_heard(circle, given_proposal(circle.bo))
    assert "To be moved on: Night mode on every wiki" in subjects(eve)
    assert "To be moved on: Night mode on every wiki" not in subjects(circle.ada)


def test_nobody_is_told_of_their_own_deed():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    actions.follow_proposal(proposal.pk, by=circle.dee, at=MONDAY)
    actions.edit_proposal(
        proposal.pk, base_version=1, title="Night mode", problem="P", affected="A", language="en", summary="Shorter.",
        by=circle.bo, at=MONDAY + DAY,
    )  # fmt: skip
    actions.reply_to_proposal(proposal.pk, text="Yes.", language="en", by=circle.ada, at=MONDAY + DAY)
    settle(MONDAY + DAY)
    assert "The text was changed: Night mode" in subjects(circle.dee)
    assert subjects(circle.bo) == ["Answered: Night mode"]
    assert sorted(subjects(circle.ada)) == ["The text was changed: Night mode", "To be answered: Night mode"]


@pytest.mark.parametrize(
    ("choice", "subject"),
    [("yes", "Adopted: Night mode on every wiki"), ("no", "Declined: Night mode on every wiki")],
)
def test_the_verdict_is_told(choice, subject):
    circle = given_circle()
    given_decided(circle, given_proposal(circle.bo), choice)
    assert subject in subjects(circle.bo)


def test_answers_edits_withdrawal_and_lateness_are_told():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    actions.follow_proposal(proposal.pk, by=circle.dee, at=MONDAY)
    at = MONDAY + 8 * DAY
    actions.note_late(at)
    settle(at)
    actions.reply_to_proposal(proposal.pk, text="Yes.", language="en", by=circle.ada, at=at + DAY)
    settle(at + DAY)
    actions.edit_proposal(
        proposal.pk, base_version=1, title="Night mode", problem="P", affected="A", language="en", summary="Shorter.",
        by=circle.bo, at=at + 2 * DAY,
    )  # fmt: skip
    settle(at + 2 * DAY)
    actions.withdraw_proposal(proposal.pk, reason="It came.", language="en", by=circle.bo, at=at + 3 * DAY)
    settle(at + 3 * DAY)
    assert subjects(circle.dee) == [
        "Late: Night mode on every wiki",
        "Answered: Night mode on every wiki",
        "The text was changed: Night mode",
        "Withdrawn: Night mode",
    ]


def test_charge_taken_is_told():
    circle = given_circle()
    proposal = given_proposal(circle.bo)
    type(proposal).objects.update(responsible=None)
    actions.take_charge(proposal.pk, body_id=circle.other.pk, by=circle.dee, at=MONDAY + DAY)
    settle(MONDAY + DAY)
    assert "Somebody is responsible now: Night mode on every wiki" in subjects(circle.bo)
