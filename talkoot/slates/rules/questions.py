"""How much one person may ask: everybody gets a word in, and no candidate is buried."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

WINDOW = timedelta(hours=24)
PER_CANDIDATE = 3
PER_SLATE = 20


def wait_for(asked: Sequence[datetime], most: int, at: datetime) -> timedelta:
    """Return how long to wait before the next of ``most`` questions within `WINDOW`; zero when it may be asked now."""
    recent = sorted(moment for moment in asked if moment > at - WINDOW)
    return recent[-most] + WINDOW - at if len(recent) >= most else timedelta(0)
