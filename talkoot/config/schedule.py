"""What runs when: (name, seconds between runs, function taking ``at``). The worker reads this list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from talkoot.ledger import tasks as ledger
from talkoot.notifications import tasks as notifications

SCHEDULE: list[tuple[str, float, Callable[[datetime], object]]] = [
    ("seal what is new", 0.5, ledger.relay),
    ("tell who waits for it", 0.5, ledger.deliver_due),
    ("send the mail that is owed", 5, notifications.send_due),
]
