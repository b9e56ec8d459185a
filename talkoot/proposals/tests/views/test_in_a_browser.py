"""Into a decision in a browser: no finding, nothing too wide, in both directions; and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from talkoot.accounts.tests.given import browser_of
from talkoot.decisions.models import Decision
from talkoot.decisions.tests.given_course import course_text
from talkoot.kernel.testing import MONDAY
from talkoot.proposals.models import Proposal
from talkoot.proposals.tests.given import (
    DAY,
    WEEK,
    Circle,
    given_circle,
    given_heard,
    given_proposal,
    given_rulebook,
    record_of,
)
from talkoot.rulebooks.actions import publish_rulebook
from talkoot.ui.testing import findings, page_of, press

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages are looked at when the suite runs on SQLite"),
]
both_ways = pytest.mark.parametrize("way", [("", 1280), ("/ar", 360)])
SPANISH = {"title_es": "Modo noche en todas las wikis", "question_es": "¿Vendrá el modo noche?"}
ARABIC = {"title_ar": "الوضع الليلي في كل ويكي", "question_ar": "هل يأتي الوضع الليلي؟"}
MOVE = "main form[method=post] button.primary"


@pytest.fixture
def site() -> Iterator[Circle]:
    with time_machine.travel(MONDAY + 2 * WEEK + DAY, tick=False):
        circle = given_circle()
        given_rulebook(circle)
        source = course_text(languages='["en", "es", "ar"]').replace("Council with a course", "In three languages")
        publish_rulebook(source=source, slug="spoken", body_id=circle.body.pk, by=circle.ada, at=MONDAY)
        yield circle


@pytest.fixture
def proposal(site: Circle) -> Proposal:
    found = given_proposal(site.bo)
    given_heard(site, found)
    return found


def form_of(page: Page, proposal: Proposal, prefix: str) -> None:
    """Open the form and choose the rules that ask for three languages."""
    page.goto(f"{prefix}/proposals/{proposal.public_id}/stages/decision/")
    page.select_option("[name=rulebook_id]", label="In three languages (1)")
    press(page.locator("main button[name=act]"))


def fill(page: Page, **typed: str) -> None:
    for name, words in typed.items():
        page.fill(f"main [name={name}]", words)


def put(proposal: Proposal) -> Decision:
    found = record_of(proposal).decision
    assert found is not None
    return found


@both_ways
def test_a_question_is_put_in_three_languages(
    browser: Browser, live_server: LiveServer, site: Circle, proposal: Proposal, way: tuple[str, int]
) -> None:
    prefix, width = way
    page = page_of(browser_of(site.ada), browser, live_server.url, width=width)
    form_of(page, proposal, prefix)
    found = findings(page)
    fill(page, **SPANISH, reason="All were heard.")
    press(page.locator(MOVE))
    assert page.locator("#errors a").count() == 2
    assert {name: page.locator(f"main [name={name}]").input_value() for name in SPANISH} == SPANISH
    found += findings(page)
    fill(page, **ARABIC)
    press(page.locator(MOVE))
    assert put(proposal).is_open
    assert sorted(put(proposal).translations) == ["ar", "es"]
    assert [*found, *findings(page)] == []


@both_ways
def test_a_question_is_prepared_first_and_completed(
    browser: Browser, live_server: LiveServer, site: Circle, proposal: Proposal, way: tuple[str, int]
) -> None:
    prefix, width = way
    page = page_of(browser_of(site.ada), browser, live_server.url, width=width)
    form_of(page, proposal, prefix)
    fill(page, **SPANISH, reason="All were heard.")
    page.check("[name=is_prepared]")
    press(page.locator(MOVE))
    decision = put(proposal)
    assert decision.is_in_preparation
    found = findings(page)
    page.goto(f"{prefix}/")
    found += findings(page)
    page.goto(f"{prefix}{decision.get_absolute_url()}")
    found += findings(page)
    press(page.locator("main a[href$='?to=ar']"))
    assert page.locator("[name=language]").input_value() == "ar"
    found += findings(page)
    fill(page, title=ARABIC["title_ar"], question=ARABIC["question_ar"])
    press(page.locator("main form[method=post] button"))
    assert page.locator("main a[href$='?to=ar']").count() == 0
    press(page.locator("main a[href$='/opening/']"))
    fill(page, closes_at="2026-12-20")
    press(page.locator("main form[method=post] button"))
    decision.refresh_from_db()
    assert decision.is_open
    assert [*found, *findings(page)] == []


def test_all_of_it_works_without_scripts(
    browser: Browser, live_server: LiveServer, site: Circle, proposal: Proposal
) -> None:
    page = page_of(browser_of(site.ada), browser, live_server.url, scripts=False)
    page.goto(f"/proposals/{proposal.public_id}/stages/decision/")
    page.select_option("[name=rulebook_id]", label="In three languages (1)")
    with page.expect_navigation():
        page.click("main button[name=act]")
    fill(page, **SPANISH, **ARABIC, reason="All were heard.")
    with page.expect_navigation():
        page.click(MOVE)
    assert put(proposal).is_open
