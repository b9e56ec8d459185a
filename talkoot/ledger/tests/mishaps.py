"""Wirings with one reaction each, for tests of failures; what they did is in ``DONE`` and in the heartbeats."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, connection, transaction

from talkoot.ledger.models import Heartbeat
from talkoot.ledger.tests.frail import StoneLaid


def leave_trace(event: StoneLaid, *, at: datetime) -> None:
    """Write one row, so that it can be seen whether it stayed."""
    Heartbeat.objects.create(worker=f"stone {event.number}", at=at)


def fail(event: StoneLaid, *, at: datetime) -> None:
    """Write, then fail."""
    leave_trace(event, at=at)
    raise ValueError("no mortar")


def fail_until_noon(event: StoneLaid, *, at: datetime) -> None:
    """Write, then fail in the morning."""
    leave_trace(event, at=at)
    if at.hour < 12:
        raise ValueError("too early")


def swallow(event: StoneLaid, *, at: datetime) -> None:
    """Catch a database error where it cannot be caught any more."""
    leave_trace(event, at=at)
    try:
        with transaction.atomic(savepoint=False):
            Heartbeat.objects.create(worker=f"stone {event.number}", at=at)
    except IntegrityError:
        return


def dangle(event: StoneLaid, *, at: datetime) -> None:
    """Write a row that points nowhere, which the database finds out at the commit."""
    leave_trace(event, at=at)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO ledger_waiting (entry_id) VALUES (987654321)")


DOING = [(StoneLaid, [leave_trace])]
FAILING = [(StoneLaid, [fail])]
MENDING = [(StoneLaid, [fail_until_noon])]
SWALLOWING = [(StoneLaid, [swallow])]
DANGLING = [(StoneLaid, [dangle])]
NOTHING: list[object] = []
