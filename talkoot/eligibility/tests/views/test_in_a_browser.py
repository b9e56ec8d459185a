"""The pages with something on them, in a browser: no accessibility finding, nothing too wide, in both directions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from talkoot.accounts.tests.given import browser_of, given_account
from talkoot.directory.models import Person
from talkoot.directory.queries import person_of
from talkoot.directory.rules import Power
from talkoot.directory.tests.given import actor_of, given_mandate
from talkoot.eligibility.tests.given import Cast, given_entry, given_facts, given_list, given_suspension, given_voting
from talkoot.eligibility.tests.views.test_pages import CONDITIONS
from talkoot.kernel.actors import Actor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = Path(__file__).resolve().parents[4] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def someone(cast: Cast, name: str, *powers: Power) -> Actor:
    person = person_of(given_account(name, password=None).pk)
    assert person is not None
    given_mandate(Person.objects.get(pk=person.pk), cast.body, powers)
    return actor_of(person)


def page_of(actor: Actor, browser: Browser, live_server: LiveServer, width: int) -> Page:
    """Return a page of somebody who is signed in."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": width, "height": 800})
    cookie = browser_of(actor).cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    return context.new_page()


def findings(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    result: dict[str, Any] = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{page.url}: {v['id']} {v['nodes'][0]['target']}" for v in result["violations"]] + (
        [f"{page.url}: {wide} px too wide"] if wide > 1 else []
    )


@pytest.mark.parametrize(("prefix", "width"), [("", 1280), ("/ar", 360)])
def test_pages_with_something_on_them_hold(browser: Browser, live_server: LiveServer, prefix: str, width: int) -> None:
    cast = given_voting()
    eve, sam = someone(cast, "Eve"), someone(cast, "Sam", Power.STEWARD)
    given_facts("eve,edits,12,2026-11-01")
    kept = given_list(cast, "A list with a long name of people who have been here from the very start")
    entry = given_entry(cast, kept, eve)
    suspension = given_suspension(cast, eve)
    found: list[str] = []
    page = page_of(sam, browser, live_server, width)
    for path in (
        "lists/", f"lists/{kept.slug}/", f"lists/{kept.slug}/entries/", f"lists/{kept.slug}/entries/{entry.pk}/end/",
        f"lists/{kept.slug}/import/", "suspensions/", f"suspensions/{suspension.pk}/",
        f"suspensions/{suspension.pk}/lifting/",
    ):  # fmt: skip
        page.goto(f"{prefix}/eligibility/{path}")
        found += findings(page)
    page = page_of(eve, browser, live_server, width)
    for path in ("known/", f"suspensions/{suspension.pk}/"):
        page.goto(f"{prefix}/eligibility/{path}")
        found += findings(page)
    page.goto(f"{prefix}/eligibility/")
    page.locator("textarea").fill(CONDITIONS)
    page.locator("main form button.primary").click()
    page.wait_for_selector("#h-checked")
    page.locator("details summary").first.click()
    assert page.locator("#h-checked ~ * .tag").count() + page.locator("section .tag.danger").count() > 0
    assert found + findings(page) == []
