"""Entering and leaving stages: the one place that writes stage records and what a proposal repeats of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any

from talkoot.commitments.models import Commitment
from talkoot.commitments.rules import Status as Promise
from talkoot.duties.queries import Advice, parties_for
from talkoot.kernel.actors import Actor
from talkoot.proposals.actions.holding import Held
from talkoot.proposals.actions.releasing import release
from talkoot.proposals.events import ProposalEnded, StageEntered
from talkoot.proposals.models import Proposal, StageRecord
from talkoot.proposals.rules import Deadline, Outcome, Process, Requirement, Stage, StageKind, Status
from talkoot.scopes.actions import Words


@dataclass(frozen=True, slots=True)
class Opened:
    """What a stage opened on being entered; ``refs`` names it in the ledger."""

    consultation_id: int | None = None
    decision_id: int | None = None
    exemption: str = ""
    closes_at: datetime | None = None
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaving:
    """How a stage is left: by whom, under which hat, with what outcome, for what reason, past which requirements."""

    by: Actor
    outcome: Outcome
    reason: Words
    mandate: str = ""
    gate: tuple[Requirement, ...] = field(default=())


NOTHING = Opened()


def enter(
    proposal: Proposal, process: Process, stage: Stage, *, number: int, at: datetime, opened: Opened = NOTHING
) -> StageRecord:
    """Begin a stay in ``stage`` and set the proposal's stage, clock and deadline; the caller saves the proposal."""
    record = StageRecord.objects.create(
        proposal=proposal,
        number=number,
        stage=stage.key,
        kind=stage.kind,
        template_id=proposal.template_id,
        entered_at=at,
        due_at=stage.due_at(at),
        reply_due_at=stage.reply_due_at(at),
        consultation_id=opened.consultation_id,
        decision_id=opened.decision_id,
        exemption=opened.exemption,
        concerned=[_concerned(advice) for advice in parties_for(proposal.scope_id, at=at)],
    )
    proposal.stage, proposal.stage_kind = stage.key, stage.kind
    proposal.moved_at, proposal.closes_at = at, opened.closes_at
    set_deadline(proposal, record)
    return record


def leave(record: StageRecord, leaving: Leaving, *, at: datetime) -> None:
    """End a stay, with its outcome and reason."""
    record.left_at, record.left_by, record.mandate = at, leaving.by.ref, leaving.mandate
    record.outcome = leaving.outcome
    record.reason, record.language, record.html = leaving.reason.text, leaving.reason.language, leaving.reason.html
    record.gate = [_kept(requirement) for requirement in leaving.gate]
    record.save()


def go_on(held: Held, stage: Stage, leaving: Leaving, *, at: datetime, opened: Opened = NOTHING) -> StageEntered:
    """Leave the stage the proposal is in and enter ``stage``; return the fact to announce."""
    leave(held.record, leaving, at=at)
    record = enter(held.proposal, held.process, stage, number=held.record.number + 1, at=at, opened=opened)
    if stage.kind == StageKind.DELIVERY and held.proposal.accepted_at is None:
        held.proposal.accepted_at = at
    held.proposal.save()
    return entered(held, record, previous=held.record.stage, outcome=leaving.outcome, refs=opened.refs)


def entered(held: Held, record: StageRecord, *, previous: str, outcome: str, refs: tuple[str, ...]) -> StageEntered:
    """Return the fact that a stage was entered."""
    return StageEntered(
        subject=held.proposal.ref,
        stage=record.stage,
        stage_kind=record.kind,
        previous=previous,
        outcome=outcome,
        process=held.process.slug,
        version=held.process.version,
        sha256=held.proposal.template_sha256,
        due_at=record.due_at.isoformat() if record.due_at else "",
        opened=list(refs),
    )


def end(held: Held, status: Status, leaving: Leaving, *, at: datetime) -> ProposalEnded:
    """Leave the stage the proposal is in for good, and what it still asks with it; return the fact to announce."""
    leave(held.record, leaving, at=at)
    release(held.proposal.pk, at=at)
    close(held.proposal, status, at=at)
    held.proposal.save()
    return ProposalEnded(
        subject=held.proposal.ref,
        status=status,
        stage=held.record.stage,
        process=held.process.slug,
        version=held.process.version,
        sha256=held.proposal.template_sha256,
    )


def close(proposal: Proposal, status: Status, *, at: datetime) -> None:
    """Set what an ended proposal shows; the caller saves it."""
    proposal.status, proposal.ended_at, proposal.moved_at = status, at, at
    proposal.stage = proposal.stage_kind = proposal.due_for = ""
    proposal.due_at = proposal.closes_at = proposal.next_at = None


def set_deadline(proposal: Proposal, record: StageRecord, *, is_answered: bool = False) -> None:
    """Set the next thing owed to the public: the first reply, else the kept promise, else the next step.

    Where that changes, a clock that runs out is announced anew.
    """
    before = proposal.due_at, proposal.due_for
    promised = _promised_until(proposal) if record.kind == StageKind.DELIVERY else None
    if promised is not None:
        proposal.due_at, proposal.due_for = promised, Deadline.PROMISE
    elif record.reply_due_at is not None and not is_answered:
        proposal.due_at, proposal.due_for = record.reply_due_at, Deadline.REPLY
    else:
        proposal.due_at, proposal.due_for = record.due_at, Deadline.STEP
    proposal.next_at = proposal.closes_at or proposal.due_at
    if record.late_told_at is not None and before != (proposal.due_at, proposal.due_for):
        record.late_told_at = None
        record.save(update_fields=["late_told_at"])


def _concerned(advice: Advice) -> dict[str, Any]:
    return {
        "letter": advice.letter,
        "name": advice.name,
        "body": advice.body_id,
        "role": advice.role_id,
        "duty": advice.duty_id,
    }


def _promised_until(proposal: Proposal) -> datetime | None:
    """Return the last moment of the last day promised by a commitment that still runs (days are UTC days).

    It is a moment of that very day, so that pages name the day that was promised.
    """
    pending = Commitment.objects.filter(matter=proposal.ref, status=Promise.PROMISED, said_done_at=None)
    days = pending.values_list("due_on", flat=True)
    return max((datetime.combine(day, time.max, UTC) for day in days), default=None)


def _kept(requirement: Requirement) -> dict[str, Any]:
    return {
        "predicate": requirement.predicate,
        "negated": requirement.negated,
        "have": requirement.have,
        "need": requirement.need,
        "holds": requirement.holds,
    }
