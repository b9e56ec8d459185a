"""Pages of scrutiny."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from talkoot.accounts.tests.given import browser_of
from talkoot.decisions.models import Decision, Strike
from talkoot.decisions.tests.given_scrutiny import LATER, ballot_of, given_in_scrutiny, given_strike
from talkoot.decisions.tests.views.test_pages import text
from talkoot.rulebooks.tests.given import given_council

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def later():
    with time_machine.travel(LATER, tick=False), translation.override("en"):
        yield


def test_a_scrutineer_strikes_takes_back_and_ends(client: Client) -> None:
    council = given_council()
    decision = given_in_scrutiny(council)
    here, list_ = decision.get_absolute_url(), f"{decision.get_absolute_url()}ballots/"
    bo = browser_of(council.bo)
    assert "scrutineers look at the ballots" in text(client.get(here))
    assert "Strike the ballot of" not in text(client.get(list_))
    assert "Strike the ballot of <bdi>Ada</bdi>" in text(bo.get(list_))
    address = f"{list_}{ballot_of(decision, council.ada).pk}/strike/"
    assert address in bo.get(list_).text
    assert "The ballot of <bdi>Ada</bdi> will not count" in text(bo.get(address))
    empty = bo.post(address, {"reason": "", "language": "en", "token": "a"})
    assert empty.status_code == 422
    said = {"reason": "Cast by *another* hand.", "language": "en", "token": "b"}
    assert bo.post(address, said)["Location"] == list_
    page = text(client.get(list_))
    assert "Struck" in page
    assert "Cast by <em>another</em> hand." in page
    back = f"{here}strikes/{Strike.objects.get().pk}/end/"
    assert back in bo.get(list_).text
    assert back not in browser_of(council.dee).get(list_).text
    assert "Cast by <em>another</em> hand." in text(bo.get(back))
    assert bo.post(back, {"token": "c"})["Location"] == list_
    assert bo.post(address, {**said, "token": "d"})["Location"] == list_
    assert "1 ballot is struck." in text(bo.get(f"{here}scrutiny/end/"))
    assert bo.post(f"{here}scrutiny/end/", {"token": "e"})["Location"] == here
    page = text(client.get(here))
    assert "Not adopted" in page
    assert "1 ballot was struck and not counted" in page
    assert "struck a ballot of" in text(client.get("/recent/"))


def test_who_may_not_is_told_why() -> None:
    council = given_council()
    decision = given_in_scrutiny(council)
    here = decision.get_absolute_url()
    strike = given_strike(decision, ballot_of(decision, council.ada), council.bo)
    paths = (f"ballots/{strike.ballot_id}/strike/", f"strikes/{strike.pk}/end/", "scrutiny/end/")
    for path in paths:
        assert browser_of(council.ada).get(here + path).status_code == 403
    bo = browser_of(council.bo)
    own = f"{here}ballots/{ballot_of(decision, council.bo).pk}/strike/"
    refused = bo.post(own, {"reason": "Mine.", "language": "en", "token": "a"})
    assert refused.status_code == 422
    assert "Another scrutineer has to look at it." in text(refused)
    assert bo.get(f"{here}ballots/0/strike/").status_code == 404
    assert bo.get(f"{here}strikes/0/end/").status_code == 404


def test_a_steward_cannot_count_before() -> None:
    council = given_council()
    decision = given_in_scrutiny(council)
    ada = browser_of(council.ada)
    assert f"{decision.get_absolute_url()}count/" not in ada.get(decision.get_absolute_url()).text
    refused = ada.post(f"{decision.get_absolute_url()}count/", {"token": "a"})
    assert refused.status_code == 422
    assert not Decision.objects.get(pk=decision.pk).is_counted


def test_the_pages_cost_the_same_however_many_are_struck(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    council = given_council()
    decision = given_in_scrutiny(council)
    dee = browser_of(council.dee)
    dee.get(decision.get_absolute_url())
    for by in (council.ada, council.bo):
        with django_assert_num_queries(7):
            dee.get(f"{decision.get_absolute_url()}ballots/")
        with django_assert_num_queries(5):
            dee.get(decision.get_absolute_url())
        given_strike(decision, ballot_of(decision, by), council.dee)
