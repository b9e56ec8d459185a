"""Raises writers and workers, kills each with SIGKILL at a random moment, and reports what is left.

Run as ``python -m talkoot.ledger.tests.nursery STONES KILLS SEED`` with `alone` as settings. Children are forked
from a process that has everything loaded, so that they are at work within a millisecond and kills hit work.
"""

from __future__ import annotations

import json
import logging
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after the settings
from django.db import connection  # noqa: E402 - after the settings

from talkoot.kernel.refusals import AlreadyDone  # noqa: E402 - after the settings
from talkoot.ledger import queries  # noqa: E402 - after the settings
from talkoot.ledger.models import Delivery, Entry  # noqa: E402 - after the settings
from talkoot.ledger.tests import frail  # noqa: E402 - after the settings

WORKERS = 2
LIFETIME = (0.004, 0.2)  # seconds; longer with each death, so that a busy machine gets on too
GRACE = 0.001


class Child:
    """A forked process with an end that was set when it began."""

    def __init__(self, task: Callable[[], None], lifetime: float) -> None:
        self.dies_at = time.monotonic() + lifetime
        self.was_killed = False
        self.pid = os.fork()
        if self.pid == 0:
            try:
                task()
                os._exit(0)
            except BaseException:
                logging.getLogger(__name__).exception("a child failed of itself")
                os._exit(1)

    def is_over(self) -> bool:
        """Kill it when its time has come; tell whether it is gone. A child that failed of itself ends the run."""
        if time.monotonic() >= self.dies_at:
            os.kill(self.pid, signal.SIGKILL)
            _, status = os.waitpid(self.pid, 0)
            self.was_killed = os.WIFSIGNALED(status)
            return True
        gone, status = os.waitpid(self.pid, os.WNOHANG)
        if gone and status:
            sys.exit("a child failed of itself")
        return bool(gone)


class Writer:
    """Lays stones one by one; what was acknowledged comes back through a pipe."""

    def __init__(self, stones: int) -> None:
        self.stones = stones
        self.acknowledged = 0
        self.reading, self.writing = os.pipe()
        os.set_blocking(self.reading, False)

    def lay_on(self) -> None:
        """Go on after the last acknowledged stone; the one after it may be there already."""
        for number in range(self.acknowledged, self.stones):
            with suppress(AlreadyDone):
                frail.lay(number)
            os.write(self.writing, b".")
            time.sleep(random.random() * 0.004)

    def listen(self) -> None:
        """Count what was acknowledged since."""
        with suppress(BlockingIOError):
            self.acknowledged += len(os.read(self.reading, 65536))


def main(stones: int, kills: int, seed: int) -> None:
    """Kill until all stones are laid and ``kills`` children have died, then let one worker finish, and report."""
    chance = random.Random(seed)
    logging.disable(logging.ERROR)
    call_command("migrate", "ledger", verbosity=0)
    frail.make_traces()
    connection.close()
    started, killed, writer = time.monotonic(), 0, Writer(stones)
    children: list[tuple[Child, bool]] = []
    while killed < kills or writer.acknowledged < stones:
        writer.listen()
        over = {child for child, _ in children if child.is_over()}
        killed += sum(child.was_killed for child in over)
        children = [(child, writes) for child, writes in children if child not in over]
        lifetime = chance.uniform(*LIFETIME) + killed * GRACE
        if writer.acknowledged < stones and not any(writes for _, writes in children):
            writer.listen()
            children.append((Child(writer.lay_on, lifetime), True))
        elif len(children) < WORKERS + (writer.acknowledged < stones):
            children.append((Child(lambda: frail.work(started), lifetime), False))
        time.sleep(0.001)
    for child, _ in children:
        child.dies_at = 0
        child.is_over()
    frail.finish(started)
    print(json.dumps(report(stones, killed, time.monotonic() - started)))  # noqa: T201 - the test reads it


def report(stones: int, killed: int, seconds: float) -> dict[str, object]:
    """Return what is left after all the deaths."""
    for checked in queries.check_chain():
        sealed = checked.number
    return {
        "killed": killed,
        "seconds": round(seconds, 1),
        "entries": Entry.objects.count(),
        "sealed": sealed,
        "tries": sum(Delivery.objects.values_list("attempts", flat=True)),
        "deliveries": Delivery.objects.count(),
        "undone": Delivery.objects.exclude(state="done").count(),
        "is_exact": frail.traces() == frail.expected(stones),
    }


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
