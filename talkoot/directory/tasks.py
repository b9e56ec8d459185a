"""Work of the directory that the clock asks for."""

from __future__ import annotations

from datetime import datetime

from talkoot.directory import actions


def count_seats(at: datetime) -> int:
    """Count filled seats anew: some mandates began or ended with the day. Return how many roles changed."""
    return actions.count_all_seats(at)
