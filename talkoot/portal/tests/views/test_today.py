"""The first page: for a visitor, for who has nothing to do, for who chairs a council."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from talkoot.accounts.tests.given import given_account, owner_of
from talkoot.consultations.tests.given import given_input
from talkoot.delegations.tests.given import given_delegation
from talkoot.objections.actions import propose_resolution
from talkoot.objections.tests.given import given_objection, given_round
from talkoot.portal.queries import today_of
from talkoot.portal.tests.given import TODAY, browser, given_matters
from talkoot.proposals.tests.given import DAY, WEEK, Circle, given_asked, given_circle, given_proposal
from talkoot.slates.actions import nominate
from talkoot.slates.tests.given import House, given_slate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def circle(db: None) -> Circle:
    return given_circle()


def page(client: Client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def house_of(circle: Circle) -> House:
    return House(circle.body, circle.other, circle.ada, circle.bo, circle.dee)


def section(html: str, key: str) -> str:
    """Return one part of the page."""
    found = re.search(rf'<section id="{key}".*?</section>', html, re.DOTALL)
    assert found is not None, key
    return found[0]


def test_a_visitor_of_an_empty_site_is_told_what_this_is_and_how_to_take_part(client: Client):
    html = page(client)

    assert "Decide together, and see what becomes of it" in html
    assert 'href="/account/sign-up/"' in html
    for empty in ("Nothing is under way yet", "No consultation is open", "No promise is running"):
        assert empty in html


def test_a_visitor_sees_the_movement_at_work(client: Client, circle: Circle):
    given_matters(circle, 1)
    html = page(client)

    for shown in ("Waiting 0", "Question 0", "Promise 0."):
        assert shown in html
    assert "Give input" in html
    assert "What needs you today" not in html


def test_a_person_with_nothing_to_do_is_told_so_and_shown_where_to_begin(circle: Circle):
    html = page(browser(owner_of(given_account("Quiet"))))

    assert "What needs you today" in html
    assert "Nothing needs you now." in html
    assert 'href="/proposals/new/"' in html
    for key in ("votes", "consult", "duties"):
        assert f'<section id="{key}"' not in html
        assert f'href="#{key}"' not in html
    assert 'href="#answers"' in html
    assert "No answer to anything you said" in section(html, "answers")


def test_a_chair_sees_every_kind_of_thing_that_waits_with_what_to_do(circle: Circle):
    matters = given_matters(circle, 1)
    html = page(browser(circle.ada))

    assert "Vote 0" in section(html, "votes")
    assert "Question 0" in section(html, "consult")
    assert "You must be heard" in section(html, "consult")
    for shown, act in (
        ("Promise 0.", "Report"),
        ("Desk 0", "Answer"),
        ("Waiting 0", "Move on"),
        ("Delivery 0.", "Review"),
    ):
        assert re.search(rf"{re.escape(shown)}.*?>{act}<span", section(html, "duties"), re.DOTALL), shown
    assert "Answer 0." in section(html, "answers")
    assert matters.answers[0].input.receipt in section(html, "answers")
    assert "Moved 0" in html.split('id="h-moved"')[1]
    assert "Nothing needs you now." not in html
    assert "Technology Council" in html.split('<nav class="jump"')[0]
    for key in ("votes", "consult", "duties", "answers"):
        assert f'href="#{key}"' in html


def test_what_asks_for_somebodys_own_word_is_said_with_what_to_do(circle: Circle):
    slate = given_slate(house_of(circle))
    nominate(slate.pk, person_id=circle.bo.person_id, language="en", by=circle.ada, at=TODAY)
    given_delegation(circle.dee, circle.bo, at=TODAY)
    html = page(browser(circle.bo))

    asks = section(html, "asks")
    assert "Conduct committee 2027" in asks
    assert "You were put forward. Will you stand?" in asks
    assert "<bdi>Dee</bdi> lets you vote for them" in asks
    assert 'href="#asks"' in html
    assert "Nothing needs you now." not in html


def test_a_steward_sees_objections_and_whoever_objects_the_answers(circle: Circle):
    objection = given_objection(given_round(house_of(circle)), circle.bo, at=TODAY)
    assert f"objects ({objection.public_id})" in section(page(browser(circle.ada)), "duties")
    propose_resolution(objection.pk, text="Ten.", language="en", by=circle.ada, at=TODAY)
    assert "would meet your objection" in section(page(browser(circle.bo)), "asks")
    assert '<section id="duties"' not in page(browser(circle.ada))


def test_a_member_without_powers_votes_but_has_no_tasks_of_an_office(circle: Circle):
    given_matters(circle, 1)
    html = page(browser(circle.bo))

    assert "Vote 0" in section(html, "votes")
    assert '<section id="duties"' not in html


def test_a_matter_that_waits_for_answers_is_not_shown_as_to_be_moved_on_as_well(circle: Circle):
    record = given_asked(circle, given_proposal(circle.bo, title="Shown once"))
    assert record.consultation is not None
    given_input(record.consultation, circle.bo)
    later = TODAY + WEEK + DAY
    with time_machine.travel(later, tick=False):
        assert page(browser(circle.ada)).count('<span class="sr">: Shown once</span>') == 1
    assert [desk.title for desk in today_of(circle.ada, later).desks] == ["Shown once"]


def test_what_is_late_is_said_and_leads(circle: Circle):
    given_matters(circle, 1)
    with time_machine.travel(TODAY + WEEK, tick=False):
        html = page(browser(circle.ada))

    assert "Overdue" in section(html, "duties")
    assert 'href="#duties" class="hot"' in html
    assert "Vote 0" not in html, "voting is over"


def test_each_part_has_what_waits_and_nothing_of_others(circle: Circle):
    matters = given_matters(circle, 2)
    mine, theirs = today_of(circle.ada, TODAY), today_of(circle.cy, TODAY)

    assert {one.decision for one in mine.votes} == set(matters.votes)
    assert {one.commitment for one in mine.promises} == set(matters.promises)
    assert {one.commitment for one in mine.reviews} == set(matters.reviews)
    assert {desk.pk for desk in matters.desks} <= {desk.id for desk in mine.desks}
    assert {row.id for row in mine.moves} >= {proposal.pk for proposal in matters.moves}
    assert {move.row.id for move in mine.moved} == {proposal.pk for proposal in matters.moved}
    assert set(mine.answers) == set(matters.answers)
    assert theirs.is_quiet
    assert not theirs.has_late


@pytest.mark.parametrize("number", [1, 12])
def test_the_page_costs_the_same_queries_however_much_waits(
    circle: Circle, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
):
    given_matters(circle, number)
    for _one in range(number):
        slate = given_slate(house_of(circle))
        nominate(slate.pk, person_id=circle.ada.person_id, language="en", by=circle.bo, at=TODAY)
        given_objection(given_round(house_of(circle)), circle.bo, at=TODAY)
    ada = browser(circle.ada)
    page(client)  # the names of languages are looked up once a process

    # session and reader, hats, votes, consultations, promises, proposals, answers, tasks of all other kinds
    with django_assert_num_queries(8):
        html = page(ada)
    with django_assert_num_queries(3):  # what is decided, asked, promised
        page(client)
    assert html.count("Will you stand?") == html.count("objects (") == min(number, 10)
    assert html.count(">Move on<span") == min(number, 3), "the nearest; the rest is a link away"
