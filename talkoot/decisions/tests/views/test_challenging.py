"""Pages of challenges to a count."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import DjangoAssertNumQueries

from talkoot.accounts.tests.given import browser_of
from talkoot.appeals.models import Appeal
from talkoot.decisions import actions
from talkoot.decisions.tests.actions.test_challenging import SOON, challenged, decided, given_counted
from talkoot.decisions.tests.given_course import course_text
from talkoot.decisions.tests.views.test_pages import text
from talkoot.rulebooks.tests.given import given_council

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def soon():
    with time_machine.travel(SOON, tick=False), translation.override("en"):
        yield


def test_a_voter_challenges_and_a_steward_dismisses(client: Client) -> None:
    council = given_council()
    decision = given_counted(council)
    voter, steward = browser_of(council.bo), browser_of(council.ada)
    address = f"{decision.get_absolute_url()}challenges/"
    assert "Nobody has challenged the count." in text(client.get(address))
    assert address in voter.get(decision.get_absolute_url()).text
    assert "What should be done?" in text(voter.get(f"{address}new/"))
    empty = voter.post(f"{address}new/", {"change": "void", "reason": "", "language": "en", "token": "a"})
    assert empty.status_code == 422
    said = {"change": "void", "reason": "Half of the roll was *asleep*.", "language": "en", "token": "b"}
    assert voter.post(f"{address}new/", said)["Location"] == address
    page = text(client.get(address))
    assert "Asks to void the decision" in page
    assert "asleep" in page
    assert "Decide" in text(steward.get(address))
    answer = f"{address}{Appeal.objects.get().pk}/decision/"
    assert "asleep" in text(steward.get(answer))
    again = steward.post(answer, {"outcome": "recount", "reason": "Well.", "language": "en", "token": "c"})
    assert again.status_code == 422
    assert "would say the same" in text(again)
    given = steward.post(answer, {"outcome": "dismissed", "reason": "They woke up.", "language": "en", "token": "d"})
    assert given.status_code == 303
    page = text(client.get(address))
    assert "Dismissed, because:" in page
    assert "They woke up." in page
    assert "dismissed a challenge to the count of" in text(client.get("/recent/"))


def test_who_may_not_is_told_why() -> None:
    council = given_council()
    decision = given_counted(council)
    address = f"{decision.get_absolute_url()}challenges/"
    assert browser_of(council.eve).get(f"{address}new/").status_code == 403
    appeal = challenged(decision, council.bo)
    assert browser_of(council.dee).get(f"{address}{appeal.pk}/decision/").status_code == 403
    assert browser_of(council.ada).get(f"{address}{appeal.pk + 1}/decision/").status_code == 404


def test_an_upheld_challenge_is_read_on_the_voided_decision(client: Client) -> None:
    council = given_council()
    decision = given_counted(council, course_text(challenge=7))
    decided(decision, challenged(decision, council.bo, "void"), council.ada, "void")
    page = text(client.get(decision.get_absolute_url()))
    assert "Voided: nothing was decided" in page
    assert "We looked." in page


def test_the_page_costs_the_same_however_many_challenge(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    council = given_council()
    decision = given_counted(council)
    for by in (council.ada, council.bo, council.dee):
        challenged(decision, by)
        with django_assert_num_queries(3):
            client.get(f"{decision.get_absolute_url()}challenges/")
    assert actions.make_final_due(SOON) == 0
