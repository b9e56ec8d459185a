"""What the worker does for proposals: say in public when a clock has run out."""

from __future__ import annotations

from datetime import datetime

from talkoot.proposals import actions


def note_late(at: datetime) -> int:
    """Announce each stage past its clock, once; return how many."""
    return actions.note_late(at)
