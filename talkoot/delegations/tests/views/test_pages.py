"""Every page of delegations, as different people get it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from talkoot.accounts.models import Account
from talkoot.delegations import actions, queries
from talkoot.delegations.models import ChainLimit, Delegation
from talkoot.delegations.tests.given import DAY, given_delegation, given_voter, given_voters
from talkoot.directory.models import Person
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import given_body, given_mandate, person_id
from talkoot.kernel.actors import Actor
from talkoot.kernel.clock import now
from talkoot.ledger.models import Entry
from talkoot.scopes.tests.given import given_scope, given_topic

pytestmark = pytest.mark.django_db

# What nobody may find in a page: inline styles and scripts (the content security policy would stop them anyway).
FORBIDDEN = re.compile(r"""<style|\sstyle=|\son[a-z]+=["']|javascript:|hx-on""", re.IGNORECASE)
NEW = {"delegate_id": "Bo", "body_id": "", "from_on": "2099-01-01", "until_on": "2099-12-31", "token": "t"}


def given_now(by: Actor, delegate: Actor, **values: Any) -> Delegation:
    """Return a delegation that is in force on the day of the test."""
    at = now()
    return given_delegation(by, delegate, at=at, until_on=(at + 300 * DAY).date(), **values)


def browser(who: Actor) -> Client:
    """Return a browser in which somebody signed in."""
    client = Client()
    client.force_login(Account.objects.get(pk=who.account_id or 0))
    return client


def text(client: Client, path: str, status: int = 200) -> str:
    """Return the text of a page that must answer with ``status``."""
    answer = client.get(path)
    page: str = answer.content.decode()
    assert answer.status_code == status, page[:2_000]
    assert not FORBIDDEN.search(page)
    return page


def test_a_visitor_signs_in_first(client: Client) -> None:
    given_now(*given_voters("Ada", "Bo"))
    for path in ("", "new/", "limits/", "1/revocation/", "1/refusal/"):
        answer = client.get(f"/delegations/{path}")
        assert (answer.status_code, "sign-in" in answer["Location"]) == (302, True)


def test_who_has_none_reads_what_it_is() -> None:
    page = text(browser(given_voter("Ada")), "/delegations/")
    for words in ("Your own vote always wins", "Nobody has asked you to.", "at most 3 times", "Fewer than ten people"):
        assert words in page
    assert "Change how far votes go" not in page


def test_both_sides_see_the_chain_and_what_they_can_do() -> None:
    ada, bo, cem = given_voters("Ada", "Bo", "Cem")
    given, onward = given_now(ada, bo), given_now(bo, cem, body=given_body("Council"), topics=[given_topic("Fonts").pk])
    page = text(browser(ada), "/delegations/")
    assert f"/delegations/{given.pk}/revocation/" in page
    page = text(browser(bo), "/delegations/")
    assert f"/delegations/{given.pk}/refusal/" in page
    assert f"/delegations/{onward.pk}/revocation/" in page
    assert "only questions of Council" in page
    assert re.search(r"you also vote for 1 person: .*Ada", page)


def test_the_names_in_a_chain_are_told_in_order() -> None:
    ada, bo, cem, dee = given_voters("Ada", "Bo", "Cem", "Dee")
    given_now(ada, bo)
    given_now(bo, cem)
    given_now(cem, dee)
    assert re.search(r"the nearest first: .*Cem.*, .*Dee", text(browser(ada), "/delegations/"))
    assert re.search(r"you also vote for 3 people: .*Ada.*, .*Bo.*, .*Cem", text(browser(dee), "/delegations/"))
    assert re.search(r"come along with it: .*Ada.*, .*Bo", text(browser(dee), "/delegations/"))


def test_somebody_lets_another_vote_and_the_form_sent_twice_changes_nothing() -> None:
    ada, bo = given_voters("Ada", "Bo")
    topic, council = given_topic("Fonts"), given_body("Council")
    client, new = browser(ada), {**NEW, "scope_topics": [topic.pk], "body_id": "Council"}
    assert 'value="bo"' in text(client, "/delegations/new/?person=bo")
    answer = client.post("/delegations/new/", new)
    made = Delegation.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, made.get_absolute_url())
    assert (made.delegate_id, made.body_id, made.scope.key) == (bo.person_id, council.pk, f"topics={topic.pk}")
    assert client.post("/delegations/new/", new)["Location"] == made.get_absolute_url()
    assert Delegation.objects.count() == 1
    assert "Begins later" in text(client, "/delegations/")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"delegate_id": "Nobody"}, "Nobody here has this name."),
        ({"delegate_id": "Twin"}, "Several people have this name."),
        ({"delegate_id": "Ada"}, "This is you."),
        ({"delegate_id": "Cem"}, "by way of Cem"),
        ({"body_id": "Nowhere"}, "No body here has this name."),
        ({"until_on": "2098-01-01"}, "The day it ends must come after the day it begins."),
        ({"from_on": "2001-01-01"}, "The first day lies in the past."),
        ({"until_on": ""}, "required"),
    ],
)
def test_what_is_refused_comes_back_filled(typed: dict[str, str], words: str) -> None:
    ada, _bo, cem, *_twins = given_voters("Ada", "Bo", "Cem")
    for account in (given_voter("Twin"), given_voter("Twin 2")):
        Person.objects.filter(pk=person_id(account)).update(fold="twin", slug=f"double-{account.person_id}")
    at = now()
    given_delegation(cem, ada, at=at, until_on=at.date().replace(year=2100))
    answer = browser(ada).post("/delegations/new/", {**NEW, **typed})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert 'value="2099-12-31"' in page or "until_on" in typed
    assert Delegation.objects.count() == 1


def test_who_gave_it_takes_it_back_and_who_received_it_declines() -> None:
    ada, bo, cem = given_voters("Ada", "Bo", "Cem")
    to_bo, to_cem = given_now(ada, bo), given_now(ada, cem, topics=[given_topic("Fonts").pk])
    client = browser(ada)
    assert "Fonts" in text(browser(cem), f"/delegations/{to_cem.pk}/refusal/")
    assert "Bo" in text(client, f"/delegations/{to_bo.pk}/revocation/")
    assert client.post(f"/delegations/{to_bo.pk}/revocation/", {"token": "t"}).status_code == 303
    assert browser(cem).post(f"/delegations/{to_cem.pk}/refusal/", {"token": "t"}).status_code == 303
    assert client.post(f"/delegations/{to_bo.pk}/revocation/", {"token": "t"}).status_code == 303
    page = text(client, "/delegations/")
    assert "You took it back" in page
    assert "They declined" in page
    assert "This is over already" in text(client, f"/delegations/{to_bo.pk}/revocation/", 403)


def test_each_side_has_its_own_way_out_and_nobody_else_finds_it() -> None:
    ada, bo, cem = given_voters("Ada", "Bo", "Cem")
    one = given_now(ada, bo)
    assert "Only the person whose vote it is" in text(browser(bo), f"/delegations/{one.pk}/revocation/", 403)
    assert "Only the person who was asked" in text(browser(ada), f"/delegations/{one.pk}/refusal/", 403)
    for path in ("revocation", "refusal"):
        text(browser(cem), f"/delegations/{one.pk}/{path}/", 404)
        text(browser(given_voter(f"Oz {path}", is_operator=True)), f"/delegations/{one.pk}/{path}/", 404)


def test_operators_and_stewards_say_how_far_votes_go() -> None:
    oz, ada, bo = given_voter("Oz", is_operator=True), given_voter("Ada"), given_voter("Bo")
    council = given_body("Council")
    given_mandate(Person.objects.get(pk=person_id(ada)), council, [Power.STEWARD])
    assert "Change how far votes go" in text(browser(oz), "/delegations/")
    assert "Every question" in text(browser(oz), "/delegations/limits/")
    assert browser(oz).post("/delegations/limits/", {"body_id": "", "links": "5", "token": "a"}).status_code == 303
    assert f"/delegations/limits/?body={council.pk}" in text(browser(ada), council.get_absolute_url())
    assert "/delegations/limits/" not in text(browser(bo), council.get_absolute_url())
    assert "Every question" not in text(browser(ada), f"/delegations/limits/?body={council.pk}")
    sent = {"body_id": str(council.pk), "links": "1", "token": "b"}
    assert browser(ada).post("/delegations/limits/", sent).status_code == 303
    assert browser(ada).post("/delegations/limits/", {**sent, "links": "99", "token": "c"}).status_code == 422
    assert browser(ada).post("/delegations/limits/", {"body_id": "", "links": "9", "token": "d"}).status_code == 403
    assert "Only those with a mandate" in text(browser(bo), "/delegations/limits/", 403)
    assert list(ChainLimit.objects.order_by("pk").values_list("body", "links")) == [(None, 5), (council.pk, 1)]
    page = text(Client(), "/recent/")
    assert "let a vote be handed on 5 times" in page
    assert "let a vote be handed on 1 time in questions of" in page


def test_recent_changes_and_histories_tell_nobody_who_votes_for_whom() -> None:
    ada, bo = given_voters("Ada", "Bo")
    one = given_now(ada, bo)
    actions.revoke_delegation(one.pk, by=ada, at=now())
    for client in (Client(), browser(bo), browser(given_voter("Cem"))):
        page = text(client, "/recent/")
        told = page.split("<main", 1)[1].replace('<option value="delegations">Votes for others</option>', "")
        assert "delegation" not in told
    assert not Entry.objects.filter(area="delegations", is_public=True).exists()


def test_the_part_for_other_pages_tells_the_chain_in_a_question() -> None:
    ada, bo, cem = given_voters("Ada", "Bo", "Cem")
    given_now(ada, bo)
    given_now(bo, cem)

    def part(who: Actor, *voted: Actor) -> str:
        near = queries.near(person_id(who), given_scope().pk, now())
        told = queries.told(near, {person_id(one) for one in voted}, viewer=who)
        return re.sub(r"<[^>]+>", "", render_to_string("delegations/parts/chain.html", {"told": told}))

    assert "Your vote is cast by Cem, through Bo. If you vote yourself" in part(ada, cem)
    assert "Your vote is cast by Bo. If you" in part(ada, bo)
    assert "or you yourself: Bo, Cem" in part(ada)
    assert "You voted yourself, and that is what counts." in part(ada, ada)
    assert "You vote for 2 people: Ada, Bo" in part(cem, cem)
    assert "If you vote, you also vote for 1 person: Ada" in part(bo)
    assert part(given_voter("Dee")).strip() == ""


def test_names_cannot_inject_markup() -> None:
    ada, bo = given_voters("Ada", "Bo")
    for who, name in ((ada, "<b>Ada"), (bo, "<i>Bo")):
        Person.objects.filter(pk=person_id(who)).update(name=name)
    given_now(ada, bo, topics=[given_topic("<u>Fonts").pk])
    for who in (ada, bo):
        page = text(browser(who), "/delegations/")
        assert not [bad for bad in ("<b>Ada", "<i>Bo", "<u>Fonts") if bad in page]


def test_the_account_page_leads_here_for_the_cost_of_no_query() -> None:
    ada = browser(given_voter("Ada"))
    assert '/delegations/"' in text(ada, "/account/")


def test_every_page_speaks_arabic() -> None:
    ada, bo = given_voters("Ada", "Bo")
    one = given_now(ada, bo)
    for path in ("", "new/", f"{one.pk}/revocation/"):
        assert 'dir="rtl"' in text(browser(ada), f"/ar/delegations/{path}")


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_needs_no_more_than_eight_questions(number: int, django_assert_num_queries: Any) -> None:
    ada, bo, cem = given_voters("Ada", "Bo", "Cem")
    given_now(ada, bo, topics=[given_topic("Fonts").pk])
    given_now(bo, cem)
    actions.revoke_delegation(given_now(ada, cem).pk, by=ada, at=now())
    for n in range(number):
        given_now(given_voter(f"Voter {n}"), ada, topics=[given_topic(f"Topic {n}").pk])
    client = browser(ada)
    text(client, "/delegations/")
    with django_assert_num_queries(8):  # session and account; delegations, limits, around, reach, names, places; sum
        text(client, "/delegations/")


def test_the_other_pages_are_light() -> None:
    ada, bo = given_voters("Ada", "Bo")
    one = given_now(ada, bo)
    client = browser(ada)
    for path, most in (("new/", 4), (f"{one.pk}/revocation/", 3)):
        text(client, f"/delegations/{path}")
        with CaptureQueriesContext(connection) as asked:
            text(client, f"/delegations/{path}")
        assert len(asked) <= most, [query["sql"][:90] for query in asked]
