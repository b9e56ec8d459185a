"""Rows made of records: a proposal as its source tells it, its text, the stages it was in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from typing import Any

from talkoot.kernel.texts import render_markdown
from talkoot.proposals.actions.imports.finding import Found
from talkoot.proposals.actions.imports.work import Work, actor_ref
from talkoot.proposals.models import Proposal, ProposalVersion, StageRecord
from talkoot.proposals.rules import Deadline, Stage, StageKind, Status, limits
from talkoot.proposals.rules.records import ProposalRecord, Stay


def proposal_of(work: Work, found: Found) -> Proposal:
    """Return a new proposal; the caller inserts it."""
    record = found.record
    proposal = Proposal(
        template=work.template,
        template_sha256=work.template.sha256,
        source=work.run.origin,
        source_key=record.key,
        submitted_at=moment(record),
        moved_at=moment(record),
    )
    set_particulars(proposal, found)
    set_standing(work, proposal, record.status, record.stays[-1], is_accepted=record.is_accepted)
    return proposal


def set_particulars(proposal: Proposal, found: Found) -> None:
    """Set what a proposal says of itself; the caller saves it."""
    record = found.record
    proposal.author_id = found.authors[0] if found.authors else None
    proposal.author_count = max(len(found.authors), 1)
    proposal.on_behalf_id, proposal.responsible_id = found.on_behalf, found.responsible
    proposal.scope_id, proposal.language = found.scope, found.language
    proposal.title, proposal.lead = record.title, limits.lead_of(record.problem)
    proposal.submitted_at, proposal.dated_to_year = moment(record), record.dated_to_year
    proposal.support_count = len(found.supporters)
    proposal.source_url, proposal.source_digest = record.source_url, record.digest
    proposal.source_status, proposal.gone_on = record.source_status, None


def set_standing(work: Work, proposal: Proposal, status: Status, last: Stay, *, is_accepted: bool) -> None:
    """Set where a proposal stands; one under way gets its clock from now on. The caller saves it."""
    proposal.status = status
    proposal.accepted_at = proposal.submitted_at if is_accepted else None
    if status == Status.OPEN:
        stage = stage_for(work, last.kind)
        proposal.stage, proposal.stage_kind = stage.key, stage.kind
        proposal.due_at, proposal.due_for = stage.due_at(work.run.at), Deadline.STEP
        proposal.next_at = proposal.due_at
        proposal.ended_at = None
    else:
        proposal.stage = proposal.stage_kind = proposal.due_for = ""
        proposal.due_at = proposal.closes_at = proposal.next_at = None
        proposal.ended_at = proposal.submitted_at


def version_of(work: Work, proposal: Proposal, record: ProposalRecord, *, summary: str = "") -> ProposalVersion:
    """Return the text as a version, under the number the proposal has; the caller inserts it."""
    texts = {name: getattr(record, name) for name in ("problem", "change", "affected")}
    rendered = {f"{name}_html": render_markdown(text) if text else "" for name, text in texts.items()}
    return ProposalVersion(
        proposal=proposal,
        number=proposal.version,
        title=record.title,
        language=proposal.language,
        scope_id=proposal.scope_id,
        summary=summary,
        at=proposal.submitted_at if proposal.version == 1 else work.run.at,
        **texts,
        **rendered,
    )


def records_of(work: Work, proposal: Proposal, stays: tuple[Stay, ...], start: int = 1) -> Iterator[StageRecord]:
    """Yield the stages a proposal was in as records, numbered from ``start``; the caller inserts them."""
    for number, stay in enumerate(stays, start):
        yield StageRecord(
            proposal=proposal,
            number=number,
            stage=stage_for(work, stay.kind).key,
            kind=stay.kind,
            template=work.template,
            entered_at=proposal.submitted_at,
            due_at=stage_for(work, stay.kind).due_at(work.run.at) if stay.outcome is None else None,
            **_left(work, stay, proposal.submitted_at),
        )


def leave(work: Work, record: StageRecord, stay: Stay) -> None:
    """End an open record as the source tells; the caller saves it."""
    for name, value in _left(work, stay, work.run.at).items():
        setattr(record, name, value)


def stage_for(work: Work, kind: StageKind) -> Stage:
    """Return the process's first stage of this kind, or its first stage when it has none."""
    return next((stage for stage in work.process.stages if stage.kind == kind), work.process.first)


def moment(record: ProposalRecord) -> datetime:
    """Return when the proposal was put forward: the start of its day, UTC."""
    return datetime.combine(record.submitted_on, time(), UTC)


def _left(work: Work, stay: Stay, at: datetime) -> dict[str, Any]:
    if stay.outcome is None:
        return {}
    return {
        "left_at": at,
        "left_by": actor_ref(work.run),
        "outcome": stay.outcome,
        "reason": stay.reason,
        "language": stay.language,
        "html": render_markdown(stay.reason),
    }
