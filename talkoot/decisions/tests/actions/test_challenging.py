"""Challenging a count, and what comes of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from talkoot.appeals.models import Appeal
from talkoot.appeals.queries import waiting
from talkoot.decisions import actions
from talkoot.decisions.models import Chamber, Decision, FormerCount
from talkoot.decisions.rules import Outcome, VoidReason
from talkoot.decisions.tests.given import given_ballot, given_tally
from talkoot.decisions.tests.given_course import ELSEWHERE, VOTING_ENDS, course_text, given_running
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import given_mandate
from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.models import Entry
from talkoot.ledger.tasks import drain
from talkoot.notifications.models import Notice
from talkoot.rulebooks.tests.given import Council, given_council, given_member

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
SOON = VOTING_ENDS + MINUTE
STANDS = VOTING_ENDS + timedelta(days=7)


def given_counted(council: Council, source: str = "") -> Decision:
    """Return a decision of the council's that is counted, adopted, and may be challenged for a week."""
    decision = given_running(council, source or course_text(challenge=7))
    given_ballot(decision, council.bo)
    given_ballot(decision, council.dee)
    actions.close_due(VOTING_ENDS)
    decision.refresh_from_db()
    return decision


def challenged(decision, by, change="recount", reason="My vote was another.", *, at=SOON, key=""):
    return actions.challenge_count(decision.pk, change=change, reason=reason, language="en", by=by, at=at, key=key)


def decided(decision, appeal, by, outcome, at=SOON):
    return actions.decide_challenge(
        decision.pk, appeal.pk, outcome=outcome, reason="We looked.", language="en", by=by, at=at
    )


def facts(decision):
    told = Entry.objects.filter(subject=decision.ref).order_by("pk").values_list("kind", flat=True)
    return [kind.partition(".")[2] for kind in told]


def test_whoever_is_on_a_roll_challenges_and_a_steward_decides():
    council = given_council()
    decision = given_counted(council)
    appeal = challenged(decision, council.bo)
    assert (appeal.is_open, waiting(decision.ref, "count")) == (True, 1)
    answer = decided(decision, appeal, council.ada, "dismissed")
    assert (answer.outcome, answer.answer, answer.decided_by_id) == ("dismissed", "We looked.", council.ada.person_id)
    assert answer.mandate.startswith("mandate:")
    assert facts(decision)[-3:] == ["decision_counted", "appeal_made", "appeal_decided"]


def test_who_is_on_no_roll_cannot_challenge():
    council = given_council()
    with pytest.raises(PermissionDenied, match="on a roll"):
        challenged(given_counted(council), council.eve)


def test_who_does_not_judge_cannot_decide():
    council = given_council()
    decision = given_counted(council)
    appeal = challenged(decision, council.bo)
    with pytest.raises(PermissionDenied):
        decided(decision, appeal, council.dee, "dismissed")


def test_nobody_decides_their_own():
    council = given_council()
    decision = given_counted(council)
    appeal = challenged(decision, council.ada)
    with pytest.raises(PermissionDenied, match="somebody else"):
        decided(decision, appeal, council.ada, "void")
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(outcome="void", answer="x", decided_at=SOON, decided_by_id=council.ada.person_id)


def test_scrutineers_decide_where_the_rules_name_them():
    council = given_council()
    rules = course_text(challenge=7, scrutineers='{ body = "technology-council", role = "member" }')
    decision = given_running(council, rules)
    given_ballot(decision, council.ada)
    given_ballot(decision, council.bo)
    actions.close_due(VOTING_ENDS)
    actions.end_scrutiny(decision.pk, by=council.dee, at=VOTING_ENDS)
    decision.refresh_from_db()
    appeal = challenged(decision, council.bo)
    with pytest.raises(PermissionDenied, match="scrutineers"):
        decided(decision, appeal, council.ada, "dismissed")
    assert decided(decision, appeal, council.dee, "dismissed").mandate


@pytest.mark.parametrize(
    ("change", "reason", "at", "code"),
    [
        ("recount", "", SOON, "empty"),
        ("add", "Why not.", SOON, "no_such_change"),
        ("recount", "Late.", STANDS, "not_challengeable"),
    ],
)
def test_a_challenge_that_cannot_be_taken_is_refused(change, reason, at, code):
    council = given_council()
    decision = given_counted(council)
    with pytest.raises(Refusal) as refusal:
        challenged(decision, council.bo, change, reason, at=at)
    assert refusal.value.code == code


def test_the_same_challenge_waits_once():
    council = given_council()
    decision = given_counted(council)
    challenged(decision, council.bo)
    with pytest.raises(Refusal, match="already"):
        challenged(decision, council.bo)


def test_what_is_final_at_once_cannot_be_challenged():
    council = given_council()
    with pytest.raises(Refusal, match="cannot be challenged now"):
        challenged(given_counted(council, course_text()), council.bo)


def test_nothing_is_final_while_a_challenge_waits():
    council = given_council()
    decision = given_counted(council)
    appeal = challenged(decision, council.bo)
    assert actions.make_final_due(STANDS) == 0
    decided(decision, appeal, council.ada, "dismissed", at=STANDS)
    assert actions.make_final_due(STANDS + MINUTE) == 1


def test_an_upheld_challenge_voids_the_decision_with_its_reason():
    council = given_council()
    decision = given_counted(council)
    decided(decision, challenged(decision, council.bo, "void"), council.ada, "void")
    decision.refresh_from_db()
    assert (decision.is_voided, decision.void_kind, decision.void_reason) == (True, VoidReason.CHALLENGE, "We looked.")
    assert (decision.outcome, decision.is_counted, decision.is_final) == (Outcome.ADOPTED, False, False)
    assert facts(decision)[-2:] == ["appeal_decided", "decision_voided"]
    assert actions.make_final_due(STANDS) == 0


def test_an_upheld_challenge_sets_the_count_aside_until_the_tally_is_corrected():
    council = given_council()
    decision = given_running(council, course_text(challenge=7, electorate=ELSEWHERE))
    actions.close_due(VOTING_ENDS)
    figures: dict[str, Any] = {"chamber": "council", "eligible": 10, "yes": 6, "no": 3, "neutral": 0}
    given_tally(decision, council.ada, at=SOON, **figures)
    actions.count_decision(decision.pk, by=council.ada, at=SOON)
    given_mandate(given_member("Gil"), council.body, [Power.STEWARD])
    former = Decision.objects.get(pk=decision.pk).verdict
    assert former is not None
    with pytest.raises(PermissionDenied, match="on a roll"):
        challenged(decision, council.bo)
    appeal = Appeal.objects.create(
        kind="count", matter=decision.ref, change="recount", reason="x", language="en", html="x",
        made_by_id=council.bo.person_id or 0, made_at=SOON,
    )  # fmt: skip
    decided(decision, appeal, council.ada, "recount")
    decision.refresh_from_db()
    assert (decision.awaits_tally, decision.outcome, decision.verdict) == (True, "", None)
    kept = FormerCount.objects.get(decision=decision)
    assert (kept.outcome, kept.verdict, kept.appeal) == (Outcome.ADOPTED, former, appeal.ref)
    assert Chamber.objects.get(decision=decision).has_passed is None
    given_tally(decision, council.ada, at=SOON + MINUTE, **{**figures, "yes": 3, "no": 6})
    again = actions.count_decision(decision.pk, by=council.ada, at=SOON + MINUTE)
    assert (again.outcome, again.challenges_until) == (Outcome.REJECTED, SOON + MINUTE + timedelta(days=7))


def test_counting_again_is_refused_where_it_would_say_the_same():
    council = given_council()
    decision = given_counted(council)
    appeal = challenged(decision, council.bo)
    with pytest.raises(Refusal, match="would say the same"):
        decided(decision, appeal, council.ada, "recount")
    appeal.refresh_from_db()
    assert appeal.is_open


def test_judges_and_whoever_challenged_are_told():
    council = given_council()
    decision = given_counted(council)
    drain(SOON)
    Notice.objects.update(at=SOON - timedelta(days=9))
    appeal = challenged(decision, council.bo)
    drain(SOON + MINUTE)
    assert set(Notice.objects.filter(subject__startswith="The count is challenged").values_list("account__name")) == {
        ("Ada",)
    }
    Notice.objects.update(at=SOON - timedelta(days=9))
    decided(decision, appeal, council.ada, "dismissed")
    drain(SOON + MINUTE)
    told = Notice.objects.filter(subject__startswith="Your challenge was decided")
    assert set(told.values_list("account__name")) == {("Bo",)}


def test_who_asks_twice_with_the_same_form_asks_once():
    council = given_council()
    decision = given_counted(council)
    challenged(decision, council.bo, key="once")
    with pytest.raises(AlreadyDone, match=decision.ref):
        challenged(decision, council.bo, key="once")
    assert Appeal.objects.count() == 1
