"""The stage: one site with the demo movement, a real browser, and a clock that can be moved on.

Stories run in an invocation of their own (`pytest tests/stories`): they share one filled database and leave rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test.utils import setup_databases, teardown_databases
from pytest_django.live_server_helper import LiveServer

from tests.databases import begun_from_template, hang_up
from tests.stories.people import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext
    from pytest_django.plugin import DjangoDbBlocker


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    """Stop when stories are mixed with other tests, which want an empty database; let those that move the clock last.

    A story that lets weeks pass closes what was open in the demo movement; the others want it open, and some want it
    as it was loaded.
    """
    folders = {"tests/stories/" in item.path.as_posix() for item in items}
    if folders == {True, False}:
        raise pytest.UsageError("run the stories by themselves: pytest tests/stories (make test does)")
    items.sort(key=lambda item: item.get_closest_marker("as_loaded") is None)
    items.sort(key=lambda item: item.get_closest_marker("moves_the_clock") is not None)


class Stage:
    """The running site; whoever comes to it gets a browser profile of their own."""

    def __init__(self, server: LiveServer, browser: Browser) -> None:
        self.url = server.url
        self._browser = browser
        self._offset = timedelta()
        self._traveller: time_machine.travel | None = None
        self._contexts: list[BrowserContext] = []

    def visitor(self, *, language: str = "en", scripts: bool = True, width: int = 1280, dark: bool = False) -> Visitor:
        """Return somebody who is not signed in; ``language`` is the interface's."""
        context = self._browser.new_context(
            base_url=self.url,
            locale={"en": "en-GB", "ar": "ar-EG", "es": "es-ES"}[language],
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900 if width > 600 else 740},
            color_scheme="dark" if dark else "light",
        )
        context.set_default_timeout(15_000)
        self._contexts.append(context)
        return Visitor(context.new_page(), self.url, "" if language == "en" else f"/{language}")

    def person(self, name: str, *, language: str = "en", scripts: bool = True, width: int = 1280) -> Visitor:
        """Return one of the demo's people, signed in through the form."""
        visitor = self.visitor(language=language, scripts=scripts, width=width)
        visitor.sign_in(name)
        return visitor

    def later(self, **span: float) -> None:
        """Move the clock on and do all that the worker would have done meanwhile."""
        self._offset += timedelta(**span)
        self._stop_traveller()
        self._traveller = time_machine.travel(datetime.now(UTC) + self._offset, tick=True)
        self._traveller.start()
        self.work()

    def work(self) -> None:
        """Do what the worker does: the schedule, then everything that is owed."""
        from talkoot.config.schedule import SCHEDULE
        from talkoot.kernel.clock import now
        from talkoot.ledger.tasks import drain

        for _name, _seconds, job in SCHEDULE:
            job(now())
        drain(now())

    def leave(self) -> None:
        """Close every profile and put the clock right."""
        for context in self._contexts:
            context.close()
        self._contexts.clear()
        self._stop_traveller()

    def _stop_traveller(self) -> None:
        if self._traveller is not None:
            self._traveller.stop()
            self._traveller = None


@pytest.fixture(scope="session")
def _site(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[LiveServer]:
    """The demo movement in a database of its own, served from this process for the whole run."""
    from talkoot.config import demo

    with django_db_blocker.unblock():
        with begun_from_template():
            databases = setup_databases(verbosity=0, interactive=False)
        demo.load(lambda how_far: None)
        server = LiveServer("127.0.0.1")
        yield server
        server.stop()
        hang_up()
        teardown_databases(databases, verbosity=0)


@pytest.fixture
def stage(_site: LiveServer, browser: Browser, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """The stage for one story; profiles end and the clock returns with it."""
    with django_db_blocker.unblock():
        made = Stage(_site, browser)
        yield made
        made.leave()
