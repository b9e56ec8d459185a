"""The pages of delegations in a browser: no accessibility finding, nothing too wide, in both directions."""

from __future__ import annotations

import pytest
from django.db import connection
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from talkoot.delegations import actions
from talkoot.delegations.tests.given import given_voter, given_voters
from talkoot.delegations.tests.views.test_pages import browser as client_of
from talkoot.delegations.tests.views.test_pages import given_now
from talkoot.directory.tests.given import given_body
from talkoot.kernel.clock import now
from talkoot.scopes.tests.given import given_topic
from talkoot.ui.testing import findings, page_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="pages are looked at when the suite runs on SQLite"),
]


@pytest.mark.parametrize(("language", "width"), [("", 1280), ("", 360), ("/ar", 360), ("/ar", 1280)])
def test_pages_hold_for_everybody(language: str, width: int, browser: Browser, live_server: LiveServer) -> None:
    ada, bo, cem = given_voters("Ada", "Bo", "نخلة الواحة")
    topics = [given_topic("Maintenance of the mobile applications").pk]
    one, other = given_now(ada, bo, topics=topics, body=given_body("Technology Council")), given_now(cem, ada)
    given_now(bo, given_voter("Dee"))
    actions.revoke_delegation(given_now(ada, bo).pk, by=ada, at=now())
    page = page_of(client_of(ada), browser, live_server.url, width=width)
    found: list[str] = []
    for path in ("", "new/", f"{one.pk}/revocation/", f"{other.pk}/refusal/"):
        answer = page.goto(f"{language}/delegations/{path}")
        assert answer is not None
        assert answer.status == 200
        found += findings(page)
    assert found == []
