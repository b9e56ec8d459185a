"""What the rulebook says of the course of a decision before voting and after the count."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from talkoot.counting.rules import book_of
from talkoot.rulebooks.rules import Clock, Course

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


def naming(body: str = "", role: str = "") -> str:
    """Return what the canonical form of a rulebook contains just when it names these scrutineers, or any.

    No text that somebody wrote contains it: quotation marks are escaped there.

    >>> naming("elections-committee", "scrutineer")
    '"scrutineers":{"body":"elections-committee","role":"scrutineer"}'
    """
    return f'"scrutineers":{{"body":"{body}","role":"{role}"}}' if body else '"scrutineers":{'


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
    "appeals_end",
    "course_of",
    "earliest_opening",
    "naming",
]
