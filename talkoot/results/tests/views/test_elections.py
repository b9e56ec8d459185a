"""The result of an election and its rounds, as people meet them."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import translation

from talkoot.accounts.tests.given import browser_of
from talkoot.counting.rules import elections
from talkoot.decisions import actions
from talkoot.decisions.tests.given_elections import (
    CLOSES,
    VOTING,
    election_text,
    given_election,
    given_marks,
    given_voters,
)
from talkoot.decisions.tests.views.test_pages import text
from talkoot.kernel.actors import SYSTEM
from talkoot.rulebooks.tests.given import Council, given_council

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def while_voting():
    with time_machine.travel(VOTING + timedelta(days=1), tick=False), translation.override("en"):
        yield


@pytest.fixture
def council() -> Council:
    return given_council()


def test_the_result_says_who_is_elected_and_how_the_count_went(council: Council):
    decision = given_election(council, names=("Ann", "Ben", "Cleo", "Dora"))
    for place, voter in enumerate([council.ada, council.bo, council.dee, *given_voters(council, 0)]):
        given_marks(decision, voter, *[str(1 + (place + each) % 4) for each in range(4)])
    actions.close_decision(decision.pk, by=SYSTEM, at=CLOSES)
    with time_machine.travel(CLOSES + timedelta(days=1), tick=False):
        client = browser_of()
        page = text(client.get(decision.get_absolute_url()))
        rounds = text(client.get(f"{decision.get_absolute_url()}rounds/members/"))
        assert client.get(f"{decision.get_absolute_url()}rounds/nobody/").status_code == 404
        bundle = client.get(f"{decision.get_absolute_url()}evidence.zip")
        assert (bundle["Content-Type"], bundle.getvalue()[:2]) == ("application/zip", b"PK")
        assert client.get(f"{decision.get_absolute_url()}evidence.json").status_code == 404
    assert "2 of 2 seats are filled." in page
    table = page.partition("Votes of each candidate in the first count")[2].partition("</table>")[0]
    assert all(name in table for name in ("Ann", "Ben", "Cleo", "Dora"))
    assert f"recount verify {decision.public_id}.zip" in page
    assert "With nobody any more" in rounds
    assert "Quota" in rounds


def test_the_ways_of_the_rounds_are_a_picture_and_the_same_as_a_table(council: Council):
    decision = given_election(council, source=election_text(seats=1))
    for by, written in ((council.ada, "1"), (council.bo, ("2", "1")), (council.dee, ("", "2", "1"))):
        given_marks(decision, by, *written)
    actions.close_decision(decision.pk, by=SYSTEM, at=CLOSES)
    with time_machine.travel(CLOSES + timedelta(days=1), tick=False):
        page = text(browser_of().get(decision.get_absolute_url()))
    table = page.partition("The picture as a table")[2].partition("</table>")[0]
    assert page.count("<polyline") == table.count('role="rowheader"') == 3
    assert "elected in round" in table
    assert "out in round" in table


def test_an_election_says_how_close_it_was_and_how_sure_that_is(council: Council):
    decision = given_election(council, source=election_text(seats=1))
    for by, written in ((council.ada, "1"), (council.bo, "1"), (council.dee, ("2", "1"))):
        given_marks(decision, by, *written)
    actions.close_decision(decision.pk, by=SYSTEM, at=CLOSES)
    with time_machine.travel(CLOSES + timedelta(days=1), tick=False):
        page = text(browser_of().get(decision.get_absolute_url()))
    assert "1 ballot that said something else would have been enough for another result." in page
    assert "at most 1" in page.partition('id="h-close"')[2]


def test_an_election_too_large_to_be_counted_again_and_again_says_so(council: Council, monkeypatch):
    monkeypatch.setattr(elections, "LARGEST_TRIED", 2)
    decision = given_election(council)
    given_marks(decision, council.ada, "1", "2", "3")
    actions.close_decision(decision.pk, by=SYSTEM, at=CLOSES)
    with time_machine.travel(CLOSES + timedelta(days=1), tick=False):
        page = text(browser_of().get(decision.get_absolute_url()))
    assert "what would have brought another result was not looked for" in page


def test_pages_and_downloads_of_a_result_cost_few_queries(council: Council, django_assert_max_num_queries):
    decision = given_election(council, source=election_text(seats=1))
    for by, written in ((council.ada, "1"), (council.bo, ("2", "1")), (council.dee, ("", "2", "1"))):
        given_marks(decision, by, *written)
    actions.close_decision(decision.pk, by=SYSTEM, at=CLOSES)
    with time_machine.travel(CLOSES + timedelta(days=1), tick=False):
        client = browser_of()
        client.get("/")
        for path, most in (("rounds/members/", 2), ("tallies.csv", 2), ("evidence.zip", 7)):
            with django_assert_max_num_queries(most):
                answer = client.get(f"{decision.get_absolute_url()}{path}")
            assert answer.getvalue(), path
            assert answer.status_code == 200, path
