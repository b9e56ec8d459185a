"""Pages of appeals against a roll."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from talkoot.accounts.tests.given import browser_of
from talkoot.appeals.models import Appeal
from talkoot.decisions import actions
from talkoot.decisions.models import RollEntry
from talkoot.decisions.tests.actions.test_appealing import (
    CHAPTERS,
    LATER,
    SOON,
    asked,
    decided,
    given_appealable,
    strike_asked,
)
from talkoot.decisions.tests.given_course import VOTING_ENDS
from talkoot.decisions.tests.views.test_pages import text
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import given_body, given_mandate
from talkoot.rulebooks.tests.given import given_council, person_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def soon():
    with time_machine.travel(SOON, tick=False), translation.override("en"):
        yield


def test_somebody_forgotten_asks_for_a_place_and_a_steward_grants_it(client: Client) -> None:
    council = given_council()
    decision = given_appealable(council)
    forgotten, steward = browser_of(council.eve), browser_of(council.ada)
    address = f"{decision.get_absolute_url()}roll-appeals/"
    new = f"{decision.get_absolute_url()}rolls/council/appeals/new/"
    assert address in forgotten.get(decision.get_absolute_url()).text
    assert new in forgotten.get(address).text
    assert "why you should be on this roll" in text(forgotten.get(new))
    assert forgotten.post(new, {"reason": "", "language": "en", "token": "a"}).status_code == 422
    said = {"reason": "I joined in *May*.", "language": "en", "token": "b"}
    assert forgotten.post(new, said)["Location"] == address
    page = text(client.get(address))
    assert "Asks for a place on the roll" in page
    assert "Eve" in page
    answer = f"{address}{Appeal.objects.get().pk}/decision/"
    assert answer in steward.get(address).text
    assert "The place is added" in text(steward.get(answer))
    given = {"outcome": "add", "reason": "She did.", "language": "en", "token": "c"}
    assert steward.post(answer, given)["Location"] == address
    assert "Added to the roll, because:" in text(client.get(address))
    assert "4 voters" in text(client.get(f"{decision.get_absolute_url()}rolls/council/"))
    assert "added a place to the roll of" in text(client.get("/recent/"))
    assert "Cast vote" in text(forgotten.get(decision.get_absolute_url()))


def test_somebody_on_the_roll_asks_to_strike_another(client: Client) -> None:
    council = given_council()
    decision = given_appealable(council)
    place = RollEntry.objects.get(person=person_of(council.dee))
    address = f"{decision.get_absolute_url()}rolls/council/{place.pk}/appeals/new/"
    voter = browser_of(council.bo)
    assert address in voter.get(f"{decision.get_absolute_url()}rolls/council/").text
    assert "Dee" in text(voter.get(address))
    assert voter.post(address, {"reason": "Gone.", "language": "en", "token": "a"}).status_code == 303
    answer = f"{decision.get_absolute_url()}roll-appeals/{Appeal.objects.get().pk}/decision/"
    given = {"outcome": "strike", "reason": "So it is.", "language": "en", "token": "b"}
    assert browser_of(council.ada).post(answer, given).status_code == 303
    assert "struck a place from the roll of" in text(client.get("/recent/"))
    assert browser_of(council.eve).get(address).status_code == 403


def test_whoever_represents_two_bodies_says_for_which() -> None:
    council = given_council()
    decision = given_appealable(council, electorate=CHAPTERS)
    bodies = [given_body("West Group"), given_body("East Group")]
    for each in bodies:
        given_mandate(person_of(council.bo), each, [Power.REPRESENT])
    new = f"{decision.get_absolute_url()}rolls/council/appeals/new/"
    browser = browser_of(council.bo)
    assert "For which body?" in text(browser.get(new))
    body = bodies[0].pk
    assert "You ask for a place for <bdi>West Group</bdi>" in text(browser.get(f"{new}?body={body}"))
    said = {"reason": "We joined.", "language": "en", "token": "a"}
    assert browser.post(f"{new}?body={body}", said).status_code == 303
    assert Appeal.objects.get().about == f"body:{body}"
    assert "West Group" in text(browser.get(f"{decision.get_absolute_url()}roll-appeals/"))
    assert "There is nobody for whom you could ask" in text(browser_of(council.eve).get(new))


def test_a_challenge_and_an_appeal_have_addresses_of_their_own() -> None:
    council = given_council()
    decision = given_appealable(council)
    appeal = asked(decision, council.eve)
    steward = browser_of(council.ada)
    assert steward.get(f"{decision.get_absolute_url()}challenges/{appeal.pk}/decision/").status_code == 404
    assert (
        browser_of(council.dee).get(f"{decision.get_absolute_url()}roll-appeals/{appeal.pk}/decision/").status_code
        == 403
    )


def test_once_the_time_is_over_nobody_is_led_to_an_appeal(client: Client) -> None:
    council = given_council()
    decision = given_appealable(council)
    with time_machine.travel(LATER, tick=False):
        assert "appeals/new/" not in client.get(f"{decision.get_absolute_url()}rolls/council/").text
        assert "appeals/new/" not in client.get(f"{decision.get_absolute_url()}roll-appeals/").text


def test_what_waits_after_the_close_can_only_be_dismissed(client: Client) -> None:
    council = given_council()
    decision = given_appealable(council)
    address = f"{decision.get_absolute_url()}roll-appeals/"
    answer = f"{address}{asked(decision, council.eve).pk}/decision/"
    steward = browser_of(council.ada)
    assert "What still waits can only be dismissed" not in text(client.get(address))
    assert "Grant it" in text(steward.get(answer))
    actions.close_due(VOTING_ENDS)
    with time_machine.travel(VOTING_ENDS, tick=False):
        steward = browser_of(council.ada)
        assert "What still waits can only be dismissed" in text(client.get(address))
        page = text(steward.get(answer))
        assert "Voting is over, so the roll stays as it is." in page
        assert "Grant it" not in page
        assert re.search(r'value="dismissed"[^>]*checked', page)
        late = steward.post(answer, {"outcome": "add", "reason": "She did.", "language": "en", "token": "a"})
        assert late.status_code == 422
        given = {"outcome": "dismissed", "reason": "Too late.", "language": "en", "token": "b"}
        assert steward.post(answer, given)["Location"] == address
        assert "What still waits can only be dismissed" not in text(client.get(address))


def test_the_pages_cost_the_same_however_many_appeal(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    council = given_council()
    decision = given_appealable(council)
    decided(decision, asked(decision, council.eve), council.ada, "add")
    appeals = [lambda: strike_asked(decision, council.bo, council.dee), lambda: asked(decision, council.fay)]
    for appeal in appeals:
        appeal()
        with django_assert_num_queries(5):
            client.get(f"{decision.get_absolute_url()}roll-appeals/")
