"""A wall of stones: facts and reactions that leave countable traces, for tests in which things die.

Each `StoneLaid` owes two traces (``weigh``, ``count_stone``); ``count_stone`` announces `StoneCounted`, which owes
a third (``note``). The table of traces has no constraint at all, so that a doubled effect would show.
"""

from __future__ import annotations

import os
import random
import time
from datetime import datetime, timedelta

from django.db import connection

from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.events import Event
from talkoot.kernel.testing import ADA, MONDAY
from talkoot.ledger import actions, tasks
from talkoot.ledger.actions import writing

PER_STONE = 3
FASTER = 300  # the clock of these tests runs so much faster, so that leases and waits are over soon


class StoneLaid(Event):
    """A stone was laid."""

    number: int


class StoneCounted(Event):
    """A stone was counted, by a reaction."""

    public = False

    number: int


class Slipped(RuntimeError):
    """What a frail reaction raises now and then, after it has written."""


def weigh(event: StoneLaid, *, at: datetime) -> None:
    """Leave a trace, dawdle, and sometimes fail."""
    _trace("weigh", event.number)
    _be_frail()


def count_stone(event: StoneLaid, *, at: datetime) -> None:
    """Leave a trace and announce the next fact."""
    with writing(by=SYSTEM, at=at) as announce:
        _trace("count", event.number)
        announce(StoneCounted(subject=event.subject, number=event.number))
    _be_frail()


def note(event: StoneCounted, *, at: datetime) -> None:
    """Leave the last trace."""
    _trace("note", event.number)
    _be_frail()


WIRING = [(StoneLaid, [weigh, count_stone]), (StoneCounted, [note])]


def make_traces() -> None:
    """Make the table of traces."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE traces (reaction varchar(10), stone bigint)")


def traces() -> list[tuple[str, int]]:
    """Return every trace, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reaction, stone FROM traces ORDER BY reaction, stone")
        return [(str(r), int(n)) for r, n in cursor.fetchall()]


def expected(stones: int) -> list[tuple[str, int]]:
    """Return the traces that ``stones`` stones must leave, no more and no fewer."""
    return sorted((r, n) for r in ("weigh", "count", "note") for n in range(stones))


def lay(number: int, *, at: datetime = MONDAY) -> None:
    """Lay one stone, as a form would: with a token, so that asking again is harmless."""
    with writing(by=ADA, at=at, key=f"stone-{number}") as announce:
        announce(StoneLaid(subject=f"stone:{number}", number=number))


def work(started: float) -> None:
    """Be a worker for ever; ``started`` is what the monotonic clock showed when the fast clock began."""
    while True:
        at = fast_now(started)
        actions.beat(f"frail-{os.getpid()}", at=at)
        if tasks.relay(at) + tasks.deliver_due(at, most=50) == 0:
            time.sleep(0.005)


def finish(started: float) -> None:
    """Run everything that is left, waits and all."""
    at = fast_now(started)
    for _day in range(10):
        at += timedelta(days=1)
        tasks.relay(at)
        while tasks.deliver_due(at) + tasks.relay(at):
            pass
    tasks.drain(at)


def fast_now(started: float) -> datetime:
    """Return the time on the fast clock."""
    return MONDAY + timedelta(seconds=(time.monotonic() - started) * FASTER)


def _trace(reaction: str, stone: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO traces (reaction, stone) VALUES (%s, %s)", [reaction, stone])


def _be_frail() -> None:
    time.sleep(random.random() * FRAILTY["dawdle"])
    if random.random() < FRAILTY["slip"]:
        raise Slipped("slipped after writing")


# How long a reaction dawdles at most (s) and how often it fails; tests in one process set both to 0.
FRAILTY = {"dawdle": 0.003, "slip": 0.04}
