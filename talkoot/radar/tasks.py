"""Scheduled work: mandates end and days come without anybody doing anything."""

from __future__ import annotations

from datetime import datetime

from talkoot.radar import actions


def sweep_daily(at: datetime) -> int:
    """Sweep once in each day, as soon as it has begun; return how many findings changed."""
    changes = actions.sweep_daily(at=at)
    return changes.opened + changes.ended + changes.moved if changes else 0
