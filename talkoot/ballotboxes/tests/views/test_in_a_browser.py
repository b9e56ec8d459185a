"""The scrutineers' way in a real browser: on a phone, right to left, and without JavaScript."""

from __future__ import annotations

import pytest

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
from talkoot.ui.testing import findings, page_of, press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("language", "width"), [("", 1280), ("/ar", 360)])
def test_a_scrutineer_makes_a_key_and_nothing_stands_in_the_way(browser, live_server, language, width):
    people = given_people("Ada", "Bo")
    box = given_prepared_box(people)
    page = page_of(client_of(people[0]), browser, live_server.url, width=width, scripts=True)
    page.goto(f"{language}{box.get_absolute_url()}")
    found = findings(page)
    press(page.locator("main a.btn.primary"))
    found += findings(page)
    press(page.locator("main button.primary"))
    words = page.locator("ol.words code").all_inner_texts()
    found += findings(page)
    press(page.locator("main button.primary"))
    found += findings(page)
    labels = page.locator("main .field label").all_inner_texts()
    for name, label in zip(("first", "second"), labels, strict=True):
        page.fill(f"#id_{name}", words[int("".join(c for c in label if c.isdigit())) - 1])
    press(page.locator("main button.primary"))
    assert found == []
    assert Custodian.objects.get(person=people[0]).made_at is not None


def test_a_key_is_handed_in_without_javascript(browser, live_server):
    people = given_people("Ada", "Bo")
    box, keepers = given_box(people=people)
    given_slip(1)
    given_closed()
    for person, keeper in zip(people, keepers, strict=True):
        page = page_of(client_of(person), browser, live_server.url, width=360, scripts=False)
        page.goto(box.get_absolute_url())
        press(page.locator("main a.btn.primary"))
        page.fill("#id_words", keeper.words)
        press(page.locator("main button.primary"))
    assert BallotBox.objects.get().state == BoxState.EMPTIED


@pytest.mark.parametrize(("language", "width"), [("", 1280), ("/ar", 360)])
def test_an_emptied_box_and_a_receipt_hold(browser, live_server, language, width):
    people = given_people("Ada", "Bo")
    _box, keepers = given_box(people=people)
    code = given_slip(1)
    given_slip(2)
    given_slip(3)
    given_strike(2)
    box = given_emptied(keepers)
    page = page_of(client_of(people[0]), browser, live_server.url, width=width, scripts=True)
    page.goto(f"{language}{box.get_absolute_url()}")
    found = findings(page)
    page.fill("#id_code", code)
    press(page.locator("main button").first)
    assert '{"choice":"yes"}' in page.content()
    assert [*found, *findings(page)] == []
