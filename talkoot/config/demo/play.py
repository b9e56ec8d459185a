"""Playing the matters: each is a script of acts, and all scripts run together in the order of time."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime

from talkoot.config.demo.files import matters
from talkoot.config.demo.scripts import Script, act_out
from talkoot.config.demo.setting import Setting
from talkoot.ledger.tasks import drain

Progress = Callable[[str], None]


def play(setting: Setting, moment: datetime, progress: Progress) -> None:
    """Act every matter out up to ``moment``; after each act its reactions happen at the time of the act."""
    scripts = [act_out(Script(setting, matter, place, moment)) for place, matter in enumerate(matters())]
    waiting: list[tuple[datetime, int, Iterator[datetime]]] = []
    for place, script in enumerate(scripts):
        _go_on(waiting, place, script)
    done = 0
    while waiting:
        at, place, script = heapq.heappop(waiting)
        done += 1
        progress(f"{done} acts, {len(waiting) + 1} matters under way")
        _go_on(waiting, place, script)
        drain(at)
    drain(moment)


def _go_on(waiting: list[tuple[datetime, int, Iterator[datetime]]], place: int, script: Iterator[datetime]) -> None:
    at = next(script, None)
    if at is not None:
        heapq.heappush(waiting, (at, place, script))
