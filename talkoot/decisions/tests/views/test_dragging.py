"""Ranking by dragging and by buttons says what the numbered boxes say."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from talkoot.accounts.tests.given import browser_of
from talkoot.decisions.models import Ballot
from talkoot.decisions.tests.given_elections import VOTING, given_election, keys_of
from talkoot.rulebooks.tests.given import given_council
from talkoot.ui.testing import page_of, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def numbers(page: Page, keys: list[int]) -> list[str]:
    """Return what stands in the boxes, in the order of the candidates' names."""
    return [page.locator(f"#id_m{key}").input_value() for key in keys]


def drag(page: Page, key: int, onto: int) -> None:
    """Drag the row of one candidate onto that of another, by its name."""
    page.locator(f"#id_m{key}_label").drag_to(page.locator(f"#id_m{onto}_label"))


@pytest.mark.parametrize("width", [1280, 360])
def test_dragging_agrees_with_the_boxes(browser: Browser, live_server: LiveServer, width: int) -> None:
    council = given_council()
    decision = given_election(council)
    with time_machine.travel(VOTING + timedelta(days=1), tick=False):
        page = page_of(browser_of(council.bo), browser, live_server.url, width=width)
        page.goto(f"{decision.get_absolute_url()}papers/members/")
        ann, ben, cleo = keys = keys_of(decision)
        for key in keys:
            page.locator(".mark", has=page.locator(f"#id_m{key}")).get_by_role("button").click()
        assert numbers(page, keys) == ["1", "2", "3"]
        drag(page, cleo, ann)
        assert numbers(page, keys) == ["2", "3", "1"]
        drag(page, cleo, ben)
        assert numbers(page, keys) == ["1", "2", "3"]
        drag(page, ann, ben)
        assert numbers(page, keys) == ["2", "1", "3"]
        press(page.locator("main form button.primary"))
    assert Ballot.objects.get().marks == [[ann, 2], [ben, 1], [cleo, 3]]
