"""Times by the clocks that people mean."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkoot.kernel.clocks import ANYWHERE_ON_EARTH, ClockChoice, meant, zone_of

DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("choice", "clock", "expected"),
    [
        (ClockChoice.UTC, None, datetime(2026, 12, 2, 0, 0, tzinfo=UTC)),
        (ClockChoice.UTC, time(18, 0), datetime(2026, 12, 1, 18, 0, tzinfo=UTC)),
        (ClockChoice.ANYWHERE, None, datetime(2026, 12, 2, 12, 0, tzinfo=UTC)),
        (ClockChoice.ANYWHERE, time(18, 0), datetime(2026, 12, 2, 6, 0, tzinfo=UTC)),
        (ClockChoice.OWN, None, datetime(2026, 12, 1, 18, 30, tzinfo=UTC)),
    ],
)
def test_a_day_alone_means_its_end_where_it_is_meant(choice, clock, expected):
    assert meant(DAY, clock, zone_of(choice, "Asia/Kolkata")) == expected


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(["Pacific/Kiritimati", "America/Lima", "UTC"]))
def test_a_day_ends_nowhere_later_than_anywhere_on_earth(day, zone):
    last = meant(day, None, ANYWHERE_ON_EARTH)
    assert timedelta(0) <= last - meant(day, None, ZoneInfo(zone)) <= timedelta(hours=26)
