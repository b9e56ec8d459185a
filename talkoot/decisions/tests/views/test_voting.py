"""Casting a ballot through the form: once, twice, too late, signed out."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from talkoot.accounts.tests.given import PASSWORD, browser_of
from talkoot.accounts.tests.given import signed_in as with_password
from talkoot.decisions import actions
from talkoot.decisions.models import Ballot, RollEntry
from talkoot.decisions.tests.given import AFTER, DURING, given_ballot, given_decision
from talkoot.decisions.tests.views.test_pages import account_of, text
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import given_mandate
from talkoot.rulebooks.tests.given import CHAPTERS, MEMBERS, chamber_text, given_council, person_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def during():
    with time_machine.travel(DURING, tick=False), translation.override("en"):
        yield


def place_in(page: str) -> str:
    return page.partition('name="place" value="')[2].partition('"')[0]


def posted(client, decision, **values):
    url = f"/decisions/{decision.public_id}/ballots/new/"
    page = text(client.get(f"/decisions/{decision.public_id}/"))
    fields = {"place": place_in(page), "choice": "yes", "reason": "", "language": "en", "token": "t1"}
    return client.post(url, {**fields, **values})


def test_a_member_votes_and_sees_their_vote_in_the_form() -> None:
    council = given_council()
    decision = given_decision(council)
    client = browser_of(council.bo)
    answer = posted(client, decision, choice="no", reason="Pas *encore*", language="fr")
    assert (answer.status_code, answer["Location"]) == (303, f"/decisions/{decision.public_id}/")
    page = text(client.get(answer["Location"]))
    assert "Your vote is in. You can change it until voting closes." in page
    assert "Pas *encore*" in page
    assert 'value="no" id="id_choice_1" checked' in page.replace("required ", "") or "checked" in page
    assert Ballot.objects.get().language == "fr"


def test_a_no_without_a_reason_comes_back_filled() -> None:
    council = given_council()
    decision = given_decision(council)
    answer = posted(browser_of(council.bo), decision, choice="no")
    assert answer.status_code == 422
    page = text(answer)
    assert "<title>Error:" in page
    assert "Say why not, so that others can see what would have to change." in page
    assert not Ballot.objects.exists()


def test_the_same_form_sent_twice_casts_one_ballot() -> None:
    council = given_council()
    decision = given_decision(council)
    client = browser_of(council.bo)
    for _time in range(2):
        assert posted(client, decision)["Location"] == f"/decisions/{decision.public_id}/"
    assert Ballot.objects.count() == 1


def test_what_was_typed_too_late_is_given_back() -> None:
    council = given_council()
    decision = given_decision(council)
    client = browser_of(council.bo)
    place = place_in(text(client.get(f"/decisions/{decision.public_id}/")))
    for at in (AFTER, AFTER):
        with time_machine.travel(at, tick=False):
            answer = posted(client, decision, place=place, reason="Long thought about", choice="no")
        assert answer.status_code == 422
        assert "Voting is over. Your ballot could not be taken in any more." in text(answer)
        assert "Long thought about" in text(answer)
        actions.close_due(AFTER)


def test_a_vote_sent_signed_out_comes_back_after_signing_in() -> None:
    council = given_council()
    decision = given_decision(council)
    bo = account_of(council.bo)
    bo.set_password(PASSWORD)
    bo.save()
    client = Client()
    url = f"/decisions/{decision.public_id}/ballots/new/"
    answer = client.post(url, {"choice": "no", "reason": "Kept words", "language": "en"})
    assert answer.status_code == 303
    assert "sign-in" in answer["Location"]
    assert "Kept words" in text(with_password(bo, client).get(url))
    client.post(url, {"choice": "no", "reason": "Kept words", "language": "en", "token": "a"})
    assert Ballot.objects.get().reason == "Kept words"


def test_whoever_is_on_no_roll_is_told_why() -> None:
    council = given_council()
    decision = given_decision(council)
    answer = browser_of(council.eve).post(f"/decisions/{decision.public_id}/ballots/new/", {"choice": "yes"})
    assert answer.status_code == 403
    assert "You are not on the roll of this decision." in text(answer)


def test_a_delegate_votes_for_the_body() -> None:
    council = given_council()
    decision = given_decision(council, CHAPTERS)
    client = browser_of(council.eve)
    assert "How does North Chapter vote?" in text(client.get(f"/decisions/{decision.public_id}/"))
    assert posted(client, decision).status_code == 303
    assert Ballot.objects.get().entry.body == council.chapters[0]


def test_whoever_has_several_places_says_for_whom() -> None:
    council = given_council()
    given_mandate(person_of(council.bo), council.chapters[1], [Power.REPRESENT])
    decision = given_decision(council, MEMBERS, CHAPTERS)
    client = browser_of(council.bo)
    page = text(client.get(f"/decisions/{decision.public_id}/"))
    assert "For whom do you vote?" in page
    assert "Yourself, in Council" in page
    assert "South Chapter, in Chapters" in page
    body = RollEntry.objects.get(body=council.chapters[1])
    posted(client, decision, place=str(body.pk))
    assert "Has voted; a new vote takes the place of the old one" in text(
        client.get(f"/decisions/{decision.public_id}/")
    )


def test_another_ones_place_is_no_choice() -> None:
    council = given_council()
    decision = given_decision(council)
    other = given_ballot(decision, council.dee).entry_id
    assert posted(browser_of(council.bo), decision, place=str(other)).status_code == 422
    assert Ballot.objects.count() == 1


@pytest.mark.parametrize(
    ("counts", "base", "hint"),
    [
        ("yes+no+neutral", "yes+no", "Counts for the quorum only"),
        ("yes+no", "yes+no", "Is shown, and counts towards nothing"),
        ("yes+no+neutral", "yes+no+neutral", "Counts towards the quorum, and works like a no"),
        ("yes+no", "eligible", "Works like a no"),
    ],
)
def test_the_form_says_what_neutral_does_under_these_rules(counts, base, hint) -> None:
    council = given_council()
    chamber = chamber_text(
        "council", '{ kind = "members_of_body", body = "technology-council" }', counts=counts, base=base, bar="55 %"
    )
    decision = given_decision(council, chamber)
    assert f"<small>{hint}</small>" in text(browser_of(council.bo).get(f"/decisions/{decision.public_id}/"))


def test_voting_costs_few_queries(django_assert_max_num_queries) -> None:
    council = given_council()
    decision = given_decision(council)
    client = browser_of(council.bo)
    place = place_in(text(client.get(f"/decisions/{decision.public_id}/")))
    with django_assert_max_num_queries(16):
        client.post(
            f"/decisions/{decision.public_id}/ballots/new/",
            {"place": place, "choice": "yes", "reason": "", "language": "en", "token": "t"},
        )
    assert Ballot.objects.count() == 1
