"""The one clock. Only doors (views, tasks, commands) read it; everything below is given the time."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)
