"""Pages on which scrutineers strike sealed ballots, unread."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from talkoot.accounts.tests.given import browser_of
from talkoot.ballotboxes.models import Strike
from talkoot.decisions.models import Chamber
from talkoot.decisions.tests.actions.test_striking import LATER, given_mixed, place_of, strike
from talkoot.decisions.tests.given_secret import given_opened_boxes
from talkoot.decisions.tests.views.test_pages import text
from talkoot.rulebooks.tests.given import given_council

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def later():
    with time_machine.travel(LATER, tick=False), translation.override("en"):
        yield


def test_a_scrutineer_strikes_a_sealed_ballot_from_the_roll(client: Client) -> None:
    council = given_council()
    decision, keepers = given_mixed(council)
    here, roll = decision.get_absolute_url(), f"{decision.get_absolute_url()}rolls/council/"
    assert "Who voted in <bdi>Council</bdi>, sealed" in text(client.get(here))
    assert "Strike the sealed ballot" not in text(client.get(roll))
    bo = browser_of(council.bo)
    page = text(bo.get(roll))
    assert "Strike the sealed ballot of <bdi>Ada</bdi>" in page
    assert "Strike the sealed ballot of <bdi>Bo</bdi>" not in page
    assert "This ballot is your own. Another scrutineer has to look at it." in page
    assert "Strike the sealed ballot" not in text(bo.get(f"{here}rolls/plenary/"))
    address = f"{roll}{place_of(decision, council.ada)}/strike/"
    assert "The sealed ballot of <bdi>Ada</bdi> will not count" in text(bo.get(address))
    empty = bo.post(address, {"reason": "", "language": "en", "token": "a"})
    assert empty.status_code == 422
    said = {"reason": "Voted *twice*.", "language": "en", "token": "b"}
    assert bo.post(address, said)["Location"] == roll
    for page in (text(client.get(roll)), text(browser_of(council.ada).get(roll))):
        assert "Struck unread" in page
        assert "Voted <em>twice</em>." in page
    back = f"{address}end/"
    assert back in bo.get(roll).text
    assert back not in browser_of(council.dee).get(roll).text
    assert bo.post(back, {"token": "c"})["Location"] == roll
    assert bo.post(address, {**said, "token": "d"})["Location"] == roll
    assert "1 ballot is struck." in text(bo.get(f"{here}scrutiny/end/"))
    bo.post(f"{here}scrutiny/end/", {"token": "e"})
    given_opened_boxes(decision, keepers)
    page = text(client.get(here))
    assert "1 ballot was struck and not counted" in page
    assert "Struck unread" in text(client.get(roll))
    assert "Strike the sealed ballot" not in text(bo.get(roll))
    recent = text(client.get("/recent/"))
    assert "struck a ballot of" in recent
    assert "unread and with a reason" in recent


def test_who_may_not_strike_is_told_why() -> None:
    council = given_council()
    decision, _keepers = given_mixed(council)
    roll = f"{decision.get_absolute_url()}rolls/council/"
    for path in (f"{place_of(decision, council.dee)}/strike/", f"{place_of(decision, council.dee)}/strike/end/"):
        assert browser_of(council.ada).get(roll + path).status_code == 403
    bo = browser_of(council.bo)
    own = f"{roll}{place_of(decision, council.bo)}/strike/"
    refused = bo.post(own, {"reason": "Mine.", "language": "en", "token": "a"})
    assert refused.status_code == 422
    assert "Another scrutineer has to look at it." in text(refused)
    assert "Mine.</textarea>" in text(refused)
    assert bo.get(f"{roll}0/strike/").status_code == 404
    assert bo.get(f"{roll}{place_of(decision, council.ada, 'plenary')}/strike/").status_code == 404
    strike(decision, council.ada, council.dee)
    not_mine = bo.post(f"{roll}{place_of(decision, council.ada)}/strike/end/", {"token": "b"})
    assert "Only who struck a ballot" in text(not_mine)


def test_a_scrutineer_is_told_who_strikes_their_own_open_ballot() -> None:
    council = given_council()
    decision, _keepers = given_mixed(council)
    page = text(browser_of(council.bo).get(f"{decision.get_absolute_url()}ballots/"))
    assert "Strike the ballot of <bdi>Ada</bdi>" in page
    assert "Strike the ballot of <bdi>Bo</bdi>" not in page
    assert "This ballot is your own. Another scrutineer has to look at it." in page


def test_a_list_says_that_a_decision_is_in_scrutiny(client: Client) -> None:
    council = given_council()
    decision, _keepers = given_mixed(council)
    closed = "/decisions/?state=closed"
    assert "In scrutiny" in text(client.get(closed))
    assert "Awaiting a result" not in text(client.get(closed))
    browser_of(council.bo).post(f"{decision.get_absolute_url()}scrutiny/end/", {"token": "e"})
    assert "In scrutiny" not in text(client.get(closed))
    assert "Awaiting a result" in text(client.get(closed))


def test_pages_cost_the_same_however_many_are_struck(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    council = given_council()
    decision, _keepers = given_mixed(council)
    dee, visitor = browser_of(council.dee), Client()
    roll = f"{decision.get_absolute_url()}rolls/{Chamber.objects.get(is_secret=True).key}/"
    dee.get(roll)
    for _twice in range(2):
        with django_assert_num_queries(8):
            dee.get(roll)
        with django_assert_num_queries(5):
            visitor.get(roll)
        with django_assert_num_queries(4):
            visitor.get("/decisions/?state=closed")
        if not Strike.objects.exists():
            strike(decision, council.ada, council.dee)
