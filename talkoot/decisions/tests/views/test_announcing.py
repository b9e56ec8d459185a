"""Pages of notice: announcing, what visitors see of it, its course, and the time for challenges."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from talkoot.accounts.models import Preference
from talkoot.accounts.tests.given import browser_of
from talkoot.decisions import actions
from talkoot.decisions.models import Decision
from talkoot.decisions.rules import State
from talkoot.decisions.tests.given import given_ballot
from talkoot.decisions.tests.given_course import (
    NOTICE_ENDS,
    VOTING_ENDS,
    course_text,
    given_announced,
    given_draft,
    given_running,
)
from talkoot.decisions.tests.views.test_pages import text
from talkoot.rulebooks.tests.given import OPENED, given_council

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def during():
    with time_machine.travel(OPENED, tick=False), translation.override("en"):
        yield


def typed(moment):
    return moment.strftime("%Y-%m-%dT%H:%M")


def test_a_steward_announces_a_draft() -> None:
    council = given_council()
    draft = given_draft(council)
    client = browser_of(council.ada)
    page = text(client.get(draft.get_absolute_url()))
    assert "Announce voting" in page
    assert "Open voting" not in page
    address = f"{draft.get_absolute_url()}announcement/"
    assert "at the earliest" in text(client.get(address))
    times = {"opens_at": typed(NOTICE_ENDS), "closes_at": typed(VOTING_ENDS)}
    early = client.post(address, {**times, "opens_at": typed(OPENED + timedelta(days=1)), "token": "a"})
    assert early.status_code == 422
    assert "These rules ask for 7 days of notice." in text(early)
    assert client.post(address, {**times, "token": "b"}).status_code == 303
    draft.refresh_from_db()
    assert (draft.state, draft.opens_at) == (State.ANNOUNCED, NOTICE_ENDS)


def test_members_cannot_announce() -> None:
    council = given_council()
    draft = given_announced(council)
    assert browser_of(council.bo).get(f"{draft.get_absolute_url()}announcement/").status_code == 403


def test_a_visitor_sees_what_is_coming(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    decision = given_announced(given_council())
    with django_assert_num_queries(3):
        page = text(client.get(decision.get_absolute_url()))
    assert "Voting opens by itself on" in page
    assert "Its course" in page
    assert "Voting closes" in page
    assert "For stewards" not in page
    assert decision.title in text(client.get("/decisions/?state=announced"))
    assert decision.title not in text(client.get("/decisions/"))
    assert "announced the vote on" in text(client.get("/recent/"))


def test_today_names_votes_to_come() -> None:
    council = given_council()
    given_announced(council)
    assert "Votes to come" in text(browser_of(council.bo).get("/"))


def test_a_changed_question_is_public_and_waits_to_be_announced(client: Client) -> None:
    council = given_council()
    decision = given_announced(council)
    steward = browser_of(council.ada)
    assert "The announcement is taken back" in text(steward.get(f"{decision.get_absolute_url()}question/"))
    actions.change_question(decision.pk, title="Dim", question="Dim?", language="en", by=council.ada, at=OPENED)
    page = text(client.get(decision.get_absolute_url()))
    assert "The question was changed" in page
    assert "To be announced again" in page


def test_who_would_change_the_words_of_an_open_vote_is_told_what_follows() -> None:
    council = given_council()
    decision = given_announced(council)
    actions.open_due(NOTICE_ENDS)
    with time_machine.travel(NOTICE_ENDS + timedelta(hours=1), tick=False):
        page = text(browser_of(council.ada).get(f"{decision.get_absolute_url()}question/"))
    assert "People were given notice of the words as they are." in page


def test_a_failed_opening_is_said_and_mended_by_hand(client: Client) -> None:
    council = given_council()
    decision = given_announced(council)
    Decision.objects.filter(pk=decision.pk).update(opening_trouble="missing_facts", opening_tried_at=NOTICE_ENDS)
    assert "Voting could not open" in text(client.get(decision.get_absolute_url()))
    with time_machine.travel(NOTICE_ENDS + timedelta(hours=1), tick=False):
        steward = browser_of(council.ada)
        assert "Open voting now" in text(steward.get(decision.get_absolute_url()))
        address = f"{decision.get_absolute_url()}announcement/opening/"
        assert "as long as was announced" in text(steward.get(address))
        assert steward.post(address, {"token": "o"}).status_code == 303
    decision.refresh_from_db()
    assert (decision.is_open, decision.closes_at) == (True, VOTING_ENDS + timedelta(hours=1))


def test_the_page_says_that_a_count_is_not_final(client: Client) -> None:
    council = given_council()
    decision = given_running(council, course_text(challenge=7))
    given_ballot(decision, council.ada)
    given_ballot(decision, council.bo)
    actions.close_due(VOTING_ENDS)
    page = text(client.get(decision.get_absolute_url()))
    assert "Not final: whoever is on a roll may challenge the count until" in page
    assert "The time for challenges ends" in page
    assert "Adopted, not final" in text(client.get("/decisions/?state=closed"))
    actions.make_final_due(VOTING_ENDS + timedelta(days=7))
    assert "Not final" not in text(client.get(decision.get_absolute_url()))


def test_a_voided_decision_shows_how_far_it_came(client: Client) -> None:
    council = given_council()
    decision = given_announced(council)
    actions.void_decision(decision.pk, reason="No.", language="en", by=council.ada, at=OPENED)
    assert "Announced" in text(client.get(decision.get_absolute_url()))


@pytest.mark.parametrize(
    ("sent", "closes"),
    [
        ({"closes_at": "2026-12-01"}, "2026-12-02T00:00:00+00:00"),
        ({"closes_at": "2026-12-01", "closes_at_time": "18:00"}, "2026-12-01T18:00:00+00:00"),
        ({"closes_at": "2026-12-01", "clock": "anywhere"}, "2026-12-02T12:00:00+00:00"),
        ({"closes_at": "2026-12-01", "closes_at_time": "18:00", "clock": "own"}, "2026-12-01T12:30:00+00:00"),
    ],
)
def test_a_closing_day_is_meant_by_the_clock_chosen(sent, closes) -> None:
    council = given_council()
    draft = given_draft(council, course_text(clock="anywhere on Earth"))
    Preference.objects.filter(account__name="Ada").update(time_zone="Asia/Kolkata")
    client = browser_of(council.ada)
    address = f"{draft.get_absolute_url()}opening/"
    page = client.get(address).text
    assert "Asia/Kolkata" in page
    assert '<option value="anywhere" selected>' in page
    assert client.post(address, {**sent, "token": "c"}).status_code == 303
    draft.refresh_from_db()
    assert draft.closes_at is not None
    assert draft.closes_at.isoformat() == closes


def test_a_closing_time_that_is_none_is_told_and_what_was_typed_stays() -> None:
    council = given_council()
    draft = given_draft(council, course_text())
    answer = browser_of(council.ada).post(
        f"{draft.get_absolute_url()}opening/", {"closes_at": "soon", "closes_at_time": "18:00", "token": "c"}
    )
    assert answer.status_code == 422
    assert 'value="18:00"' in answer.text


def test_the_closing_time_is_shown_by_the_readers_clock_and_anywhere_on_earth() -> None:
    council = given_council()
    Preference.objects.filter(account__name="Bo").update(time_zone="Asia/Kolkata")
    ends = VOTING_ENDS.replace(hour=12, minute=0)
    decision = given_running(council, course_text(clock="anywhere on Earth"), closes_at=ends)
    page = text(browser_of(council.bo).get(decision.get_absolute_url()))
    assert "Your time:" in page
    assert "17:30" in page
    assert "Anywhere on Earth: end of" in page
