"""Scheduled work: holders may go without a word to duties."""

from __future__ import annotations

from datetime import datetime

from talkoot.duties import actions


def look_for_orphans(at: datetime) -> int:
    """Mark again which matters have a duty whose holder is gone; return how many changed."""
    return actions.look_for_orphans(at=at)
