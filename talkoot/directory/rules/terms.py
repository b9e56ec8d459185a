"""Dates of mandates and seats."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain

SOON = timedelta(days=60)

# A mandate's span: from (None: not recorded), until (None: open); the day of until is not part of it.
type Span = tuple[date | None, date | None]


def term_end(from_on: date, months: int) -> date:
    """Return the day a term of ``months`` months that starts on ``from_on`` ends; the last of a shorter month."""
    year, month = divmod(from_on.year * 12 + from_on.month - 1 + months, 12)
    return date(year, month + 1, min(from_on.day, calendar.monthrange(year, month + 1)[1]))


def spans_overlap(a: Span, b: Span) -> bool:
    """Tell whether two mandates on one seat would hold on a common day; an empty span overlaps nothing."""
    if is_empty(a) or is_empty(b):
        return False
    return _starts_before(a, b[1]) and _starts_before(b, a[1])


def is_empty(span: Span) -> bool:
    """Tell whether a mandate ended on the day it began."""
    return span[0] is not None and span[0] == span[1]


def free_seat(seats: int, taken: Iterable[tuple[int, Span]], wanted: Span) -> int | None:
    """Return the lowest of ``seats`` seats that is free for all of ``wanted``, or None when all are taken."""
    full = {seat for seat, span in taken if spans_overlap(span, wanted)}
    return next((seat for seat in range(1, seats + 1) if seat not in full), None)


class Seating:
    """Seats many mandates of one role, one after the other."""

    def __init__(self, seats: int) -> None:
        self._seats = seats
        self._spans: dict[int, list[Span]] = {}
        self._cursor = 1

    def occupy(self, seat: int, span: Span) -> None:
        """Take ``seat`` for ``span``."""
        self._spans.setdefault(seat, []).append(span)
        # Seats held without end are passed over at once: a role with thousands of holders fills in linear time.
        while any(until is None for _start, until in self._spans.get(self._cursor, ())):
            self._cursor += 1

    def find(self, span: Span) -> int | None:
        """Take a seat that is free for all of ``span`` and return it, or return None when all are taken."""
        for seat in chain(range(self._cursor, self._seats + 1), range(1, min(self._cursor, self._seats + 1))):
            if not any(spans_overlap(held, span) for held in self._spans.get(seat, ())):
                self.occupy(seat, span)
                return seat
        return None


def ends_soon(until_on: date | None, today: date) -> bool:
    """Tell whether a mandate ends within 60 days from ``today``."""
    return until_on is not None and today < until_on <= today + SOON


def _starts_before(span: Span, end: date | None) -> bool:
    return end is None or span[0] is None or span[0] < end
