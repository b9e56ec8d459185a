"""Pages to read: what is late, what was learnt, how it works, what is kept."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from talkoot.commitments.tests.given import given_review
from talkoot.portal.tests.given import TODAY, given_matters
from talkoot.proposals import actions
from talkoot.proposals.tests.given import WEEK, Circle, given_circle, given_many, given_proposal

pytestmark = pytest.mark.django_db
LATER = TODAY + 8 * WEEK


@pytest.fixture(autouse=True)
def later():
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def circle(db: None) -> Circle:
    return given_circle()


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode().split('id="main"')[1])


def test_nothing_late_and_nothing_learnt_is_said(client: Client):
    alerts, knowledge = page(client, "/alerts/"), page(client, "/knowledge/")

    assert "No proposal is late." in alerts
    assert "No promise is overdue." in alerts
    assert "No matter has ended yet." in knowledge
    assert "No promise has been reviewed yet." in knowledge


def test_what_is_late_is_listed_with_the_body_that_owes_it(client: Client, circle: Circle):
    matters = given_matters(circle, 1)
    html = page(client, "/alerts/")

    assert matters.moves[0].get_absolute_url() in html
    assert matters.promises[0].get_absolute_url() in html
    assert "Overdue" in html
    assert "Technology Council" in html


def test_what_is_in_time_is_no_alert(client: Client, circle: Circle):
    given_matters(circle, 1)
    with time_machine.travel(TODAY, tick=False):
        html = page(client, "/alerts/")

    assert "No promise is overdue." in html


def test_what_has_ended_is_kept_to_learn_from(client: Client, circle: Circle):
    matters = given_matters(circle, 1)
    given_review(matters.reviews[0], circle.ada, at=LATER)
    ended = given_proposal(circle.bo, title="Taken back")
    actions.withdraw_proposal(ended.pk, reason="Done elsewhere.", language="en", by=circle.bo, at=TODAY)
    html = page(client, "/knowledge/")

    assert "Taken back" in html
    assert "Delivery 0." in html
    assert "Promise 0." not in html


@pytest.mark.parametrize("number", [2, 300])
def test_the_pages_cost_the_same_queries_however_much_there_is(
    client: Client, circle: Circle, number: int, django_assert_num_queries: DjangoAssertNumQueries
):
    given_many(circle, number)

    for path in ("/alerts/", "/knowledge/"):
        page(client, path)  # a process is read once by each server
        with django_assert_num_queries(2):
            page(client, path)


def test_help_says_the_way_of_a_matter_and_whom_to_ask(client: Client, settings: Settings):
    settings.CONTACT = "people@talk.example"
    html = page(client, "/help/")

    assert 'href="mailto:people@talk.example"' in html
    assert html.count("<h3>") == 5, "the five steps"


def test_privacy_says_what_is_public_what_is_kept_and_who_sees_it(client: Client):
    html = page(client, "/privacy/")

    for heading in ("Public", "Kept, but not shown", "What operators can see", "Nobody else"):
        assert f">{heading}</h2>" in html


@pytest.mark.parametrize("path", ["/help/", "/privacy/"])
def test_pages_of_words_ask_no_database(client: Client, path: str, django_assert_num_queries: DjangoAssertNumQueries):
    with django_assert_num_queries(0):
        page(client, path)
