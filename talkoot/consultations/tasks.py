"""What the worker does for consultations."""

from __future__ import annotations

from datetime import datetime

from talkoot.consultations import actions
from talkoot.kernel.actors import SYSTEM


def remind_parties(at: datetime) -> int:
    """Remind the parties of deadlines less than two days off; hourly."""
    return actions.remind_parties(by=SYSTEM, at=at)


def sweep_allowances(at: datetime) -> int:
    """Forget visitors' limits that have run out; daily."""
    return actions.sweep_allowances(at=at)
