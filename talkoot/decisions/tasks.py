"""What the worker does for decisions."""

from __future__ import annotations

from datetime import datetime

from talkoot.decisions import actions


def close_due(at: datetime) -> int:
    """Close and count the decisions whose closing time has come; every few seconds."""
    return actions.close_due(at)
