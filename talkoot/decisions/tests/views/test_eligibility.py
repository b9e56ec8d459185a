"""Whoever wants to vote finds out beforehand whether they may, and which condition fails."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from talkoot.accounts.tests.given import browser_of
from talkoot.decisions import actions, queries
from talkoot.decisions.models import Decision
from talkoot.decisions.tests.given import AFTER, DURING, EXEMPTION, given_decision
from talkoot.directory.queries import hats_of
from talkoot.eligibility.tests.given import given_facts
from talkoot.kernel.actors import Actor
from talkoot.rulebooks.tests.given import (
    CHAPTERS,
    OPENED,
    Council,
    chamber_text,
    conditions_text,
    given_council,
    given_rulebook,
    person_of,
)

pytestmark = pytest.mark.django_db
MEMBER = {"is": "member_of_body", "body": "technology-council", "parts": True, "on": "opening"}
EDITS = {"is": "external_fact", "fact": "edits", "at_least": 300, "as_of": "2026-11-01"}
CHAPTER = {"is": "body_of_kind", "kinds": ["chapter"]}
VIEW, PAGE = 5, 8


@pytest.fixture(autouse=True)
def during():
    with time_machine.travel(DURING, tick=False), translation.override("en"):
        yield


@pytest.fixture
def council() -> Council:
    found = given_council()
    slugs = [person_of(actor).slug for actor in (found.bo, found.eve)]
    given_facts(f"{slugs[0]},edits,312,2026-11-01\n{slugs[1]},edits,12,2026-11-01")
    return found


def given_asked(council: Council) -> Decision:
    return given_decision(council, chamber_text("council", conditions_text(MEMBER, EDITS)))


def page_of(decision: Decision, by: Actor | None, query: str = "", chamber: str = "council") -> str:
    answer = browser_of(by).get(f"{decision.get_absolute_url()}eligibility/{chamber}/{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_who_meets_the_conditions_is_told_so(council: Council) -> None:
    page = page_of(given_asked(council), council.bo)
    assert "Met" in page
    assert "Not met" not in page
    assert "What stands in the way:" not in page


def test_who_does_not_is_told_which_condition_fails(council: Council) -> None:
    page = page_of(given_asked(council), council.eve)
    assert "What stands in the way:" in page
    failing = page.partition("What stands in the way:")[2].partition("</ul>")[0]
    assert "Holds a role in “Technology Council” or in a part of it" in failing
    assert "“edits” is at least 300" in failing
    assert "12" in failing


def test_the_decision_leads_there_and_says_so_to_who_is_on_no_roll(council: Council) -> None:
    decision = given_asked(council)
    page = browser_of(council.eve).get(decision.get_absolute_url()).content.decode()
    assert page.count(f'href="{decision.get_absolute_url()}eligibility/council/"') == 2
    assert "See which condition you do not meet" in page


def test_before_voting_opens_who_prepares_it_sees_what_is_known_and_what_is_missing(council: Council) -> None:
    later = EDITS | {"as_of": "2027-01-01"}
    rulebook = given_rulebook(council, chamber_text("council", conditions_text(later)))
    draft = actions.draft_decision(
        title="Dark mode", question="On?", language="en", rulebook_id=rulebook.pk, steward_body_id=council.body.pk,
        exemption=EXEMPTION, by=council.ada, at=OPENED,
    )  # fmt: skip
    page = page_of(draft, council.ada)
    assert "By what is known today." in page
    assert "edits, 2027-01-01" in page
    assert browser_of(council.eve).get(f"{draft.get_absolute_url()}eligibility/council/").status_code == 404


def test_a_delegate_checks_the_body_they_represent(council: Council) -> None:
    asked = conditions_text(CHAPTER, voters="bodies")
    decision = given_decision(council, chamber_text("council", asked))
    page = page_of(decision, council.eve, f"?body={council.chapters[0].slug}")
    assert "North Chapter" in page
    assert "Not met" not in page
    assert "you represent none" in page_of(decision, council.bo)


def test_there_is_nothing_to_check_without_conditions_or_once_voting_is_over(council: Council) -> None:
    decision = given_decision(council, chamber_text("council", conditions_text(MEMBER)), CHAPTERS)
    url = decision.get_absolute_url()
    client = browser_of(council.bo)
    assert client.get(f"{url}eligibility/chapters/").status_code == 404
    assert client.get(f"{url}eligibility/nobody/").status_code == 404
    actions.close_due(AFTER)
    assert client.get(f"{url}eligibility/council/").status_code == 404
    assert "eligibility/council/" not in client.get(url).content.decode()


def test_a_visitor_signs_in_first(council: Council) -> None:
    answer = Client().get(f"{given_asked(council).get_absolute_url()}eligibility/council/")
    assert answer.status_code in {302, 303, 403}
    assert "Every person who meets" not in answer.content.decode()


def test_checking_costs_few_queries(council: Council) -> None:
    decision = given_asked(council)
    everywhere = {"is": "member_of_kind", "kinds": ["chapter"], "on": "opening"}
    other = given_decision(
        council, chamber_text("council", conditions_text(everywhere, EDITS | {"at_least": 10})), title="Other"
    )
    bodies = given_decision(council, chamber_text("council", conditions_text(CHAPTER, voters="bodies")), title="Third")
    for each in (decision, other, bodies):
        for reader in (council.bo, council.eve):
            found = queries.get_decision(each.public_id, reader, DURING)
            hats = hats_of(reader, DURING)
            with CaptureQueriesContext(connection) as asked:
                queries.conditions_view(found, "council", reader, DURING, hats)
            assert len(asked) <= VIEW, (each.title, [q["sql"][:90] for q in asked])
    client, place = browser_of(council.bo), f"{decision.get_absolute_url()}eligibility/council/"
    for language in ("", "/ar", "/es"):
        url = f"{language}{place}"
        client.get(url)
        with CaptureQueriesContext(connection) as whole:
            assert client.get(url).status_code == 200
        assert len(whole) <= PAGE
