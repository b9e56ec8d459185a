"""Where people see what would have differed: beside a version, and on a draft before it is published."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from talkoot.accounts.tests.given import browser_of
from talkoot.comparisons.tests.queries.test_would_differ import given_counted
from talkoot.decisions.tests.given import AFTER
from talkoot.decisions.tests.given_delegations import QUESTION, delegating
from talkoot.rulebooks.rules import begun
from talkoot.rulebooks.tests.given import Council, given_council, given_rulebook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def after():
    with time_machine.travel(AFTER, tick=False), translation.override("en"):
        yield


@pytest.fixture
def council() -> Council:
    return given_council()


def test_the_page_of_a_version_leads_to_it_and_everybody_may_look(council: Council, django_assert_max_num_queries):
    decision = given_counted(council)
    url = f"/comparisons/{decision.rulebook.slug}/1/"
    assert f'href="{url}"' in Client().get(decision.rulebook.get_absolute_url()).content.decode()
    with django_assert_max_num_queries(8):
        page = Client().get(url).content.decode()
    assert decision.public_id in page
    assert "The same result" in page
    assert Client().get("/comparisons/nothing/1/").status_code == 404


def test_where_nothing_was_counted_that_is_said(council: Council):
    rulebook = given_rulebook(council)
    page = Client().get(f"/comparisons/{rulebook.slug}/1/").content.decode()
    assert "Nothing was counted yet that these rules could be held against." in page


def test_a_steward_sees_it_on_the_draft_before_publishing(council: Council, django_assert_max_num_queries):
    decision = given_counted(council)
    client = browser_of(council.ada)
    said, missing = begun(delegating(QUESTION, "none"))
    assert not missing
    values = {**said, "act": "look", "body": str(council.body.pk), "slug": decision.rulebook.slug, "token": "t"}
    client.post("/rulebooks/new/form/", values)
    with django_assert_max_num_queries(8):
        page = client.post("/rulebooks/new/form/", values).content.decode()
    assert "What would have differed from the last three decisions" in page
    assert decision.get_absolute_url() in page
