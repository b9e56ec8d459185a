"""Facts about commitments. Texts stay in the tables; facts hold refs, days (ISO 8601) and outcomes."""

from __future__ import annotations

from talkoot.kernel.events import Event


class CommitmentMade(Event):
    """A body promised something; ``role`` owns it, ``matter`` is what it is about (refs)."""

    body: str
    role: str
    due_on: str
    matter: str
    review_body: str


class CommitmentUpdated(Event):
    """The body told how it goes; ``update`` is the key of the update's row."""

    update: int
    has_evidence: bool
    says_done: bool = False


class DueDateChanged(Event):
    """The promised day moved, for a public reason."""

    was: str
    due_on: str


class CommitmentDueSoon(Event):
    """The promised day is within a week; told to the owner only."""

    public = False
    due_on: str


class CommitmentOverdue(Event):
    """The promised day is over and nothing says that the promise is kept."""

    due_on: str


class CommitmentReviewed(Event):
    """Another body judged the promise; ``matter`` lets the undertaking behind it move on."""

    outcome: str
    matter: str


class CommitmentWithdrawn(Event):
    """The body took its promise back, with a public reason."""

    matter: str
