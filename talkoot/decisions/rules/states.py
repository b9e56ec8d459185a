"""The life of a decision, the words of its choices and outcomes, and which step may follow which."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from talkoot.counting.rules import Choice


class State(StrEnum):
    """Where a decision stands. Closed and not counted means: a tally, a seed or the scrutineers are awaited."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    VOIDED = "voided"


TRANSITIONS: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.ANNOUNCED, State.OPEN, State.VOIDED}),
    # Back to a draft when the question changes: notice is given of the words that are voted on.
    State.ANNOUNCED: frozenset({State.DRAFT, State.OPEN, State.VOIDED}),
    State.OPEN: frozenset({State.CLOSED, State.VOIDED}),
    State.CLOSED: frozenset({State.VOIDED}),
    State.VOIDED: frozenset(),
}


class Outcome(StrEnum):
    """What a counted decision says."""

    ADOPTED = "adopted"
    REJECTED = "rejected"


class VoidReason(StrEnum):
    """Why a decision was voided, for machines; people read the sentence beside it."""

    STEWARD = "steward"
    QUESTION_CHANGED = "question_changed"
    MATTER_ENDED = "matter_ended"
    CHALLENGE = "challenge"


def needs_reason(choice: Choice) -> bool:
    """Tell whether a ballot must say why: those who say no are asked what would have to change."""
    return choice is Choice.NO


def may_follow(state: State, following: State) -> bool:
    """Tell whether a decision in ``state`` may move to ``following``."""
    return following in TRANSITIONS[state]


def takes_ballots(state: State, closes_at: datetime | None, at: datetime) -> bool:
    """Tell whether a ballot cast ``at`` counts: the decision is open and its clock has not run out."""
    return state == State.OPEN and closes_at is not None and at < closes_at


def is_due(state: State, closes_at: datetime | None, at: datetime) -> bool:
    """Tell whether the clock closes the decision ``at`` this moment."""
    return state == State.OPEN and closes_at is not None and closes_at <= at
