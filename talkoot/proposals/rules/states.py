"""The words for where a proposal stands: status, kind of stage, how a stage was left, how proposals hang together."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where a proposal stands as a whole; only an open one has a stage and a clock.

    ``gone``: it was still open when it vanished from the source it is kept from.
    """

    OPEN = "open"
    COMPLETED = "completed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DEFERRED = "deferred"
    SUPERSEDED = "superseded"
    GONE = "gone"


# Where a move of a process may end, beside its stages; the other ends have acts of their own.
ENDS = frozenset({Status.COMPLETED, Status.DECLINED, Status.DEFERRED})


class StageKind(StrEnum):
    """What a stage is for, and so what entering it opens: a consultation, a decision, a promise to keep, or nothing."""

    TRIAGE = "triage"
    CONSULTATION = "consultation"
    DECISION = "decision"
    DELIVERY = "delivery"
    REVIEW = "review"


class Outcome(StrEnum):
    """How a stage was left: the matter moved on, was adopted or not by a decision, or ended."""

    MOVED = "moved"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    COMPLETED = "completed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DEFERRED = "deferred"
    SUPERSEDED = "superseded"
    GONE = "gone"


class Deadline(StrEnum):
    """What is owed to the public by ``due_at``: a first reply, the next step, or a promise's fulfilment."""

    REPLY = "reply"
    STEP = "step"
    PROMISE = "promise"


class LinkKind(StrEnum):
    """How one proposal stands to another: it takes its place, or it needs it."""

    REPLACES = "replaces"
    REQUIRES = "requires"
