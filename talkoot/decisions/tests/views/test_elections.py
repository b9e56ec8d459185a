"""The paper of an election, its result and its rounds, as people meet them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from talkoot.accounts.tests.given import browser_of
from talkoot.decisions import actions, queries
from talkoot.decisions.models import Ballot
from talkoot.decisions.rules import elections
from talkoot.decisions.tests.given_elections import (
    CLOSES,
    VOTING,
    election_text,
    given_election,
    given_marks,
    given_voters,
    keys_of,
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


def paper(decision: object) -> str:
    return f"/decisions/{decision.public_id}/papers/members/"  # type: ignore[attr-defined]  # a decision


def filled(page: str, *written: str, keys: list[int]) -> dict[str, str]:
    place = page.partition('name="place" value="')[2].partition('"')[0]
    marks = {f"m{key}": number for key, number in zip(keys, written, strict=False)}
    return {"place": place, "reason": "", "language": "en", "token": "t", **marks}


def test_the_paper_has_a_box_for_everyone_in_the_order_drawn(council: Council):
    decision = given_election(council)
    client = browser_of(council.bo)
    assert f'href="{paper(decision)}"' in text(client.get(decision.get_absolute_url()))
    page = text(client.get(paper(decision)))
    boxes = re.findall(r'name="m(\d+)"', page)
    assert sorted(map(int, boxes)) == sorted(keys_of(decision))
    assert 'inputmode="numeric"' in page
    assert "Write 1 beside whom you want most" in page


def test_a_filled_paper_is_cast_and_comes_back_to_be_changed(council: Council):
    decision = given_election(council)
    client, keys = browser_of(council.bo), keys_of(decision)
    page = text(client.get(paper(decision)))
    answer = client.post(paper(decision), filled(page, "2", "1", "", keys=keys))
    assert (answer.status_code, answer["Location"]) == (303, decision.get_absolute_url())
    assert Ballot.objects.get().marks == [[keys[0], 2], [keys[1], 1]]
    assert "Change your ballot" in text(client.get(decision.get_absolute_url()))
    assert re.search(rf'name="m{keys[0]}" value="2"', text(client.get(paper(decision))))


def test_who_sends_a_blank_paper_is_told_that_it_is_blank(council: Council):
    decision = given_election(council)
    client = browser_of(council.bo)
    page = text(client.get(paper(decision)))
    answer = client.post(paper(decision), filled(page, keys=keys_of(decision)), follow=True)
    assert "Your ballot is in, and it is blank: nobody is marked on it." in text(answer)
    assert Ballot.objects.get().marks == []


def test_everything_wrong_is_said_beside_its_box_and_what_was_typed_stays(council: Council):
    decision = given_election(council, source=election_text(equal="exhaust", skipped="exhaust"))
    client, keys = browser_of(council.bo), keys_of(decision)
    page = text(client.get(paper(decision)))
    answer = client.post(paper(decision), filled(page, "1", "1", "first", keys=keys))
    shown = text(answer)
    assert answer.status_code == 422
    assert shown.count("Number 1 is given more than once.") >= 2
    assert "Write a whole number from 1 to 3, or leave the box empty." in shown
    assert 'value="first"' in shown
    assert not Ballot.objects.exists()


def test_digits_of_the_readers_script_are_read(council: Council):
    decision = given_election(council)
    client, keys = browser_of(council.bo), keys_of(decision)
    page = text(client.get(paper(decision)))
    client.post(paper(decision), filled(page, "١", "٢", keys=keys))
    assert Ballot.objects.get().marks == [[keys[0], 1], [keys[1], 2]]


def test_who_is_on_no_roll_is_told_why(council: Council):
    decision = given_election(council)
    answer = browser_of(council.eve).get(paper(decision))
    assert answer.status_code == 403
    assert "not on the roll" in text(answer)
    assert browser_of(council.bo).get(paper(decision).replace("members", "others")).status_code in {403, 404}


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


@pytest.mark.parametrize("number", [3, 70])
def test_a_paper_costs_the_same_queries_however_many_stand(
    council: Council, number: int, django_assert_num_queries: DjangoAssertNumQueries
):
    decision = given_election(council, names=[f"Person {n:02}" for n in range(number)])
    client = browser_of(council.bo)
    client.get(paper(decision))
    with django_assert_num_queries(7):
        client.get(paper(decision))


def test_a_steward_asks_for_candidates_and_is_led_to_the_slate(council: Council):
    decision = given_election(council, names=None, opened=False)
    client = browser_of(council.ada)
    path = f"{decision.get_absolute_url()}candidates/"
    assert path in text(client.get(decision.get_absolute_url()))
    values = {"kind": "people", "opens_at": "2027-01-04T00:00", "closes_at": "2027-01-03T00:00", "token": "t"}
    late = client.post(path, values)
    assert late.status_code == 422
    assert 'value="2027-01-04T00:00"' in text(late)
    sent = client.post(path, values | {"closes_at": "2027-02-01T00:00"})
    assert (sent.status_code, sent["Location"].startswith("/slates/S-")) == (303, True)
    assert client.get(path)["Location"] == sent["Location"]


def test_who_voted_how_shows_what_was_marked_and_calls_nobody_neutral(council: Council):
    decision = given_election(council)
    given_marks(decision, council.ada, "2", "1", "")
    given_marks(decision, council.bo)
    actions.close_decision(decision.pk, by=SYSTEM, at=CLOSES)
    with time_machine.travel(CLOSES + timedelta(days=1), tick=False):
        page = text(browser_of().get(f"{decision.get_absolute_url()}ballots/"))
    told = page.split("<main", 1)[1]
    assert re.findall(r"<li><b>(\d)\s*</b> <bdi>(\w+)</bdi></li>", told) == [("1", "Ben"), ("2", "Ann")]
    assert told.count("A blank ballot") == 1
    assert "Neutral" not in told


def test_ones_own_ballots_are_taken_home_with_their_marks(council: Council):
    decision = given_election(council)
    given_marks(decision, council.ada, "1")
    account = council.ada.account_id
    assert account is not None
    [ballot] = queries.export_of(account)["ballots"]
    assert (ballot["choice"], ballot["marks"]) == ("", [[keys_of(decision)[0], 1]])
