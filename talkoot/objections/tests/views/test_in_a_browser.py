"""What is done about an objection, in a browser: no accessibility finding, nothing too wide, in both directions."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.db import connection
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from talkoot.accounts.tests.given import browser_of
from talkoot.directory.models import Person
from talkoot.kernel.actors import Actor
from talkoot.objections import actions
from talkoot.objections.models import Objection
from talkoot.objections.tests.given import DURING, given_amendment, given_objection, given_round, given_steward
from talkoot.slates.tests.given import given_house
from talkoot.ui.testing import findings, page_of, press

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages are looked at when the suite runs on SQLite"),
]
LATER = "The *noon* is missing."


def looked_at(page: Page, prefix: str, objection: Objection, *paths: str) -> list[str]:
    """Return what stands in the way on the pages of an objection, and once a form without words is sent."""
    found: list[str] = []
    for path in paths:
        answer = page.goto(f"{prefix}{objection.get_absolute_url()}{path}")
        assert answer is not None
        assert answer.status == 200, path
        found += findings(page)
        if page.locator("main textarea").count():
            press(page.locator("main form button.primary"))
            assert page.locator("#errors a").count() == 1, path
            found += findings(page)
    return found


@pytest.mark.parametrize(("prefix", "width"), [("", 1280), ("/ar", 360)])
def test_every_step_holds(browser: Browser, live_server: LiveServer, prefix: str, width: int) -> None:
    house = given_house()
    sol = given_steward(house)
    Person.objects.filter(pk=house.bo.person_id or 0).update(
        name="Wilhelmina Featherstonehaugh-Cholmondeley of the Islands"
    )

    def seen(actor: Actor, *paths: str) -> list[str]:
        page = page_of(browser_of(actor), browser, live_server.url, width=width)
        return looked_at(page, prefix, objection, *paths)

    with time_machine.travel(DURING, tick=False):
        about = given_round(house)
        objection = given_objection(about, house.bo, override="3/4")
        said: dict[str, Any] = {"language": "en", "at": DURING}
        found = seen(house.ada, "", "resolutions/new/", "finding/", "appeal/upholding/")
        given_amendment(about)
        actions.propose_resolution(objection.pk, text="Ten *suits* all.", **said, by=house.ada)
        found += seen(house.bo, "", "resolution/confirmation/", "resolution/refusal/", "withdrawal/")
        actions.decline_resolution(objection.pk, text=LATER, **said, by=house.bo)
        actions.find_without_reason(objection.pk, text="A matter of taste.", **said, by=house.ada)
        found += seen(house.bo, "", "appeal/")
        actions.appeal_finding(objection.pk, text="It is about small screens.", **said, by=house.bo)
        found += seen(sol, "", "appeal/upholding/", "appeal/dismissal/")
        actions.uphold_appeal(objection.pk, text="It names a harm.", **said, by=sol)
        found += seen(house.bo, "", "appeal/", "resolution/confirmation/")
    assert found == []


def test_whoever_decides_reads_what_was_said_and_is_told_what_cannot_be_done() -> None:
    house = given_house()
    with time_machine.travel(DURING, tick=False):
        objection = given_objection(given_round(house), house.bo)
        said: dict[str, Any] = {"language": "en", "at": DURING}
        actions.find_without_reason(objection.pk, text="A matter of taste.", **said, by=house.ada)
        actions.appeal_finding(objection.pk, text="It is about small screens.", **said, by=house.bo)
        address = objection.get_absolute_url()
        page = browser_of(given_steward(house)).get(f"{address}appeal/dismissal/").text
        assert "A matter of taste." in page
        assert "It is about small screens." in page
        page = browser_of(house.bo).get(f"{address}resolution/confirmation/").text
        assert "No resolution is proposed at the moment." in page
        assert "It meets my objection" not in page
