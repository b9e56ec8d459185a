"""What can be said against a roll or a count is offered to whoever may say it, and only where it can do something."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from talkoot.accounts.tests.given import browser_of
from talkoot.appeals.models import Appeal
from talkoot.appeals.rules import Kind
from talkoot.decisions import actions
from talkoot.decisions.models import Chamber, Decision, RollEntry
from talkoot.decisions.tests.actions import test_appealing as rolls
from talkoot.decisions.tests.actions import test_challenging as counts
from talkoot.decisions.tests.actions.test_appealing import APPEALS_END, CHAPTERS, SOON, given_appealable
from talkoot.decisions.tests.actions.test_challenging import given_counted
from talkoot.decisions.tests.given import given_ballot, given_tally
from talkoot.decisions.tests.given_course import ELSEWHERE, SCRUTINEERS, VOTING_ENDS, course_text, given_running
from talkoot.decisions.tests.given_elections import CLOSES
from talkoot.decisions.tests.given_rounds import given_position, given_round, round_text
from talkoot.decisions.tests.given_scrutiny import LATER, given_in_scrutiny
from talkoot.decisions.tests.given_secret import COUNTED, given_choice, given_opened_boxes, given_secret_vote
from talkoot.decisions.tests.views.test_pages import text
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import given_body, given_mandate
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.rulebooks.tests.given import Council, given_council, person_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
ROLL = "rolls/council/"
ASK = f"{ROLL}appeals/new/"
WHO_MAY_ASK = "whoever should be on this roll may ask for a place"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def council() -> Council:
    return given_council()


def seen(by: Actor | None, decision: Decision, path: str = "", at: datetime = SOON) -> str:
    with time_machine.travel(at, tick=False):
        return text((browser_of(by) if by else Client()).get(f"{decision.get_absolute_url()}{path}"))


def strike_of(decision: Decision, of: Actor) -> str:
    entry = RollEntry.objects.get(chamber__decision=decision, person=person_of(of))
    return f"rolls/{entry.chamber.key}/{entry.pk}/appeals/new/"


def test_a_place_is_offered_to_who_has_none_and_others_are_told_who_may(council):
    decision = given_appealable(council)
    for path in (ROLL, "roll-appeals/"):
        assert ASK in seen(council.eve, decision, path)
        for other in (None, council.bo):
            assert ASK not in seen(other, decision, path)
    assert WHO_MAY_ASK in seen(None, decision, ROLL)
    assert WHO_MAY_ASK in seen(council.bo, decision, ROLL)
    assert "Ask for a place, if you should be on a roll" in seen(council.eve, decision)


def test_who_asked_for_a_place_is_told_that_it_waits(council):
    decision = given_appealable(council)
    rolls.asked(decision, council.eve)
    for path in (ROLL, "roll-appeals/"):
        page = seen(council.eve, decision, path)
        assert ASK not in page
        assert "You have asked for a place; that waits to be decided." in page
    assert "You have asked for this already" in seen(council.eve, decision, ASK)


def test_places_of_bodies_are_for_those_who_represent_one(council):
    decision = given_appealable(council, electorate=CHAPTERS)
    assert "Ask for a place, if" not in seen(council.bo, decision)
    for path in (ROLL, "roll-appeals/"):
        assert ASK not in seen(council.bo, decision, path)
    assert "whoever represents a body that should be on this roll" in seen(council.bo, decision, ROLL)
    assert "Who represents one may ask for a place for it." in seen(council.bo, decision, ASK)
    given_mandate(person_of(council.bo), given_body("West Group"), [Power.REPRESENT])
    assert "Ask for a place, if" in seen(council.bo, decision)
    for path in (ROLL, "roll-appeals/"):
        assert ASK in seen(council.bo, decision, path)


def test_rolls_kept_elsewhere_are_asked_for_no_place(council):
    decision = given_running(council, course_text(appeal=7, electorate=ELSEWHERE))
    for path in ("", ROLL, "roll-appeals/"):
        assert ASK not in seen(council.eve, decision, path)
    assert "Ask for a place, if" not in seen(council.eve, decision)
    assert "kept on another site" in seen(council.eve, decision, "roll-appeals/")


def test_a_place_of_somebody_else_is_struck_on_the_word_of_who_is_on_a_roll(council):
    decision = given_appealable(council)
    page = seen(council.bo, decision, ROLL)
    assert strike_of(decision, council.dee) in page
    assert strike_of(decision, council.bo) not in page
    for other in (None, council.eve):
        assert "Ask to strike" not in seen(other, decision, ROLL)
        assert "whoever is on a roll of this decision may ask to strike a place" in seen(other, decision, ROLL)
    assert "This place is your own" in seen(council.bo, decision, strike_of(decision, council.bo))


def test_the_place_of_a_body_one_represents_is_ones_own(council):
    decision = given_appealable(council, electorate=CHAPTERS)
    own, other = (RollEntry.objects.get(body=body).pk for body in council.chapters)
    page = seen(council.eve, decision, ROLL)
    assert f"{ROLL}{other}/appeals/new/" in page
    assert f"{ROLL}{own}/appeals/new/" not in page


def test_a_place_that_stood_back_once_is_not_for_striking(council):
    decision = given_appealable(council)
    way = strike_of(decision, council.dee)
    actions.recuse(decision.pk, chamber="council", reason="My shop.", language="en", by=council.dee, at=SOON)
    for _state in ("stands back", "takes part again"):
        assert way not in seen(council.bo, decision, ROLL)
        assert "stood back from the vote" in seen(council.bo, decision, way)
        if _state == "stands back":
            actions.end_recusal(decision.pk, chamber="council", by=council.dee, at=SOON + MINUTE)


def test_who_asked_to_strike_a_place_does_not_ask_again(council):
    decision = given_appealable(council)
    rolls.strike_asked(decision, council.bo, council.dee)
    way = strike_of(decision, council.dee)
    assert way not in seen(council.bo, decision, ROLL)
    assert "You have asked for this already" in seen(council.bo, decision, way)
    assert way in seen(council.ada, decision, ROLL)


def test_the_roll_tells_nobody_who_has_voted_by_what_it_offers(council):
    decision = given_appealable(council)
    way = strike_of(decision, council.dee)
    before = seen(council.bo, decision, ROLL)
    given_ballot(decision, council.dee, at=SOON)
    assert way in before
    assert way in seen(council.bo, decision, ROLL)
    assert "A place that has voted stays." in before


def test_who_spoke_in_a_round_is_seen_to_and_stays(council):
    decision = given_round(council, source=round_text(appeal=7))
    way = strike_of(decision, council.dee)
    assert way in seen(council.bo, decision, "rolls/group/")
    given_position(decision, council.dee, at=SOON)
    assert way not in seen(council.bo, decision, "rolls/group/")
    assert "a ballot that was cast stays cast" in seen(council.bo, decision, way)


def test_the_last_place_on_a_roll_is_not_for_striking(council):
    decision = given_appealable(council)
    Chamber.objects.filter(decision=decision).update(eligible=1)
    assert "Ask to strike" not in seen(council.bo, decision, ROLL)
    assert "Nobody would be left" in seen(council.bo, decision, strike_of(decision, council.dee))


def test_once_appeals_are_over_nobody_is_offered_one(council):
    decision = given_appealable(council)
    for path in ("", ROLL, "roll-appeals/"):
        page = seen(council.eve, decision, path, APPEALS_END)
        assert ASK not in page
        assert "Ask for a place" not in page
    assert "Ask to strike" not in seen(council.bo, decision, ROLL, APPEALS_END)


@pytest.mark.parametrize("what", ["voted", "stood back"])
def test_what_cannot_be_granted_is_not_offered_to_who_decides(council, what):
    decision = given_appealable(council)
    answer = f"roll-appeals/{rolls.strike_asked(decision, council.bo, council.dee).pk}/decision/"
    assert "Grant it" in seen(council.ada, decision, answer)
    if what == "voted":
        given_ballot(decision, council.dee, at=SOON)
    else:
        actions.recuse(decision.pk, chamber="council", reason="My shop.", language="en", by=council.dee, at=SOON)
    page = seen(council.ada, decision, answer)
    assert what in page
    assert "Grant it" not in page


def test_a_place_that_was_added_meanwhile_is_not_granted_again(council):
    decision = given_appealable(council)
    appeal = rolls.asked(decision, council.eve)
    again = Appeal.objects.create(
        kind=Kind.ROLL, matter=decision.ref, chamber="council", about=council.eve.ref, change="add", reason="x",
        language="en", html="x", made_by=person_of(council.fay), made_at=SOON,
    )  # fmt: skip
    rolls.decided(decision, appeal, council.ada, "add")
    page = seen(council.ada, decision, f"roll-appeals/{again.pk}/decision/")
    assert "There is a place on the roll already." in page
    assert "Grant it" not in page


def test_what_a_roll_offers_costs_the_same_however_long_it_is(
    council, django_assert_num_queries: DjangoAssertNumQueries
):
    decision = given_appealable(council)
    url = f"{decision.get_absolute_url()}{ROLL}"
    with time_machine.travel(SOON, tick=False):
        browser = browser_of(council.bo)
        browser.get(url)
        with django_assert_num_queries(8):
            browser.get(url)
        rolls.decided(decision, rolls.asked(decision, council.eve), council.ada, "add")
        with django_assert_num_queries(8):
            browser.get(url)


def test_a_challenge_is_offered_to_who_is_on_a_roll_and_others_are_told_who_may(council):
    decision = given_counted(council)
    new = f"{decision.get_absolute_url()}challenges/new/"
    assert new in seen(council.bo, decision, "challenges/", counts.SOON)
    for other in (None, council.eve):
        page = seen(other, decision, "challenges/", counts.SOON)
        assert new not in page
        assert "Everybody on a roll may challenge the count until" in page
        assert "whoever is on a roll may challenge the count until" in seen(other, decision, "", counts.SOON)


def test_who_challenged_the_count_is_told_that_it_waits(council):
    decision = given_counted(council)
    counts.challenged(decision, council.bo)
    page = seen(council.bo, decision, "challenges/", counts.SOON)
    assert "challenges/new/" not in page
    assert "Your challenge waits to be decided." in page
    assert "You have asked for this already" in seen(council.bo, decision, "challenges/new/", counts.SOON)


def test_after_the_time_for_challenges_nobody_is_told_that_they_may(council):
    decision = given_counted(council)
    counts.challenged(decision, council.dee)
    page = seen(council.bo, decision, "challenges/", counts.STANDS)
    assert "challenges/new/" not in page
    assert "The count could be challenged until" in page
    assert "Not final: the count could be challenged until" in seen(None, decision, "", counts.STANDS)


def test_where_the_rolls_are_elsewhere_nobody_is_told_that_they_may_challenge(council):
    decision = given_running(council, course_text(challenge=7, electorate=ELSEWHERE))
    actions.close_due(VOTING_ENDS)
    given_tally(decision, council.ada, chamber="council", eligible=10, yes=6, no=3, neutral=0, at=counts.SOON)
    actions.count_decision(decision.pk, by=council.ada, at=counts.SOON)
    assert "Nobody can challenge it here" in seen(council.bo, decision, "challenges/", counts.SOON)
    assert "may challenge the count" not in seen(council.bo, decision, "", counts.SOON)


def test_counting_again_is_offered_only_where_something_can_be_corrected(council):
    decision = given_counted(council)
    answer = f"challenges/{counts.challenged(decision, council.bo, 'void').pk}/decision/"
    for by, path, other in [(council.ada, answer, "void"), (council.dee, "challenges/new/", "void")]:
        page = seen(by, decision, path, counts.SOON)
        assert 'value="recount"' not in page
        assert f'value="{other}"' in page
        assert "counting again would say the same" in page


def test_what_came_out_of_a_ballot_box_is_not_counted_again(council):
    decision, keepers = given_secret_vote(council, challenge=7)
    given_choice(decision, council.bo)
    actions.close_due(CLOSES)
    given_opened_boxes(decision, keepers)
    appeal = counts.challenged(decision, council.bo, at=COUNTED)
    page = seen(council.ada, decision, f"challenges/{appeal.pk}/decision/", COUNTED)
    assert 'value="void"' in page
    assert 'value="recount"' not in page
    with pytest.raises(Refusal, match="would say the same"):
        counts.decided(decision, appeal, council.ada, "recount", at=COUNTED)


def test_counting_again_is_offered_where_scrutineers_may_strike(council):
    decision = given_in_scrutiny(council, course_text(challenge=7, scrutineers=SCRUTINEERS))
    actions.end_scrutiny(decision.pk, by=council.dee, at=LATER)
    answer = f"challenges/{counts.challenged(decision, council.bo, at=LATER).pk}/decision/"
    for by, path in [(council.dee, answer), (council.ada, "challenges/new/")]:
        page = seen(by, decision, path, LATER)
        assert 'value="recount"' in page
        assert "counting again would say the same" not in page


def test_a_voided_decision_offers_nothing_to_those_who_judge(council):
    decision = given_counted(council)
    first = counts.challenged(decision, council.bo, "void")
    counts.challenged(decision, council.dee, "void")
    assert "Decide the challenge" in seen(council.ada, decision, "challenges/", counts.SOON)
    counts.decided(decision, first, council.ada, "void")
    page = seen(council.ada, decision, "challenges/", counts.SOON)
    assert "Decide the challenge" not in page
    assert "The decision is voided" in page
