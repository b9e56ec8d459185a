"""What the worker does for commitments."""

from __future__ import annotations

from datetime import datetime

from talkoot.commitments import actions
from talkoot.kernel.actors import SYSTEM


def watch_due_dates(at: datetime) -> int:
    """Announce what comes due within a week and what is late, each once for each promised day."""
    return actions.watch_due_dates(by=SYSTEM, at=at)
