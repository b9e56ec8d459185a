"""What accounts do on their own."""

from __future__ import annotations

from datetime import datetime

from talkoot.accounts import actions


def forget_old(at: datetime) -> int:
    """Let go of ended sessions and of technical data older than 90 days; return how many sessions went."""
    return actions.forget_old_sessions(at)
