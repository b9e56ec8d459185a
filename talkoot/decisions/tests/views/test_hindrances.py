"""What cannot be done now is said in place of the form that would be refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import translation

from talkoot.accounts.tests.given import browser_of
from talkoot.decisions import actions
from talkoot.decisions.models import Decision, RollEntry
from talkoot.decisions.tests.actions.test_appealing import APPEALS_END, asked, given_appealable
from talkoot.decisions.tests.actions.test_challenging import SOON, STANDS, challenged, given_counted
from talkoot.decisions.tests.actions.test_recusing import given_question, recuse
from talkoot.decisions.tests.given import AFTER, DURING
from talkoot.decisions.tests.given_course import NOTICE_ENDS, given_announced
from talkoot.decisions.tests.given_rounds import given_position, given_round
from talkoot.decisions.tests.given_scrutiny import LATER, ballot_of, given_in_scrutiny, given_strike
from talkoot.decisions.tests.views.test_pages import text
from talkoot.kernel.actors import Actor
from talkoot.rulebooks.tests.given import OPENED, Council, given_council, person_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def council() -> Council:
    return given_council()


def seen(actor: Actor, decision: Decision, path: str, at: Any) -> str:
    """Return the main part of a page that must offer nothing to send."""
    with time_machine.travel(at, tick=False):
        page = (
            text(browser_of(actor).get(f"{decision.get_absolute_url()}{path}"))
            .partition("<main")[2]
            .partition("</main")[0]
        )
    assert "<form" not in page
    return page


def test_a_scrutineer_is_told_which_ballots_they_cannot_strike(council):
    decision = given_in_scrutiny(council)
    strike = given_strike(decision, ballot_of(decision, council.ada), council.bo)
    bo, dee = council.bo, council.dee
    own = f"ballots/{ballot_of(decision, council.bo).pk}/strike/"
    assert "This ballot is your own" in seen(bo, decision, own, LATER)
    assert "This ballot is struck." in seen(dee, decision, f"ballots/{strike.ballot_id}/strike/", LATER)
    assert "Only who struck a ballot" in seen(dee, decision, f"strikes/{strike.pk}/end/", LATER)
    actions.end_scrutiny(decision.pk, by=council.bo, at=LATER)
    for path in (own, f"strikes/{strike.pk}/end/", "scrutiny/end/"):
        assert "until the scrutineers are done" in seen(bo, decision, path, LATER)


def test_after_the_time_for_appeals_nobody_is_asked_for_a_reason(council):
    decision = given_appealable(council)
    place = RollEntry.objects.get(person=person_of(council.dee))
    late = APPEALS_END + MINUTE
    assert "not taken now" in seen(council.eve, decision, "rolls/council/appeals/new/", late)
    assert "not taken now" in seen(council.bo, decision, f"rolls/council/{place.pk}/appeals/new/", late)
    assert "Appeals were taken until" in seen(council.bo, decision, "roll-appeals/", late)


def test_an_appeal_is_decided_once_and_by_somebody_else(council):
    decision = given_appealable(council)
    appeal = asked(decision, council.eve, at=OPENED)
    way = f"roll-appeals/{appeal.pk}/decision/"
    said = {"outcome": "dismissed", "reason": "No.", "language": "en"}
    actions.decide_roll_appeal(decision.pk, appeal.pk, **said, by=council.ada, at=OPENED)
    assert "This was decided before." in seen(council.ada, decision, way, OPENED)


def test_a_challenge_is_made_in_time_and_decided_by_somebody_else(council):
    decision = given_counted(council)
    appeal = challenged(decision, council.ada)
    assert "somebody else decides it" in seen(council.ada, decision, f"challenges/{appeal.pk}/decision/", SOON)
    late = STANDS + MINUTE
    assert "cannot be challenged now" in seen(council.bo, decision, "challenges/new/", late)


def test_who_stands_back_is_not_asked_to_vote(council):
    decision = given_question(council)
    recuse(decision, council.dee)
    page = seen(council.dee, decision, "", DURING)
    assert "You stand back from this vote: take part again" in page
    assert "Go to the vote" not in page
    late = "Voting is not open, so nobody stands back"
    assert late in seen(council.dee, decision, "recusals/", AFTER)


def test_what_was_announced_is_not_announced_again_nor_opened_early(council):
    decision = given_announced(council)
    assert "Only a draft can be announced." in seen(council.ada, decision, "announcement/", OPENED)
    assert "voting opens later" in seen(council.ada, decision, "announcement/opening/", NOTICE_ENDS - MINUTE)


def test_the_proposal_of_a_round_that_is_over_is_not_amended(council):
    decision = given_round(council)
    given_position(decision, council.bo)
    assert "stays as it is" in seen(council.ada, decision, "amendments/new/", AFTER)
