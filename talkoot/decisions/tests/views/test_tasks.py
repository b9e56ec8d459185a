"""Tasks of stewards as Today shows them, each with the way to what it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from talkoot.accounts.tests.given import browser_of
from talkoot.ballotboxes.models import BallotBox
from talkoot.ballotboxes.tests.given import given_key
from talkoot.decisions import actions
from talkoot.decisions.models import Decision
from talkoot.decisions.tests.given import AFTER, given_decision, given_tally
from talkoot.decisions.tests.given_elections import CLOSES, election_text, given_election
from talkoot.decisions.tests.given_secret import given_secret_draft, prepare
from talkoot.kernel.actors import Actor
from talkoot.rulebooks.tests.given import ELSEWHERE, MEMBERS, OPENED, Council, given_council, person_of

pytestmark = pytest.mark.django_db
BY_LOT = ('tie = "order"', 'tie = "lot"\nseed = "at the count"')


@pytest.fixture
def council() -> Iterator[Council]:
    with translation.override("en"):
        yield given_council()


def today_of(who: Actor, at: datetime) -> str:
    with time_machine.travel(at, tick=False):
        return browser_of(who).get("/").text


def link_of(decision: Decision, door: str) -> str:
    return f'<a class="btn" href="{decision.get_absolute_url()}{door}">'


def test_a_steward_is_led_to_the_result_that_is_missing_and_then_to_the_count(council: Council) -> None:
    decision = given_decision(council, MEMBERS, ELSEWHERE)
    actions.close_due(AFTER)
    assert link_of(decision, "tallies/new/") in today_of(council.ada, AFTER)
    given_tally(decision, council.ada)
    assert f"{link_of(decision, 'count/')}Count<" in today_of(council.ada, AFTER)
    assert link_of(decision, "count/") not in today_of(council.bo, AFTER)


def test_a_steward_is_led_to_the_seed_of_a_lot(council: Council) -> None:
    decision = given_election(council, source=election_text().replace(*BY_LOT))
    actions.close_due(CLOSES)
    assert f"{link_of(decision, 'count/')}Give the seed<" in today_of(council.ada, CLOSES)


def test_whoever_prepares_a_draft_reads_that_all_keys_are_made(council: Council) -> None:
    draft = given_secret_draft(council)
    people = [person_of(council.bo), person_of(council.dee)]
    prepare(draft, council.ada, people)
    for person in people:
        given_key(BallotBox.objects.get(), person)
    page = today_of(council.ada, OPENED)
    assert "Its scrutineers have made all keys of the ballot boxes." in page
    assert link_of(draft, "") in page


def test_today_asks_no_more_with_all_of_them(
    council: Council, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    given_decision(council, ELSEWHERE)
    recorded = given_decision(council, ELSEWHERE)
    actions.close_due(AFTER)
    given_tally(recorded, council.ada)
    ada = browser_of(council.ada)
    with time_machine.travel(AFTER, tick=False):
        ada.get("/")  # the names of languages are looked up once a process
        with django_assert_num_queries(8):
            page = ada.get("/").text
    assert page.count("/tallies/new/") == page.count("/count/") == 1
