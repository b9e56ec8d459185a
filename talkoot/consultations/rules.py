"""What a consultation may do and when: states, outcomes, parties, deadlines. Pure values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

TITLE_MAX = 200
QUESTION_MAX = 20_000
INPUT_MAX = 20_000
REASON_MAX = 5_000
PARTY_REASON_MAX = 500
BULK_MAX = 200

# The reminder to parties who have not been heard goes out this long before the deadline.
REMIND_BEFORE = timedelta(hours=48)


# How long one text of a visitor takes from their allowance, and how much may be taken ahead.
PER_VISITOR = (timedelta(minutes=10), 5)
ALL_VISITORS = (timedelta(seconds=6), 200)


class Status(StrEnum):
    """Open from the first moment; closed for good once every input has its disposition."""

    OPEN = "open"
    CLOSED = "closed"


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.OPEN: frozenset({Status.CLOSED}),
    Status.CLOSED: frozenset(),
}


class Outcome(StrEnum):
    """What the answering body did with an input."""

    ADOPTED = "adopted"
    PARTLY_ADOPTED = "partly_adopted"
    ALREADY_COVERED = "already_covered"
    REJECTED = "rejected"
    OUT_OF_SCOPE = "out_of_scope"
    DEFERRED = "deferred"
    DUPLICATE = "duplicate"


class InputState(StrEnum):
    """Where an input stands for the one who gave it."""

    RECEIVED = "received"
    CONSIDERED = "considered"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartySpec:
    """Who is to be heard and why: exactly one of body, role, person; ``reason`` is a sentence in ``language``.

    An empty ``language`` means that of the consultation.
    """

    reason: str
    must_be_heard: bool = False
    body_id: int | None = None
    role_id: int | None = None
    person_id: int | None = None
    language: str = ""

    @property
    def target(self) -> tuple[str, int] | None:
        """Return kind and key of the one party meant, or None when none or several are named."""
        named = [
            (kind, key)
            for kind, key in (("body", self.body_id), ("role", self.role_id), ("person", self.person_id))
            if key is not None
        ]
        return named[0] if len(named) == 1 else None


def may_become(status: Status, wanted: Status) -> bool:
    """Tell whether a consultation in ``status`` may go to ``wanted``."""
    return wanted in TRANSITIONS[status]


def takes_input(status: Status, closes_at: datetime, at: datetime) -> bool:
    """Tell whether input is taken at ``at``: the consultation is open and its deadline has not come."""
    return status == Status.OPEN and at < closes_at


def state_of(*, is_answered: bool, is_taken_up: bool, is_past_deadline: bool) -> InputState:
    """Return where an input stands; from the deadline on every unanswered one is being considered."""
    if is_answered:
        return InputState.ANSWERED
    return InputState.CONSIDERED if is_taken_up or is_past_deadline else InputState.RECEIVED


def twice_named(parties: Collection[PartySpec]) -> frozenset[tuple[str, int]]:
    """Return the parties named more than once; each is invited exactly once."""
    named = Counter(party.target for party in parties if party.target is not None)
    return frozenset(target for target, times in named.items() if times > 1)


def percent(answered: int, inputs: int) -> int:
    """Return the coverage in whole percent, rounded down: only full coverage is 100, and so is nothing to answer."""
    return answered * 100 // inputs if inputs else 100


def spend(limit: tuple[timedelta, int], free_at: datetime, at: datetime) -> tuple[datetime, timedelta]:
    """Take one from an allowance (generic cell rate algorithm).

    ``limit`` is the time one takes and how many may be taken at once. Returns the new ``free_at`` and how long to
    wait; when the wait is not zero nothing was taken.
    """
    interval, burst = limit
    taken = max(free_at, at) + interval
    wait = taken - at - interval * burst
    return (free_at, wait) if wait > timedelta(0) else (taken, timedelta(0))
