"""The scrutineers' way in a real browser: on a phone, right to left, and without JavaScript."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from talkoot.ballotboxes.models import BallotBox, Custodian
from talkoot.ballotboxes.rules import BoxState
from talkoot.ballotboxes.tests.given import (
    given_box,
    given_closed,
    given_emptied,
    given_prepared_box,
    given_slip,
    given_strike,
)
from talkoot.ballotboxes.tests.views.test_pages import browser as client_of
from talkoot.ballotboxes.tests.views.test_pages import given_people
from talkoot.directory.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).resolve().parents[4] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def page_of(browser: Browser, live_server: LiveServer, person: Person, *, width: int, scripts: bool) -> Page:
    """Return a page in a browser in which ``person`` is signed in."""
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 800}, java_script_enabled=scripts
    )
    cookie = client_of(person).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    context.set_default_timeout(10_000)
    return context.new_page()


def findings(page: Page) -> list[str]:
    """Return what stands in somebody's way on the page as it is."""
    page.evaluate(AXE.read_text())
    result: dict[str, Any] = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    found = [f"{v['id']} at {node['target']}" for v in result["violations"] for node in v["nodes"][:2]]
    too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, *([f"{too_wide} px too wide"] if too_wide > 1 else [])]


@pytest.mark.parametrize(("language", "width"), [("", 1280), ("/ar", 360)])
def test_a_scrutineer_makes_a_key_and_nothing_stands_in_the_way(browser, live_server, language, width):
    people = given_people("Ada", "Bo")
    box = given_prepared_box(people)
    page = page_of(browser, live_server, people[0], width=width, scripts=True)
    page.goto(f"{language}{box.get_absolute_url()}")
    found = findings(page)
    page.locator("main a.btn.primary").click()
    found += findings(page)
    page.locator("main button.primary").click()
    words = page.locator("ol.words code").all_inner_texts()
    found += findings(page)
    page.locator("main button.primary").click()
    found += findings(page)
    labels = page.locator("main .field label").all_inner_texts()
    for name, label in zip(("first", "second"), labels, strict=True):
        page.fill(f"#id_{name}", words[int("".join(c for c in label if c.isdigit())) - 1])
    page.locator("main button.primary").click()
    page.wait_for_url(f"**{box.get_absolute_url()}")
    assert found == []
    assert Custodian.objects.get(person=people[0]).made_at is not None


def test_a_key_is_handed_in_without_javascript(browser, live_server):
    people = given_people("Ada", "Bo")
    box, keepers = given_box(people=people)
    given_slip(1)
    given_closed()
    for person, keeper in zip(people, keepers, strict=True):
        page = page_of(browser, live_server, person, width=360, scripts=False)
        page.goto(box.get_absolute_url())
        page.locator("main a.btn.primary").click()
        page.fill("#id_words", keeper.words)
        page.locator("main button.primary").click()
        page.wait_for_url(f"**{box.get_absolute_url()}")
    assert BallotBox.objects.get().state == BoxState.EMPTIED


@pytest.mark.parametrize(("language", "width"), [("", 1280), ("/ar", 360)])
def test_an_emptied_box_and_a_receipt_hold(browser, live_server, language, width):
    people = given_people("Ada", "Bo")
    _box, keepers = given_box(people=people)
    code = given_slip(1)
    given_slip(2)
    given_strike(2)
    box = given_emptied(keepers)
    page = page_of(browser, live_server, people[0], width=width, scripts=True)
    page.goto(f"{language}{box.get_absolute_url()}")
    found = findings(page)
    page.fill("#id_code", code)
    page.locator("main button").first.click()
    assert '{"choice":"yes"}' in page.content()
    assert [*found, *findings(page)] == []
