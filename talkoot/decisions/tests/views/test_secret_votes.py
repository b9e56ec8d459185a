"""Secret votes as people meet them: the draft's scrutineers, the booth, the receipt, the papers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import time_machine
from django.test import Client, override_settings
from django.utils import translation

from talkoot.accounts.tests.given import browser_of
from talkoot.ballotboxes.models import BallotBox
from talkoot.ballotboxes.queries import filled_places
from talkoot.ballotboxes.tests.given import given_key
from talkoot.decisions import actions
from talkoot.decisions.models import Ballot, Decision, RollEntry
from talkoot.decisions.tests.given_elections import CLOSES, keys_of
from talkoot.decisions.tests.given_secret import (
    CHAPTERS,
    COUNTED,
    DURING,
    election_text,
    given_choice,
    given_keepers,
    given_opened_boxes,
    given_secret_draft,
    given_secret_vote,
    prepare,
    question_text,
)
from talkoot.decisions.tests.views.test_pages import text
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import given_mandate, given_role
from talkoot.ledger.tasks import drain
from talkoot.rulebooks.tests.given import Council, given_council, person_of

pytestmark = pytest.mark.django_db
NAMES = ("Ann", "Ben", "Cleo")
CODE = re.compile(r"[2-9B-DF-HJ-NP-TV-Z]{4}(?:-[2-9B-DF-HJ-NP-TV-Z]{4}){3}")


@pytest.fixture(autouse=True)
def while_voting(tmp_path: Path):
    keys = override_settings(BALLOT_KEYS=tmp_path / "keys")
    with keys, time_machine.travel(DURING, tick=False), translation.override("en"):
        yield


@pytest.fixture
def council() -> Council:
    return given_council()


def booth(decision: Decision, key: str = "council") -> str:
    return f"{decision.get_absolute_url()}booth/{key}/"


def sent(client: Client, path: str, **values: str):
    """Fill in the ballot at ``path`` and send it."""
    place = text(client.get(path)).partition('name="place" value="')[2].partition('"')[0]
    return client.post(path, {"place": place, "token": f"t{len(values)}", **values})


def code_in(page: str) -> str:
    code: str
    [code] = CODE.findall(page.split("<main", 1)[1])
    return code


def test_a_steward_names_the_scrutineers_and_sees_whose_keys_are_missing(council: Council):
    role = given_role(council.body, "Scrutineer", seats=3)
    for actor in (council.bo, council.eve):
        given_mandate(person_of(actor), council.body, role=role)
    told = f'{{ body = "technology-council", role = "{role.slug}" }}'
    decision = given_secret_draft(council, scrutineers=told)
    client, path = browser_of(council.ada), f"{decision.get_absolute_url()}boxes/"
    assert path in text(client.get(decision.get_absolute_url()))
    assert "Nobody was named yet" in text(client.get(decision.get_absolute_url()))
    form = text(client.get(path))
    assert re.search(r">\s*bo\neve</textarea>", form)
    assert "Weaker: whoever runs this site could read who voted how" in form

    values = {"custody": "scrutineers", "custodians": "Bo\nNobody Here", "needed": "2", "token": "t"}
    wrong = client.post(path, values)
    assert wrong.status_code == 422
    assert "Nobody here is called “Nobody Here”." in text(wrong)
    assert "Nobody Here</textarea>" in text(wrong)
    assert client.post(path, values | {"custodians": "Bo\neve"}).status_code == 303
    page = text(client.get(decision.get_absolute_url()))
    assert "Have yet to make their keys:" in page
    assert "<bdi>Bo</bdi>" in page
    given_key(BallotBox.objects.get(), person_of(council.bo))
    refused = client.post(f"{decision.get_absolute_url()}opening/", {"closes_at": "2027-02-01T00:00", "token": "o"})
    assert refused.status_code == 422
    assert "These have yet to make theirs: Eve." in text(refused)


def test_numbers_with_which_one_alone_could_open_are_told_at_their_field(council: Council):
    decision = given_secret_draft(council)
    answer = browser_of(council.ada).post(
        f"{decision.get_absolute_url()}boxes/",
        {"custody": "scrutineers", "custodians": "bo\ndee", "needed": "3", "token": "t"},
    )
    assert answer.status_code == 422
    assert "More scrutineers are needed than are named." in text(answer)


def test_the_key_file_is_called_weaker_wherever_it_is_used(council: Council):
    decision = given_secret_draft(council)
    client = browser_of(council.ada)
    values = {"custody": "key_file", "custodians": "bo", "needed": "2", "token": "t"}
    assert client.post(f"{decision.get_absolute_url()}boxes/", values).status_code == 303
    assert "which is weaker than scrutineers" in text(client.get(decision.get_absolute_url()))


@pytest.mark.parametrize(("who", "status"), [("ada", 200), ("bo", 404), (None, 404)])
def test_only_stewards_prepare(council: Council, who: str | None, status: int):
    decision = given_secret_draft(council)
    client = browser_of(getattr(council, who)) if who else browser_of()
    assert client.get(f"{decision.get_absolute_url()}boxes/").status_code == status


def test_who_moves_proposals_on_sees_the_draft_and_prepares_nothing(council: Council):
    given_mandate(person_of(council.dee), council.body, [Power.MODERATE])
    decision = given_secret_draft(council)
    client = browser_of(council.dee)
    assert "boxes/" not in text(client.get(decision.get_absolute_url()))
    assert client.get(f"{decision.get_absolute_url()}boxes/").status_code == 403


def test_a_member_votes_in_secret_and_gets_a_receipt_in_this_answer_only(council: Council):
    decision, _keepers = given_secret_vote(council)
    client = browser_of(council.bo)
    assert booth(decision) in text(client.get(decision.get_absolute_url()))
    page = text(client.get(booth(decision)))
    assert 'name="reason"' not in page
    assert "https://www.belenios.org/" in page
    assert "How secret is it?" in page
    answer = sent(client, booth(decision), choice="no")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    code = code_in(text(answer))
    assert "no" not in re.findall(r'value="(\w+)"', text(answer))
    for path in (decision.get_absolute_url(), booth(decision)):
        again = text(client.get(path))
        assert code not in again
        assert "checked" not in again
        assert "on <time" in again or "oted" in again
    assert not Ballot.objects.exists()


def test_voting_again_gives_another_code(council: Council):
    decision, _keepers = given_secret_vote(council)
    client = browser_of(council.bo)
    first = code_in(text(sent(client, booth(decision), choice="no", token="a")))
    second = code_in(text(sent(client, booth(decision), choice="yes", token="b")))
    assert first != second
    assert len(filled_places(f"chamber:{decision.pk}-council")) == 1


def test_the_same_form_sent_twice_says_that_it_was_received(council: Council):
    decision, _keepers = given_secret_vote(council)
    client = browser_of(council.bo)
    sent(client, booth(decision), choice="no", token="a")
    again = sent(client, booth(decision), choice="yes", token="a")
    assert (again.status_code, again["Location"]) == (303, decision.get_absolute_url())
    assert "This was received before." in text(client.get(decision.get_absolute_url()))


def test_a_visitor_is_sent_to_sign_in_with_empty_hands(council: Council):
    decision, _keepers = given_secret_vote(council)
    client = Client()
    for path in (booth(decision), f"{decision.get_absolute_url()}papers/council/"):
        answer = client.post(path, {"choice": "no", "m1": "1", "token": "t"})
        assert answer.status_code == 303
    assert answer["Location"] == booth(decision)
    assert client.session.get("kept_form") is None


def test_what_is_wrong_is_told_and_what_was_typed_stays_in_the_answer(council: Council):
    decision, _keepers = given_secret_vote(council, election_text(equal="exhaust", skipped="exhaust"), names=NAMES)
    client, keys = browser_of(council.bo), keys_of(decision)
    marks = {f"m{key}": mark for key, mark in zip(keys, ("1", "1", "first"), strict=True)}
    answer = sent(client, booth(decision, "members"), **marks)
    assert answer.status_code == 422
    assert "no-store" in answer["Cache-Control"]
    assert "Number 1 is given more than once." in text(answer)
    assert 'value="first"' in text(answer)
    assert 'value="first"' not in text(client.get(booth(decision, "members")))
    assert not filled_places(f"chamber:{decision.pk}-members")


def test_too_late_is_told(council: Council):
    decision, _keepers = given_secret_vote(council)
    client = browser_of(council.bo)
    place = text(client.get(booth(decision))).partition('name="place" value="')[2].partition('"')[0]
    with time_machine.travel(CLOSES, tick=False):
        answer = client.post(booth(decision), {"place": place, "choice": "yes", "token": "t"})
    assert answer.status_code == 422
    assert "Voting is over. Your ballot could not be taken in any more." in text(answer)


def test_a_delegate_votes_for_two_bodies_in_secret(council: Council):
    given_mandate(person_of(council.eve), council.chapters[1], [Power.REPRESENT])
    decision, _keepers = given_secret_vote(council, question_text("chapters", CHAPTERS))
    client = browser_of(council.eve)
    page = text(client.get(booth(decision, "chapters")))
    assert "For whom do you vote?" in page
    south = RollEntry.objects.get(body=council.chapters[1])
    answer = client.post(booth(decision, "chapters"), {"place": str(south.pk), "choice": "yes", "token": "t"})
    assert code_in(text(answer))
    assert filled_places(f"chamber:{decision.pk}-chapters") == {south.pk}


def test_who_is_on_no_roll_is_told_why_and_an_open_chamber_has_no_booth(council: Council):
    decision, _keepers = given_secret_vote(
        council, question_text(), question_text("chapters", CHAPTERS, ballots="open")
    )
    answer = browser_of(council.fay).get(booth(decision))
    assert answer.status_code == 403
    assert "You are not on the roll of this chamber" in text(answer)
    assert browser_of(council.fay).get(booth(decision, "chapters")).status_code == 404
    assert browser_of(council.fay).get(booth(decision, "nobody")).status_code == 404


def test_after_the_close_everybody_reads_what_is_awaited_and_scrutineers_what_to_do(council: Council):
    decision, _keepers = given_secret_vote(council)
    given_choice(decision, council.ada)
    actions.close_due(CLOSES)
    with time_machine.travel(COUNTED, tick=False):
        page = text(browser_of().get(decision.get_absolute_url()))
        assert "0 of 2 are handed in." in page
        assert "Hand in your key" not in page
        assert "Hand in your key" in text(browser_of(council.bo).get(decision.get_absolute_url()))
        steward = text(browser_of(council.ada).get(decision.get_absolute_url()))
        assert f"{decision.get_absolute_url()}count/" not in steward
        assert browser_of().get(f"{decision.get_absolute_url()}box/council/").status_code == 404


def test_today_tells_scrutineers_what_waits_for_them_and_the_box_says_what_it_is_of(council: Council):
    decision = given_secret_draft(council)
    prepare(decision, council.ada, [person_of(actor) for actor in (council.bo, council.dee, council.eve)])
    box = BallotBox.objects.get()
    eve = browser_of(council.eve)
    assert f'href="{box.get_absolute_url()}key/"' in text(eve.get("/"))
    assert decision.title not in text(eve.get(box.get_absolute_url())), "nobody else reads a draft"
    assert decision.title in text(browser_of(council.ada).get(box.get_absolute_url()))
    for actor in (council.bo, council.dee, council.eve):
        given_key(box, person_of(actor))
    actions.open_draft(decision.pk, closes_at=CLOSES, by=council.ada, at=DURING)
    assert "Ballot box B-" not in text(eve.get("/")).split("<main", 1)[1]
    assert decision.title in text(eve.get(box.get_absolute_url()))
    actions.close_due(CLOSES)
    with time_machine.travel(COUNTED, tick=False):
        assert f'href="{box.get_absolute_url()}opening/"' in text(eve.get("/"))


@pytest.mark.parametrize("language", ["", "/ar"])
@pytest.mark.parametrize("chambers", [1, 2])
def test_no_page_asks_the_database_more_than_eight_times(
    council: Council, chambers: int, language: str, django_assert_max_num_queries
):
    texts = (question_text(), question_text("second"))[:chambers]
    draft = given_secret_draft(council, *texts)
    given_keepers(council, draft)
    opened, _keepers = given_secret_vote(council, *texts)
    waiting, _keepers = given_secret_vote(council, *texts)
    actions.close_decision(waiting.pk, by=council.ada, at=CLOSES)
    counted, keepers = given_secret_vote(council, *texts)
    given_choice(counted, council.ada)
    actions.close_decision(counted.pk, by=council.ada, at=CLOSES)
    given_opened_boxes(counted, keepers)
    client = browser_of(council.ada)
    pages = [draft, opened, waiting, counted]
    urls = [each.get_absolute_url() for each in pages]
    urls += [f"{urls[0]}boxes/", f"{urls[0]}opening/", f"{urls[1]}booth/council/", f"{urls[3]}box/council/"]
    client.get(urls[0])
    for url in urls:
        with django_assert_max_num_queries(8):
            assert client.get(f"{language}{url}").status_code == 200, url


def test_casting_in_secret_costs_few_queries(council: Council, django_assert_max_num_queries):
    decision, _keepers = given_secret_vote(council)
    client = browser_of(council.bo)
    place = text(client.get(booth(decision))).partition('name="place" value="')[2].partition('"')[0]
    with django_assert_max_num_queries(16):
        assert client.post(booth(decision), {"place": place, "choice": "yes", "token": "t"}).status_code == 200


def test_with_a_key_file_nobody_waits(council: Council):
    decision = given_secret_draft(council)
    prepare(decision, council.ada)
    actions.open_draft(decision.pk, closes_at=CLOSES, by=council.ada, at=DURING)
    client = browser_of(council.ada)
    assert "This box has the weaker kind of key" in text(client.get(booth(decision)))
    sent(client, booth(decision), choice="yes")
    actions.close_due(CLOSES)
    drain(CLOSES)
    with time_machine.travel(COUNTED, tick=False):
        assert "Counted on" in text(client.get(decision.get_absolute_url()))
