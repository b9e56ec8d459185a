"""Scrutiny: striking ballots between close and count, taking that back, and being done."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from recount.bundles.verifying import verify
from talkoot.decisions import actions
from talkoot.decisions.models import Ballot, Chamber, Decision, Strike
from talkoot.decisions.queries import course_view
from talkoot.decisions.tests.actions.test_challenging import challenged, decided, facts
from talkoot.decisions.tests.given import given_ballot, given_tally
from talkoot.decisions.tests.given_course import (
    ELSEWHERE,
    SCRUTINEERS,
    VOTING_ENDS,
    course_text,
    given_running,
)
from talkoot.decisions.tests.given_scrutiny import LATER, ballot_of, given_in_scrutiny, given_strike
from talkoot.delegations.tests.given import given_delegation
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.tasks import drain
from talkoot.notifications.models import Notice
from talkoot.results.queries.bundles import bundle_of
from talkoot.rulebooks.tests.given import OPENED, given_council, person_of

pytestmark = pytest.mark.django_db


def ended(decision, by):
    actions.end_scrutiny(decision.pk, by=by, at=LATER)
    return Decision.objects.select_related("rulebook", "steward_body").get(pk=decision.pk)


def is_matched(decision, folder: Path) -> bool:
    bundle = BytesIO()
    bundle_of(decision, bundle)
    path = folder / "evidence.zip"
    path.write_bytes(bundle.getvalue())
    return verify(path).is_match


def test_the_close_waits_for_the_scrutineers_who_are_told():
    council = given_council()
    decision = given_running(council, course_text(scrutineers=SCRUTINEERS))
    drain(OPENED)
    Notice.objects.update(at=OPENED)
    actions.close_due(VOTING_ENDS)
    decision.refresh_from_db()
    assert (decision.is_in_scrutiny, decision.is_counted) == (True, False)
    assert [s.text for s in course_view(decision) if s.standing == "now"] == ["Scrutineers look at the ballots"]
    drain(LATER)
    told = Notice.objects.filter(subject__startswith="Look at the ballots")
    assert set(told.values_list("account__name", flat=True)) == {"Bo", "Dee"}
    with pytest.raises(Refusal, match="looking at the ballots"):
        actions.count_decision(decision.pk, by=council.ada, at=LATER)


def test_without_a_strike_everything_counts():
    council = given_council()
    decision = ended(given_in_scrutiny(council), council.bo)
    chamber = Chamber.objects.get(decision=decision)
    assert (decision.outcome, chamber.yes, chamber.no, chamber.ballots_cast) == ("adopted", 2, 1, 3)
    assert facts(decision)[-3:] == ["decision_closed", "scrutiny_ended", "decision_final"]


def test_a_struck_ballot_leaves_the_count_and_stands_in_the_evidence(tmp_path: Path):
    council = given_council()
    decision = given_in_scrutiny(council)
    strike = given_strike(decision, ballot_of(decision, council.ada), council.bo)
    assert "<em>another</em>" in strike.html
    assert strike.mandate.startswith("mandate:")
    decision = ended(decision, council.dee)
    chamber = Chamber.objects.get(decision=decision)
    assert (decision.outcome, chamber.yes, chamber.no, chamber.ballots_cast) == ("rejected", 1, 1, 3)
    assert facts(decision)[-3:] == ["ballot_struck", "scrutiny_ended", "decision_final"]
    assert is_matched(decision, tmp_path)
    Strike.objects.update(taken_back_at=LATER)
    assert not is_matched(decision, tmp_path)


def test_struck_ballots_do_not_make_a_quorum(tmp_path: Path):
    council = given_council()
    decision = given_running(council, course_text(scrutineers=SCRUTINEERS))
    given_ballot(decision, council.ada)
    given_ballot(decision, council.bo)
    actions.close_due(VOTING_ENDS)
    given_strike(decision, ballot_of(decision, council.ada), council.dee)
    decision = ended(decision, council.dee)
    assert decision.verdict is not None
    quorum = next(test for test in decision.verdict["tests"] if test["code"] == "quorum")
    assert (quorum["met"], decision.outcome) == (False, "rejected")
    assert is_matched(decision, tmp_path)


def test_who_struck_takes_it_back_until_scrutiny_is_over():
    council = given_council()
    decision = given_in_scrutiny(council)
    strike = given_strike(decision, ballot_of(decision, council.ada), council.bo)
    with pytest.raises(Refusal, match="Only who struck"):
        actions.take_back_strike(decision.pk, strike.pk, by=council.dee, at=LATER)
    actions.take_back_strike(decision.pk, strike.pk, by=council.bo, at=LATER)
    with pytest.raises(Refusal, match="taken back before"):
        actions.take_back_strike(decision.pk, strike.pk, by=council.bo, at=LATER)
    again = given_strike(decision, ballot_of(decision, council.ada), council.dee)
    decision = ended(decision, council.bo)
    assert Chamber.objects.get(decision=decision).yes == 1
    with pytest.raises(Refusal, match="until the scrutineers are done"):
        actions.take_back_strike(decision.pk, again.pk, by=council.dee, at=LATER)
    with pytest.raises(Refusal, match="until the scrutineers are done"):
        given_strike(decision, ballot_of(decision, council.dee), council.bo)


def test_what_cannot_be_struck():
    council = given_council()
    decision = given_in_scrutiny(council)
    ballot = ballot_of(decision, council.ada)
    with pytest.raises(Refusal, match="your own"):
        given_strike(decision, ballot_of(decision, council.bo), council.bo)
    with pytest.raises(Refusal, match="Say why"):
        given_strike(decision, ballot, council.bo, reason=" ")
    with pytest.raises(PermissionDenied, match="scrutineers"):
        given_strike(decision, ballot, council.ada)
    given_strike(decision, ballot, council.bo)
    with pytest.raises(Refusal, match="is struck"):
        given_strike(decision, ballot, council.dee)
    other = given_running(council, course_text(scrutineers=SCRUTINEERS))
    foreign = given_ballot(other, council.dee, "no")
    with pytest.raises(Http404):
        given_strike(decision, foreign, council.bo)
    with pytest.raises(Refusal, match="after the close"):
        given_strike(other, foreign, council.bo)


def test_the_database_keeps_one_strike_with_its_reason():
    council = given_council()
    decision = given_in_scrutiny(council)
    strike = given_strike(decision, ballot_of(decision, council.ada), council.bo)
    values = {"ballot": strike.ballot, "struck_by": person_of(council.bo), "struck_at": LATER, "mandate": "mandate:1"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Strike.objects.create(**values, reason="Again.", language="en", html="Again.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Strike.objects.update(reason="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Strike.objects.update(taken_back_at=VOTING_ENDS)


def test_ballots_that_came_through_a_struck_one_leave_the_count_with_it(tmp_path: Path):
    council = given_council()
    source = course_text(scrutineers=SCRUTINEERS).replace('delegation = "none"', 'delegation = "allowed"')
    decision = given_running(council, source)
    given_delegation(council.bo, council.ada)
    given_ballot(decision, council.ada)
    given_ballot(decision, council.dee, "no")
    actions.close_due(VOTING_ENDS)
    assert Ballot.objects.filter(is_delegated=True).count() == 1
    strike = given_strike(decision, ballot_of(decision, council.ada), council.dee)
    assert Ballot.objects.counting().count() == 1
    actions.take_back_strike(decision.pk, strike.pk, by=council.dee, at=LATER)
    assert Ballot.objects.counting().count() == 3
    given_strike(decision, ballot_of(decision, council.ada), council.dee)
    decision = ended(decision, council.dee)
    chamber = Chamber.objects.get(decision=decision)
    assert (chamber.yes, chamber.no, chamber.ballots_delegated) == (0, 1, 1)
    assert is_matched(decision, tmp_path)


def test_a_tally_from_elsewhere_is_awaited_after_scrutiny():
    council = given_council()
    decision = given_running(council, course_text(scrutineers=SCRUTINEERS, electorate=ELSEWHERE))
    actions.close_due(VOTING_ENDS)
    given_tally(decision, council.ada, at=LATER, chamber="council", eligible=10, yes=6, no=3, neutral=0)
    with pytest.raises(Refusal, match="looking at the ballots"):
        actions.count_decision(decision.pk, by=council.ada, at=LATER)
    decision = ended(decision, council.bo)
    assert (decision.is_counted, decision.is_in_scrutiny) == (False, False)
    assert [s.text for s in course_view(decision) if s.standing == "now"] == ["Scrutiny over"]
    assert actions.count_decision(decision.pk, by=council.ada, at=LATER).outcome == "adopted"


def test_after_an_upheld_challenge_scrutineers_strike_again_before_the_count():
    council = given_council()
    decision = given_in_scrutiny(council, course_text(scrutineers=SCRUTINEERS, challenge=7))
    decision = ended(decision, council.bo)
    assert decision.outcome == "adopted"
    appeal = challenged(decision, council.ada, at=LATER)
    decided(decision, appeal, council.dee, "recount", at=LATER)
    decision.refresh_from_db()
    assert decision.is_in_scrutiny
    given_strike(decision, ballot_of(decision, council.ada), council.bo)
    assert ended(decision, council.bo).outcome == "rejected"
