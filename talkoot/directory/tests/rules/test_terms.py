"""Terms, spans and seats."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.directory.rules import Seating, Span, ends_soon, free_seat, spans_overlap, term_end

DAYS = st.dates(date(2020, 1, 1), date(2020, 2, 28))
TODAY = date(2026, 11, 23)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Draw a span whose ends may be open."""
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    return (min(start, end), max(start, end)) if start and end else (start, end)


@settings(max_examples=50)
@given(spans(), spans())
def test_overlap_is_a_day_both_have(a: Span, b: Span) -> None:
    days = [date(2019, 12, 31) + timedelta(days=n) for n in range(70)]
    common = [d for d in days if _holds(a, d) and _holds(b, d)]
    assert spans_overlap(a, b) is bool(common)


@settings(max_examples=50)
@given(spans(), spans())
def test_overlap_does_not_depend_on_order(a: Span, b: Span) -> None:
    assert spans_overlap(a, b) is spans_overlap(b, a)


@settings(max_examples=50)
@given(st.integers(0, 4), st.lists(spans(), max_size=12))
def test_seating_never_puts_two_on_one_seat_and_never_refuses_while_one_is_free(seats: int, wanted: list[Span]) -> None:
    seating = Seating(seats)
    taken: list[tuple[int, Span]] = []
    for span in wanted:
        seat = seating.find(span)
        assert (seat is None) is (free_seat(seats, taken, span) is None)
        if seat is not None:
            assert all(not spans_overlap(span, held) for number, held in taken if number == seat)
            taken.append((seat, span))


def test_a_successor_may_begin_on_the_day_the_other_ends() -> None:
    assert not spans_overlap((date(2024, 1, 1), TODAY), (TODAY, None))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 1), 24, date(2028, 11, 1)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_a_term_ends_on_the_same_day_or_the_last_of_a_shorter_month(start: date, months: int, end: date) -> None:
    assert term_end(start, months) == end


@pytest.mark.parametrize(("days", "soon"), [(0, False), (1, True), (60, True), (61, False)])
def test_soon_is_sixty_days(days: int, soon: bool) -> None:
    assert ends_soon(TODAY + timedelta(days=days), TODAY) is soon


def test_a_mandate_without_end_does_not_end_soon() -> None:
    assert not ends_soon(None, TODAY)


def _holds(span: Span, day: date) -> bool:
    return (span[0] is None or span[0] <= day) and (span[1] is None or day < span[1])
