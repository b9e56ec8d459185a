"""Duties on the pages of documents, and clauses on the pages of duties."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from talkoot.accounts.tests.given import browser_of
from talkoot.documents.models import Document, Placing
from talkoot.documents.tests.given import CHARTER, TOMORROW, given_document, given_version
from talkoot.duties.models import Duty
from talkoot.duties.tests.given import given_duty
from talkoot.kernel.testing import MONDAY
from talkoot.rulebooks.tests.given import Council, given_council
from talkoot.scopes.tests.given import given_world

pytestmark = pytest.mark.django_db
LATER = TOMORROW + timedelta(days=1)
CHANGED = CHARTER.replace("at least six", "at least five")


@pytest.fixture
def council(db: None) -> Council:
    given_world()
    return given_council()


@pytest.fixture
def charter(council: Council) -> Document:
    return given_document(council.body)


def quorum_of(charter: Document) -> Placing:
    return Placing.objects.get(version__document=charter, version__number=1, number="2")


def said(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    page: str = answer.content.decode()
    return page


def asked(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def test_a_steward_records_a_duty_from_its_clause(council: Council, charter: Document) -> None:
    clause_id = quorum_of(charter).clause_id
    with time_machine.travel(LATER, tick=False):
        steward = browser_of(council.ada)
        link = f"/roles/new/?clause={clause_id}"
        assert link in said(steward, "/d/charter/2")
        assert f"clause={clause_id}" in said(steward, link)
        form = f"/roles/new/?body={council.body.slug}&clause={clause_id}"
        assert "Charter 2" in said(steward, form)
        values = {
            "holder": council.body.ref, "letter": "accountable", "matter": "Quorum", "source": "", "source_url": "",
            "review_on": "", "reason": "It says so.", "language": "en", "token": "t",
        }  # fmt: skip
        assert steward.post(form, values).status_code == 303
    duty = Duty.objects.get()
    assert (duty.clause_id, duty.source) == (clause_id, "Charter 2")


def test_a_clause_shows_its_duties_and_a_duty_its_clause(council: Council, charter: Document) -> None:
    duty = given_duty(council.body, clause_id=quorum_of(charter).clause_id)
    given_version(charter, CHANGED)
    with time_machine.travel(LATER, tick=False):
        visitor = Client()
        clause, page = said(visitor, "/d/charter/2"), said(visitor, duty.get_absolute_url())
        body = said(visitor, council.body.get_absolute_url())
        found = said(visitor, "/roles/?document=charter"), said(visitor, "/roles/?document=other")
        changed = said(visitor, "/roles/?issue=changed")
    assert "Reading interface" in clause
    assert "to confirm" in clause
    assert "six" in page
    assert "five" in page
    assert f"/d/charter/c{duty.clause_id}/" in body
    assert ["/roles/matters/" in each for each in found] == [True, False]
    assert "/roles/matters/" in changed


def test_confirming_shows_what_changed_and_takes_todays_words(council: Council, charter: Document) -> None:
    duty = given_duty(council.body, clause_id=quorum_of(charter).clause_id)
    given_version(charter, CHANGED)
    with time_machine.travel(LATER, tick=False):
        steward = browser_of(council.ada)
        path = f"/roles/{duty.pk}/confirmations/"
        page = said(steward, path)
        assert "<del>" in page
        seen = Placing.objects.get(version__document=charter, version__number=2, number="2").wording_id
        values = {"review_on": "2099-01-01", "reason": "Five will do.", "language": "en", "seen": seen, "token": "t"}
        assert steward.post(path, values).status_code == 303
    duty.refresh_from_db()
    assert duty.wording_id == seen


@pytest.mark.parametrize("wrong", ["0", "9999999", "x", "١", "1" * 30, "-1"])
def test_a_duty_of_no_clause_is_nowhere(council: Council, wrong: str) -> None:
    assert browser_of(council.ada).get("/roles/new/", {"clause": wrong}).status_code == 404


def test_many_duties_of_a_clause_ask_no_more(council: Council, charter: Document) -> None:
    clause_id = quorum_of(charter).clause_id
    given_duty(council.body, clause_id=clause_id, matter="One")
    with time_machine.travel(MONDAY, tick=False):
        few = asked(Client(), "/d/charter/2")
        for matter in ("Two", "Three", "Four", "Five"):
            given_duty(council.body, clause_id=clause_id, matter=matter)
        assert asked(Client(), "/d/charter/2") == few == 6
