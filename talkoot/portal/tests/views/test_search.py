"""One box over everything that has a name."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from talkoot.portal.tests.given import given_matters
from talkoot.proposals.tests.given import MONDAY, Circle, given_circle, given_many, given_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def circle(db: None) -> Circle:
    return given_circle()


def found(client: Client, words: str) -> str:
    answer = client.get("/search/", {"q": words})
    assert answer.status_code == 200, words
    return str(answer.content.decode().split('id="main"')[1])


def test_words_find_proposals_bodies_and_people(client: Client, circle: Circle):
    proposal = given_proposal(circle.bo)

    assert proposal.get_absolute_url() in found(client, "NIGHT wiki")
    assert "/bodies/technology-council/" in found(client, "technology")
    assert "/people/ada/" in found(client, "Ada")


def test_words_of_any_script_find(client: Client, circle: Circle):
    proposal = given_proposal(circle.bo, title="الوضع الليلي في كل ويكي", language="ar")

    assert proposal.get_absolute_url() in found(client, "الليلي")


@pytest.mark.parametrize("write", ["{}", " {} ", "{}".lower(), "P-00{}"])
def test_the_number_of_a_proposal_leads_straight_to_it(client: Client, circle: Circle, write: str):
    proposal = given_proposal(circle.bo)
    number = str(proposal.pk) if write.startswith("P-") else proposal.public_id.lower()
    answer = client.get("/search/", {"q": write.format(number)})

    assert (answer.status_code, answer["Location"]) == (302, proposal.get_absolute_url())


def test_the_numbers_of_other_things_lead_to_them_too(client: Client, circle: Circle):
    matters = given_matters(circle, 1)
    for thing in (matters.votes[0], matters.desks[0], matters.promises[0]):
        assert client.get("/search/", {"q": thing.public_id})["Location"] == thing.get_absolute_url()


@pytest.mark.parametrize("words", ["P-999999", "Q-1", "zzzz", "P-" + "9" * 30])
def test_what_is_not_there_is_said_with_what_else_to_try(client: Client, circle: Circle, words: str):
    html = found(client, words)

    assert "No proposal has these words." in html
    assert "Nobody has this name." in html
    assert "Try fewer words" in html


def test_without_words_the_page_says_what_to_write(client: Client):
    assert "such as P-142" in found(client, "")
    assert "such as P-142" in found(client, "   ")


@pytest.mark.parametrize(
    "words",
    ["' OR 1=1 --", '"><script>x</script>', "%_%", "\\", "NEAR( AND", "*", "a" * 200, "a" * 201, "\u202ex", "x\x00y",
     "((((", "ĳß" * 50, "-" * 100, "👩\u200d👩\u200d👧"],
)  # fmt: skip
def test_no_words_break_the_search(client: Client, circle: Circle, words: str):
    html = found(client, words)

    assert "<script>x" not in html


@pytest.mark.parametrize("number", [2, 300])
def test_the_search_costs_the_same_queries_however_much_there_is(
    client: Client, circle: Circle, number: int, django_assert_num_queries: DjangoAssertNumQueries
):
    given_many(circle, number)
    given_proposal(circle.bo)
    found(client, "night")  # names that never change are looked up once a process

    with django_assert_num_queries(5):
        found(client, "night")


def test_the_box_keeps_what_was_looked_for(client: Client):
    page = client.get("/search/", {"q": 'a "b'}).content.decode()

    assert page.count('value="a &quot;b"') == 2
