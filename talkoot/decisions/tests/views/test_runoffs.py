"""A vote and its run-off lead to each other, and say where they stand."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from talkoot.accounts.tests.given import browser_of
from talkoot.decisions import actions
from talkoot.decisions.models import Decision
from talkoot.decisions.tests.given_elections import CLOSES
from talkoot.decisions.tests.given_runoffs import given_tie, runoff_text
from talkoot.decisions.tests.views.test_pages import text
from talkoot.ledger.tasks import drain
from talkoot.rulebooks.tests.given import Council, given_council
from talkoot.slates.actions import strike_candidate
from talkoot.slates.models import Candidate

pytestmark = pytest.mark.django_db
NEXT = CLOSES + timedelta(days=1)
FINAL = CLOSES + timedelta(days=3)


@pytest.fixture(autouse=True)
def after_the_count():
    with time_machine.travel(NEXT, tick=False), translation.override("en"):
        yield


@pytest.fixture
def council() -> Council:
    return given_council()


def test_each_of_the_two_pages_leads_to_the_other(
    council: Council, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = given_tie(council)
    second = Decision.objects.get(runoff_of=first)
    client = browser_of(council.ada)
    with django_assert_num_queries(6):
        page = text(client.get(first.get_absolute_url()))
    link = f'<a href="{second.get_absolute_url()}"><bdi>{second.public_id}</bdi></a>'
    assert f"1 seat goes to a run-off: {link}" in page
    names = " · ".join(f"<bdi>{name}</bdi>" for name in (first.verdict or {})["chambers"][0]["runoff"]["between"])
    assert f"The run-off is between: {names}" in page
    assert "1 seat stays empty" not in page
    with django_assert_num_queries(7):
        page = text(client.get(second.get_absolute_url()))
    assert page.count("The run-off is between:") == 1
    link = f'<a href="{first.get_absolute_url()}"><bdi>{first.public_id}</bdi></a>'
    assert f"Run-off of {link} for 1 seat." in page
    assert "The rules ask for this run-off." in page
    assert "Open voting" in page
    assert "Change the question" not in page


def test_before_the_count_is_final_a_page_says_what_will_follow(council: Council) -> None:
    first = given_tie(council, source=runoff_text(challenge_days=3))
    page = text(browser_of(council.bo).get(first.get_absolute_url()))
    assert "1 seat goes to a run-off, which is put once this count is final." in page


def test_a_page_says_why_no_run_off_is_held(council: Council) -> None:
    first = given_tie(council, source=runoff_text(challenge_days=2))
    ann = Candidate.objects.get(slate__matter=first.ref, name="Ann")
    strike_candidate(ann.pk, reason="Moved away", language="en", by=council.ada, at=NEXT)
    actions.make_final_due(FINAL)
    drain(at=FINAL)
    client = browser_of(council.bo)
    page = text(client.get(first.get_absolute_url()))
    assert "1 seat stays empty. A run-off was due, and of those it is between fewer than two still stood" in page
    assert "goes to a run-off" not in page
    assert "1 seat stays empty" in text(client.get("/decisions/?state=closed"))


def test_lists_and_todays_page_tell_of_a_run_off(
    council: Council, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = given_tie(council)
    client = browser_of(council.ada)
    with django_assert_num_queries(5):
        page = text(client.get("/decisions/?state=closed"))
    assert "1 seat goes to a run-off" in page
    page = text(client.get("/"))
    assert "The rules ask voters again. Announce or open the run-off." in page
    assert Decision.objects.get(runoff_of=first).get_absolute_url() in page


def test_a_run_off_that_was_voided_is_told_on_the_first_page(council: Council) -> None:
    first = given_tie(council)
    second = Decision.objects.get(runoff_of=first)
    actions.void_decision(second.pk, reason="Both left", language="en", by=council.ada, at=NEXT)
    page = text(browser_of(council.bo).get(first.get_absolute_url()))
    assert "1 seat went to a run-off, which was voided:" in page


def test_the_rules_of_a_run_off_lead_to_those_that_name_it(
    council: Council, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = given_tie(council)
    second = Decision.objects.get(runoff_of=first)
    client = browser_of(council.bo)
    with django_assert_num_queries(6):
        page = text(client.get(second.rulebook.get_absolute_url()))
    assert f'href="{first.rulebook.get_absolute_url()}"' in page
    assert "The run-off that <bdi>Board election</bdi> names, version 1" in page
    assert second.rulebook.get_absolute_url() not in text(client.get("/rulebooks/"))


def test_a_rehearsal_finds_nothing_wrong_with_rules_that_ask_again(council: Council) -> None:
    rules = given_tie(council).rulebook.get_absolute_url()
    client = browser_of(council.bo)
    assert "voters are asked again" in text(client.get(rules))
    assert "No dead end was found." in text(client.get(f"{rules}rehearsal/"))
