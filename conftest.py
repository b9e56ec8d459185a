"""What every test gets: databases of its own, no network, and a browser where it asks for one."""

from __future__ import annotations

import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import transaction
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils import translation

from tests.databases import begun_from_template, hang_up

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer
    from pytest_django.plugin import DjangoDbBlocker

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NO_BROWSER = "no Chromium here: install it with `apt-get install chromium` (or your system's own way)"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


# What is taken away, and the statement that puts it back.
SQLITE_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql IS NOT NULL"
POSTGRESQL_TABLES_WITH_TRIGGERS = """
    SELECT DISTINCT relname, format('ALTER TABLE %I ENABLE TRIGGER USER', relname)
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal
"""


class NetworkRefused(RuntimeError):
    """A test reached for an address that is not on this machine."""


def pytest_configure(config: pytest.Config) -> None:
    """Refuse every connection that leaves this machine, for the whole run."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            _require_local(address[0])
        connect(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        _require_local(host)
        return look_up(host, *args, **kwargs)

    socket.socket.connect = guarded_connect  # type: ignore[assignment, method-assign]  # the guard stands for the whole run
    socket.getaddrinfo = guarded_look_up


def _require_local(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in {None, "", "localhost"}:
        return
    try:
        local = ipaddress.ip_address(name).is_loopback or ipaddress.ip_address(name).is_unspecified
    except ValueError:
        local = False
    if not local:
        raise NetworkRefused(f"a test wanted to reach {name}; tests stay on this machine")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Clear away what a killed run left beside its SQLite file: an old log would be replayed into the new one."""
    databases: dict[str, dict[str, Any]] = settings.DATABASES
    for database in databases.values():
        name = str(database.get("TEST", {}).get("NAME", ""))
        if name.startswith("/"):
            for leftover in ("-wal", "-shm", "-journal"):
                Path(name + leftover).unlink(missing_ok=True)


@pytest.fixture(scope="session")
def _template(django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let databases begin as copies of the one that was migrated for the run, where it was."""
    with django_db_blocker.unblock(), begun_from_template():
        yield


@pytest.fixture(scope="session")
def django_db_setup(_template: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the databases as ever; before they are dropped, end what live servers left connected."""
    yield
    with django_db_blocker.unblock():
        hang_up()


@pytest.fixture(scope="session", autouse=True)
def _emptying() -> Iterator[None]:
    """Let tests with real transactions empty their tables afterwards, append-only ones too, and only those in use."""

    def empty(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        database, quoted = self.connection, self.connection.ops.quote_name
        tables = database.introspection.django_table_names(only_existing=True, include_views=False)
        in_use = " UNION ALL ".join(f"SELECT '{t}' WHERE EXISTS (SELECT 1 FROM {quoted(t)})" for t in tables)  # noqa: S608  # names of our own tables
        with transaction.atomic(using=database.alias), _without_triggers(database), database.cursor() as cursor:
            cursor.execute(in_use)
            for (table,) in cursor.fetchall():
                cursor.execute(f"DELETE FROM {quoted(table)}")  # noqa: S608  # names of our own tables
            # Keys are checked here and not at the end, or PostgreSQL would not let the triggers back.
            database.check_constraints()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", empty)
        yield


@contextmanager
def _without_triggers(connection: Any) -> Iterator[None]:
    """Take our triggers away for the time of a flush and put them back; the tables' owner may do that."""
    is_file = connection.vendor == "sqlite"
    found = SQLITE_TRIGGERS if is_file else POSTGRESQL_TABLES_WITH_TRIGGERS
    off = "DROP TRIGGER {}" if is_file else "ALTER TABLE {} DISABLE TRIGGER USER"
    with connection.cursor() as cursor:
        cursor.execute(found)
        guards: list[tuple[str, str]] = cursor.fetchall()
        for name, _back in guards:
            cursor.execute(off.format(connection.ops.quote_name(name)))
    yield
    with connection.cursor() as cursor:
        for _name, back in guards:
            cursor.execute(back)


@pytest.fixture(autouse=True)
def _speaking_english() -> Iterator[None]:
    """Begin each test in the default language, whatever a page of the one before left switched on."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def _chromium() -> Iterator[Browser]:
    """One Chromium for the whole run; missing, it skips loudly, and fails where CI=true."""
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NO_BROWSER)
        pytest.skip(NO_BROWSER)
    from playwright.sync_api import sync_playwright

    # Playwright's own loop runs in this thread; the database is used between its turns, never during one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS, headless=True)
        yield chromium
        chromium.close()


@pytest.fixture
def browser(_chromium: Browser) -> Iterator[Browser]:
    """The run's Chromium; the profiles a test opened in it, whose pages would go on working, end with the test."""
    yield _chromium
    for profile in _chromium.contexts:
        profile.close()


@pytest.fixture
def context(browser: Browser, live_server: LiveServer) -> Iterator[BrowserContext]:
    """A browser profile of its own; its addresses are relative to the running site."""
    made = browser.new_context(base_url=live_server.url, locale="en-GB", viewport={"width": 1280, "height": 900})
    made.set_default_timeout(10_000)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One page of that profile."""
    return context.new_page()
