"""Times as people mean them: a day and perhaps a time, by a clock. A day alone means its end."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo


class ClockChoice(StrEnum):
    """By which clock a time is meant."""

    UTC = "utc"
    OWN = "own"
    ANYWHERE = "anywhere"


# The last place on Earth where a day ends.
ANYWHERE_ON_EARTH = timezone(-timedelta(hours=12))


def zone_of(choice: ClockChoice, own: str) -> tzinfo:
    """Return the time zone of a clock; ``own`` is the IANA name of the reader's."""
    return {ClockChoice.UTC: UTC, ClockChoice.ANYWHERE: ANYWHERE_ON_EARTH}.get(choice) or ZoneInfo(own)


def meant(day: date, clock: time | None, zone: tzinfo) -> datetime:
    """Return the moment that a day and a time mean in ``zone``, in UTC; without a time it is the end of that day.

    >>> meant(date(2026, 12, 1), None, ANYWHERE_ON_EARTH).isoformat()
    '2026-12-02T12:00:00+00:00'
    """
    there = datetime.combine(day + timedelta(days=clock is None), clock or time(0), zone)
    return there.astimezone(UTC)
