"""After the count: not final until the time for challenges is over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from talkoot.decisions import actions
from talkoot.decisions.models import Decision
from talkoot.decisions.rules import Outcome
from talkoot.decisions.tests.given import given_ballot, given_decision
from talkoot.decisions.tests.given_course import VOTING_ENDS, course_text, given_running
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.models import Entry
from talkoot.rulebooks.tests.given import given_council

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
STANDS = VOTING_ENDS + timedelta(days=7)


def given_counted(council, challenge=7):
    decision = given_running(council, course_text(challenge=challenge))
    for voter in (council.ada, council.bo):
        given_ballot(decision, voter, "yes")
    assert actions.close_due(VOTING_ENDS) == 1
    decision.refresh_from_db()
    return decision


def facts():
    wanted = ["decisions.decision_counted", "decisions.decision_final"]
    return list(Entry.objects.filter(kind__in=wanted).order_by("pk"))


def test_the_count_is_public_and_not_final():
    decision = given_counted(given_council())
    assert (decision.outcome, decision.is_counted, decision.is_final) == (Outcome.ADOPTED, True, False)
    assert (decision.counted_at, decision.challenges_until) == (VOTING_ENDS, STANDS)
    [counted] = facts()
    assert (counted.kind, counted.payload["outcome"]) == ("decisions.decision_counted", "adopted")
    assert counted.payload["challenges_until"] == STANDS.isoformat()


def test_it_becomes_final_by_the_clock_with_what_was_counted():
    decision = given_counted(given_council())
    assert actions.make_final_due(STANDS - MINUTE) == 0
    assert actions.make_final_due(STANDS) == 1
    decision.refresh_from_db()
    assert (decision.is_final, decision.final_at, decision.counted_at) == (True, STANDS, VOTING_ENDS)
    counted, final = facts()
    assert final.kind == "decisions.decision_final"
    assert final.payload == {k: v for k, v in counted.payload.items() if k != "challenges_until"}
    assert actions.make_final_due(STANDS + MINUTE) == 0


def test_without_challenges_the_count_is_final_at_once():
    decision = given_counted(given_council(), challenge=0)
    assert (decision.is_final, decision.final_at, decision.challenges_until) == (True, VOTING_ENDS, None)
    assert [fact.kind for fact in facts()] == ["decisions.decision_final"]


def test_nothing_becomes_final_before_its_time():
    decision = given_counted(given_council())
    with pytest.raises(Refusal, match="may still be challenged"):
        actions.make_final(decision.pk, by=SYSTEM, at=STANDS - MINUTE)


def test_what_was_not_counted_does_not_become_final():
    council = given_council()
    with pytest.raises(Refusal, match="no count"):
        actions.make_final(given_decision(council).pk, by=SYSTEM, at=STANDS)


def test_nobody_voids_by_hand_what_was_counted():
    council = given_council()
    decision = given_counted(council)
    with pytest.raises(Refusal, match="was counted"):
        actions.void_decision(decision.pk, reason="Oh.", language="en", by=council.ada, at=VOTING_ENDS + MINUTE)


@pytest.mark.parametrize(
    "change",
    [{"final_at": STANDS - MINUTE}, {"counted_at": None}, {"verdict": None, "outcome": ""}],
)
def test_a_count_is_always_whole_and_never_final_too_early(change):
    decision = given_counted(given_council())
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(**change)
