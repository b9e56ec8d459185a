"""What the rulebook says of the course of a decision before voting and after the count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from recount.rulebooks.book import Chamber, Marks, Turnout
from recount.rulebooks.course import Clock, Course, Extension, Scrutineers
from talkoot.decisions.rules.elections import book_of

# The short life of decisions under rules that say nothing of their course.
SHORT = Course(
    notice_days=0,
    languages=(),
    appeal_days=0,
    challenge_days=0,
    extension=None,
    clock=Clock.UTC,
    scrutineers=None,
)


@lru_cache(maxsize=512)
def course_of(canonical: str) -> Course:
    """Return the course that the rules give a decision; the short one where they say nothing of it."""
    book = book_of(canonical)
    return book.course if book and book.course else SHORT


def is_quorum_met(chamber: Chamber, eligible: int, cast: Mapping[str, int]) -> bool:
    """Tell whether enough ballots are in; ``cast`` is how many are ``yes``, ``no``, ``neutral``, ``marked``, ``blank``.

    `recount` gives the verdict; this says beforehand whether voting goes on.
    """
    quorum = chamber.quorum
    if quorum is None:
        return True
    if isinstance(quorum, Turnout):
        kinds = ["marked"] if quorum.counts is Marks.MARKED else ["marked", "blank"]
        return sum(cast.get(kind, 0) for kind in kinds) >= quorum.smallest(eligible)
    return sum(cast.get(kind, 0) for kind in quorum.counts.value.split("+")) >= quorum.needed(eligible)


def earliest_opening(course: Course, at: datetime) -> datetime:
    """Return when voting may open at the earliest, announced ``at``."""
    return at + timedelta(days=course.notice_days)


def appeals_end(course: Course, opened_at: datetime, closes_at: datetime) -> datetime:
    """Return until when appeals against the roll are taken: days after the opening, never past the close."""
    return min(opened_at + timedelta(days=course.appeal_days), closes_at)


__all__ = [
    "SHORT",
    "Clock",
    "Course",
    "Extension",
    "Scrutineers",
    "appeals_end",
    "course_of",
    "earliest_opening",
    "is_quorum_met",
]
