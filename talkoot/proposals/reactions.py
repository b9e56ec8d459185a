"""What proposals do about the facts of others."""

from __future__ import annotations

from datetime import datetime

from talkoot.accounts.events import AccountErased
from talkoot.commitments.events import (
    CommitmentMade,
    CommitmentReviewed,
    CommitmentUpdated,
    CommitmentWithdrawn,
    DueDateChanged,
)
from talkoot.consultations.events import ConsultationClosed, DeadlineExtended
from talkoot.decisions.events import (
    AnnouncementTakenBack,
    DecisionAnnounced,
    DecisionExtended,
    DecisionFinal,
    DecisionOpened,
)
from talkoot.kernel.refs import split
from talkoot.proposals import actions, queries


def account_erased(event: AccountErased, *, at: datetime) -> None:
    """Forget what an erased account wrote and never sent, and what it followed."""
    actions.forget_writer(_key(event.subject), at=at)


def decision_final(event: DecisionFinal, *, at: datetime) -> None:
    """Move the proposal that asked for the decision on, as its process says."""
    actions.carry_out_verdict(_key(event.subject), outcome=event.outcome, at=at)


def decision_opened(event: DecisionOpened, *, at: datetime) -> None:
    """Begin the stage anew where the decision takes the place of a voided one; show until when votes are taken."""
    actions.put_again(_key(event.subject), at=at)
    actions.follow_voting(_key(event.subject), closes_at=datetime.fromisoformat(event.closes_at), at=at)


def decision_announced(event: DecisionAnnounced, *, at: datetime) -> None:
    """Show until when votes will be taken."""
    actions.follow_voting(_key(event.subject), closes_at=datetime.fromisoformat(event.closes_at), at=at)


def announcement_taken_back(event: AnnouncementTakenBack, *, at: datetime) -> None:
    """Show that nobody knows yet until when votes are taken."""
    actions.follow_voting(_key(event.subject), closes_at=None, at=at)


def decision_extended(event: DecisionExtended, *, at: datetime) -> None:
    """Show until when votes are taken now."""
    actions.follow_voting(_key(event.subject), closes_at=datetime.fromisoformat(event.closes_at), at=at)


def commitment_made(event: CommitmentMade, *, at: datetime) -> None:
    """Let the proposal's delivery name the promise and follow its day."""
    actions.note_promise(_key(event.subject), event.matter, at=at)


def commitment_moved(
    event: CommitmentUpdated | DueDateChanged | CommitmentReviewed | CommitmentWithdrawn, *, at: datetime
) -> None:
    """Set the proposal's deadline anew after the promise behind it moved."""
    actions.follow_promises(queries.matter_of(_key(event.subject)), at=at)


def deadline_extended(event: DeadlineExtended, *, at: datetime) -> None:
    """Show until when input is taken now."""
    closes_at = datetime.fromisoformat(event.closes_at)
    actions.follow_closing(_key(event.subject), closes_at=closes_at, at=at)


def consultation_closed(event: ConsultationClosed, *, at: datetime) -> None:
    """Show that input is taken no more."""
    actions.follow_closing(_key(event.subject), closes_at=None, at=at)


def _key(reference: str) -> int:
    return int(split(reference)[1])
