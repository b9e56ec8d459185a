"""Builders for the ledger's tests; they call real actions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

from talkoot.kernel.actors import Actor
from talkoot.kernel.events import Event
from talkoot.kernel.testing import ADA, MONDAY
from talkoot.ledger import tasks
from talkoot.ledger.actions import writing
from talkoot.ledger.models import Delivery, Entry
from talkoot.ledger.tests.frail import StoneLaid


class SecretKept(Event):
    """A fact for operators only."""

    public = False

    number: int = 0


def given_entry(
    number: int = 1,
    *,
    by: Actor = ADA,
    on_behalf: str = "",
    subject: str = "",
    at: datetime = MONDAY,
    is_public: bool = True,
) -> Entry:
    """Return one fact about ``stone:<number>``, announced, not sealed."""
    kind = StoneLaid if is_public else SecretKept
    with writing(by=by, at=at) as announce:
        return announce(kind(subject=subject or f"stone:{number}", number=number), on_behalf=on_behalf)


def given_chain(length: int) -> list[Entry]:
    """Return so many facts, sealed, every third of them private."""
    entries = [given_entry(number, is_public=number % 3 > 0) for number in range(1, length + 1)]
    tasks.relay(MONDAY)
    return entries


def given_delivery(number: int = 1, at: datetime = MONDAY) -> Delivery:
    """Return the one delivery owed for a new sealed fact under a wiring with one reaction."""
    entry = given_entry(number, at=at)
    tasks.relay(at)
    return entry.deliveries.get()


@contextmanager
def guards_lifted() -> Iterator[None]:
    """Let a test do what the database refuses, as someone with all its passwords could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield
            cursor.execute("SET session_replication_role = origin")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger_%'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("PRAGMA defer_foreign_keys = ON")
        yield
        for _, statement in triggers:
            cursor.execute(statement)
