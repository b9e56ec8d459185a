"""The pages with something on them, in a browser: no accessibility finding, nothing too wide, in both directions."""

from __future__ import annotations

import pytest
from django.db import connection
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from talkoot.accounts.tests.given import browser_of, given_account, owner_of
from talkoot.directory.models import Person
from talkoot.directory.queries import person_of
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import actor_of, given_mandate
from talkoot.eligibility.tests.given import (
    Cast,
    given_entry,
    given_fact_key,
    given_facts,
    given_list,
    given_suspension,
    given_voting,
)
from talkoot.eligibility.tests.views.test_pages import CONDITIONS
from talkoot.kernel.actors import Actor
from talkoot.ui.testing import findings, page_of, press

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages are looked at when the suite runs on SQLite"),
]


def someone(cast: Cast, name: str, *powers: Power) -> Actor:
    person = person_of(given_account(name, password=None).pk)
    assert person is not None
    given_mandate(Person.objects.get(pk=person.pk), cast.body, powers)
    return actor_of(person)


@pytest.mark.parametrize(("prefix", "width"), [("", 1280), ("/ar", 360)])
def test_pages_with_something_on_them_hold(browser: Browser, live_server: LiveServer, prefix: str, width: int) -> None:
    cast = given_voting()
    eve, sam = someone(cast, "Eve"), someone(cast, "Sam", Power.STEWARD)
    given_facts("eve,edits,12,2026-11-01")
    kept = given_list(cast, "A list with a long name of people who have been here from the very start")
    entry = given_entry(cast, kept, eve)
    suspension = given_suspension(cast, eve)
    found: list[str] = []
    page = page_of(browser_of(sam), browser, live_server.url, width=width)
    for path in (
        "lists/", f"lists/{kept.slug}/", f"lists/{kept.slug}/entries/", f"lists/{kept.slug}/entries/{entry.pk}/end/",
        f"lists/{kept.slug}/import/", "suspensions/", f"suspensions/{suspension.pk}/",
        f"suspensions/{suspension.pk}/lifting/",
    ):  # fmt: skip
        page.goto(f"{prefix}/eligibility/{path}")
        found += findings(page)
    olga = owner_of(given_account("Olga", password=None, is_operator=True))
    key, _secret = given_fact_key(olga)
    page = page_of(browser_of(olga), browser, live_server.url, width=width)
    for path in ("keys/", f"keys/{key.pk}/", f"keys/{key.pk}/revocation/", "keys/new/"):
        page.goto(f"{prefix}/eligibility/{path}")
        found += findings(page)
    for name, value in (("name", "Statistics"), ("source", "stats"), ("facts", "edits")):
        page.locator(f"[name={name}]").fill(value)
    press(page.locator("main form button.primary"))
    assert "talkoot_facts_" in page.locator("main").inner_text()
    found += findings(page)
    page = page_of(browser_of(eve), browser, live_server.url, width=width)
    for path in ("known/", f"suspensions/{suspension.pk}/"):
        page.goto(f"{prefix}/eligibility/{path}")
        found += findings(page)
    page.goto(f"{prefix}/eligibility/")
    page.locator("textarea").fill(CONDITIONS)
    press(page.locator("main form button.primary"))
    page.locator("details summary").first.click()
    assert page.locator("#h-checked ~ * .tag").count() + page.locator("section .tag.danger").count() > 0
    assert found + findings(page) == []
