"""What the worker does for ballot boxes."""

from __future__ import annotations

from datetime import datetime

from talkoot.ballotboxes import actions


def forget_keys(at: datetime) -> int:
    """Delete key files whose boxes are emptied, should a crash have left one; daily."""
    return actions.forget_keys()
