"""What a promise may become, and when it is late. Pure values; days are UTC calendar days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

TITLE_MAX = 120
TEXT_MAX = 2_000
UPDATE_MAX = 10_000
REASON_MAX = 5_000
URL_MAX = 2_000

# The owner is told this long before the due date.
SOON = timedelta(days=7)


class Status(StrEnum):
    """Promised until somebody else judged it, or the body withdrew it with a reason."""

    PROMISED = "promised"
    KEPT = "kept"
    PARTLY_KEPT = "partly_kept"
    NOT_KEPT = "not_kept"
    WITHDRAWN = "withdrawn"


class ReviewOutcome(StrEnum):
    """What a review may find."""

    KEPT = "kept"
    PARTLY = "partly"
    NOT_KEPT = "not_kept"


# A promise kept late may be found kept by a later review; what is kept or withdrawn stays so.
TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.PROMISED: frozenset({Status.KEPT, Status.PARTLY_KEPT, Status.NOT_KEPT, Status.WITHDRAWN}),
    Status.PARTLY_KEPT: frozenset({Status.KEPT}),
    Status.NOT_KEPT: frozenset({Status.KEPT, Status.PARTLY_KEPT}),
    Status.KEPT: frozenset(),
    Status.WITHDRAWN: frozenset(),
}

_FOUND = {
    ReviewOutcome.KEPT: Status.KEPT,
    ReviewOutcome.PARTLY: Status.PARTLY_KEPT,
    ReviewOutcome.NOT_KEPT: Status.NOT_KEPT,
}


def status_after(outcome: ReviewOutcome) -> Status:
    """Return the status a review's outcome leads to."""
    return _FOUND[outcome]


def may_become(status: Status, wanted: Status) -> bool:
    """Tell whether a commitment in ``status`` may go to ``wanted``."""
    return wanted in TRANSITIONS[status]


def is_overdue(status: Status, due_on: date, today: date, *, said_done: bool) -> bool:
    """Tell whether the promised day is past and the body has neither said it is done nor been judged."""
    return status == Status.PROMISED and not said_done and today > due_on


def is_due_soon(status: Status, due_on: date, today: date, *, said_done: bool) -> bool:
    """Tell whether the promised day is today or within a week, and nothing says it is done."""
    return status == Status.PROMISED and not said_done and today <= due_on <= today + SOON


def may_be_reviewed(status: Status, due_on: date, today: date, *, said_done: bool) -> bool:
    """Tell whether the time for a review has come: the promised day is over, or the body says it is done."""
    return bool(TRANSITIONS[status]) and (said_done or today > due_on)


def slip(first_due_on: date, due_on: date) -> int:
    """Return by how many days the promise moved: positive is later, negative earlier."""
    return (due_on - first_due_on).days


def title_of(text: str) -> str:
    """Return the first line of a promise, at most 120 characters, to call it by."""
    first = text.strip().split("\n", 1)[0].lstrip("#> ")
    return first if len(first) <= TITLE_MAX else f"{first[: TITLE_MAX - 1].rstrip()}…"


def is_web_address(url: str) -> bool:
    """Tell whether ``url`` is empty or a plain http(s) address: with a host, no user name, no hidden character."""
    if not url:
        return True
    if len(url) > URL_MAX or any(c.isspace() or not c.isprintable() for c in url):
        return False
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc and port_is_fine


def is_matter(text: str) -> bool:
    """Tell whether ``text`` is the ref of something a promise can be about: ``proposal:142``."""
    return re.fullmatch(r"proposal:[1-9][0-9]{0,17}", text) is not None
