"""Scheduled work: mandates end and days come without anybody doing anything."""

from __future__ import annotations

from datetime import datetime

from talkoot.radar import actions


def sweep_daily(at: datetime) -> int:
    """Sweep once in each day, as soon as it has begun; hand over
    what mandates left that ended by the calendar; return how many findings and hand-overs changed.
    """
    changes = actions.sweep_daily(at=at)
    if changes is None:
        return 0
    return changes.opened + changes.ended + changes.moved + actions.hand_over_ended(at=at)
