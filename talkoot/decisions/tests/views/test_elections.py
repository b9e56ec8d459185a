"""The paper of an election, its result and its rounds, as people meet them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
import time_machine
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from recount.tests.given_books import COMMITTEE, book_text, chamber_text
from recount.tests.test_simulate import NORTH, SOUTH
from talkoot.accounts.tests.given import browser_of
from talkoot.decisions import actions, queries
from talkoot.decisions.models import Ballot, Decision
from talkoot.decisions.tests.given_elections import (
    CLOSES,
    VOTING,
    election_text,
    given_election,
    given_marks,
    keys_of,
)
from talkoot.decisions.tests.views.test_pages import text
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.imports import Run, Upload
from talkoot.kernel.testing import MONDAY
from talkoot.rulebooks.tests.given import Council, given_council
from talkoot.slates.actions import import_candidates, open_slate
from talkoot.slates.rules import Asked, Kind

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


def committee(council: Council, where: Sequence[tuple[str, str, int]]) -> Decision:
    """Return the draft of the issue: 16 seats, a quorum of 8, a bar, a cap of two a wiki, one seat of a region."""
    source = book_text(chamber_text(election={**COMMITTEE, "filled": '"reserved first"'}))
    decision = given_election(council, None, source=source)
    table = "name,status,language,home_wiki,region\n" + "".join(
        f"{wiki} {region} {n},standing,en,{wiki},{region}\n" for wiki, region, number in where for n in range(number)
    )
    slate = open_slate(
        matter=decision.ref, title="Committee", language="en", body_id=council.body.pk, kind=Kind.PEOPLE, url="",
        asks=[Asked("home_wiki", "Home wiki"), Asked("region", "Region")], opens_at=MONDAY, closes_at=VOTING,
        seed_source="", by=council.ada, at=MONDAY,
    )  # fmt: skip
    run = Run(origin="csv", by=council.ada, at=MONDAY, dry_run=False)
    import_candidates(slate.pk, Upload("c.csv", table.encode()), run)
    return decision


def test_a_dead_end_is_found_with_those_who_stand(council: Council, django_assert_num_queries: DjangoAssertNumQueries):
    decision = committee(council, [(wiki, region, number) for number, wiki, region in (*NORTH, SOUTH)])
    client = browser_of(council.ada)
    address = f"/decisions/{decision.public_id}/rehearsal/"
    assert address in text(client.get(decision.get_absolute_url()))
    with django_assert_num_queries(6):
        page = text(client.get(address))
    assert "27 candidates who stand now on the slate" in page
    assert "S-" in page
    ends = page.partition("Dead ends")[2].partition("</ul>")[0]
    assert "South" in ends
    assert "its 3 candidates may take them, all of whom share" in ends
    assert "quorum of 8" in ends
    others = committee(council, [("en", "North", 6), ("de", "North", 4), ("fr", "South", 1), ("sw", "South", 2)])
    assert "all of whom share" not in text(client.get(f"/decisions/{others.public_id}/rehearsal/"))


def test_a_rehearsal_without_candidates_says_so_and_another_number_of_voters_counts(council: Council):
    decision = given_election(council, None)
    client = browser_of(council.ada)
    address = f"/decisions/{decision.public_id}/rehearsal/"
    assert "Nobody was asked to stand yet." in text(client.get(address))
    assert 'value="100"' in text(client.get(address))
    assert 'value="7"' in text(client.get(address, {"members.eligible": "7"}))
    assert "Dead ends" not in text(client.get(address, {"members.eligible": "0"}))
    opened = given_election(council)
    assert 'value="3"' in text(client.get(f"/decisions/{opened.public_id}/rehearsal/"))


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
    assert 'value="2027-01-04"' in text(late)
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
