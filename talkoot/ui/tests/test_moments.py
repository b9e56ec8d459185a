"""Times in forms are meant by a clock chosen with them; a day alone is its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from talkoot.ui.forms import LanguageField, SpokenForm
from talkoot.ui.moments import ClockedForm, MomentByClock


class MeetingForm(ClockedForm, SpokenForm):
    starts_at = MomentByClock()
    ends_at = MomentByClock(required=False)
    language = LanguageField()


def meeting(**typed: str) -> MeetingForm:
    """Return the form as somebody in Kolkata sent it."""
    values = {"starts_at": "2026-03-01", "starts_at_time": "09:30", "language": "sw", **typed}
    return MeetingForm(values, zone="Asia/Kolkata", languages=[("sw", "Kiswahili")])


def started(**typed: str) -> datetime:
    form = meeting(**typed)
    assert form.is_valid(), form.errors
    assert "clock" not in form.cleaned_data
    found: datetime = form.cleaned_data["starts_at"]
    return found


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({}, datetime(2026, 3, 1, 9, 30, tzinfo=UTC)),
        ({"clock": "utc"}, datetime(2026, 3, 1, 9, 30, tzinfo=UTC)),
        ({"clock": "own"}, datetime(2026, 3, 1, 4, 0, tzinfo=UTC)),
        ({"clock": "anywhere"}, datetime(2026, 3, 1, 21, 30, tzinfo=UTC)),
        ({"starts_at_time": ""}, datetime(2026, 3, 2, tzinfo=UTC)),
        ({"starts_at_time": "", "clock": "anywhere"}, datetime(2026, 3, 2, 12, tzinfo=UTC)),
        ({"starts_at": "2026-03-01T09:30", "starts_at_time": ""}, datetime(2026, 3, 1, 9, 30, tzinfo=UTC)),
    ],
)
def test_a_time_is_meant_by_the_clock_chosen_with_it(typed: dict[str, str], expected: datetime) -> None:
    assert started(**typed) == expected


@pytest.mark.parametrize("typed", ["", "01/03/2026", "tomorrow", "2026-02-30"])
def test_what_is_no_day_is_refused_at_its_field(typed: str) -> None:
    assert meeting(starts_at=typed).errors.keys() == {"starts_at"}


def test_what_is_no_time_and_a_time_without_its_day_are_refused() -> None:
    assert meeting(starts_at_time="25:00").errors.keys() == {"starts_at"}
    assert meeting(ends_at_time="09:00").errors.keys() == {"ends_at"}


def test_what_may_be_left_out_is_nothing() -> None:
    form = meeting()
    assert form.is_valid()
    assert form.cleaned_data["ends_at"] is None


def test_a_stored_moment_is_shown_in_utc_wherever_it_was_meant() -> None:
    initial: dict[str, Any] = {"starts_at": datetime(2026, 3, 1, 12, 30, tzinfo=timezone(timedelta(hours=3)))}
    html = str(MeetingForm(initial=initial))
    assert 'value="2026-03-01"' in html
    assert 'value="09:30"' in html


def test_the_clocks_are_named_and_the_one_of_the_rules_is_chosen() -> None:
    html = str(MeetingForm(zone="Africa/Accra", anywhere=True))
    assert "Your time zone, Africa/Accra" in html
    assert '<option value="anywhere" selected>' in html
