"""Voting goes on by rule when a quorum is missed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkoot.counting.rules import book_of, is_quorum_met
from talkoot.decisions import actions
from talkoot.decisions.models import Ballot
from talkoot.decisions.rules import Outcome
from talkoot.decisions.tests.given import given_ballot
from talkoot.decisions.tests.given_course import EXTENSION, VOTING_ENDS, course_text, given_running
from talkoot.ledger.models import Entry
from talkoot.ledger.tasks import drain
from talkoot.notifications.models import Notice
from talkoot.rulebooks.rules import read_rulebook
from talkoot.rulebooks.tests.given import given_council

pytestmark = pytest.mark.django_db

RULES = course_text(extension=EXTENSION)
DAYS = timedelta(days=5)
MINUTE = timedelta(minutes=1)


def test_voting_goes_on_twice_and_then_ends():
    decision = given_running(given_council(), RULES)
    for number in (1, 2):
        actions.close_due(VOTING_ENDS + (number - 1) * DAYS)
        decision.refresh_from_db()
        assert (decision.is_open, decision.extensions) == (True, number)
        assert decision.closes_at == VOTING_ENDS + number * DAYS
    actions.close_due(VOTING_ENDS + 2 * DAYS)
    decision.refresh_from_db()
    assert (decision.is_final, decision.outcome) == (True, Outcome.REJECTED)
    told = Entry.objects.filter(kind="decisions.decision_extended", is_public=True).order_by("pk")
    assert [(e.payload["number"], e.payload["missed"]) for e in told] == [(1, ["council"]), (2, ["council"])]


def test_with_the_quorum_met_it_ends():
    council = given_council()
    decision = given_running(council, RULES)
    given_ballot(decision, council.ada)
    given_ballot(decision, council.bo)
    actions.close_due(VOTING_ENDS)
    decision.refresh_from_db()
    assert (decision.is_final, decision.extensions) == (True, 0)


def test_neutral_ballots_count_as_the_rules_say():
    council = given_council()
    decision = given_running(council, course_text(extension=EXTENSION, counts="yes+no"))
    for voter in (council.ada, council.bo):
        given_ballot(decision, voter, "neutral")
    actions.close_due(VOTING_ENDS)
    decision.refresh_from_db()
    assert (decision.is_open, decision.extensions) == (True, 1)
    given_ballot(decision, council.ada, "yes", at=VOTING_ENDS + MINUTE)
    assert Ballot.objects.filter(chamber__decision=decision, is_current=True).count() == 2


def test_when_all_have_voted_nobody_is_left_to_wait_for():
    council = given_council()
    decision = given_running(council, course_text(extension=EXTENSION, counts="yes+no"))
    for voter in (council.ada, council.bo, council.dee):
        given_ballot(decision, voter, "neutral")
    actions.close_due(VOTING_ENDS)
    decision.refresh_from_db()
    assert decision.is_final


def test_what_is_closed_by_hand_late_goes_on_too():
    council = given_council()
    decision = given_running(council, RULES)
    late = VOTING_ENDS + timedelta(days=6)
    closed = actions.close_decision(decision.pk, by=council.ada, at=late)
    assert (closed.is_open, closed.closes_at) == (True, late + DAYS)


def test_those_who_have_not_voted_are_told():
    council = given_council()
    decision = given_running(council, RULES)
    given_ballot(decision, council.ada)
    drain(VOTING_ENDS - MINUTE)
    Notice.objects.update(at=VOTING_ENDS - timedelta(days=9))
    actions.close_due(VOTING_ENDS)
    drain(VOTING_ENDS + MINUTE)
    told = Notice.objects.filter(subject__startswith="Voting goes on").order_by("account__name")
    assert list(told.values_list("account__name", flat=True)) == ["Bo", "Dee"]


@given(st.integers(1, 60), st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_a_quorum_of_half_is_met_by_half(eligible, yes, no, neutral):
    book = book_of(read_rulebook(course_text(extension=EXTENSION, counts="yes+no")).canonical())
    assert book is not None
    met = is_quorum_met(book.chambers[0], eligible, {"yes": yes, "no": no, "neutral": neutral})
    assert met is (2 * (yes + no) >= eligible)
