"""What the worker does for decisions."""

from __future__ import annotations

from datetime import datetime

from talkoot.decisions import actions


def open_due(at: datetime) -> int:
    """Open the decisions that were announced for now; every few seconds."""
    return actions.open_due(at)


def make_final_due(at: datetime) -> int:
    """Let the counts stand that may be challenged no more; once a minute."""
    return actions.make_final_due(at)


def close_due(at: datetime) -> int:
    """Close and count the decisions whose closing time has come; every few seconds."""
    return actions.close_due(at)
