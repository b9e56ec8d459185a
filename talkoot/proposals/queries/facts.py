"""The facts a gate looks at, gathered in one place with a constant number of queries."""

from __future__ import annotations

from datetime import datetime

from talkoot.commitments.models import Commitment
from talkoot.commitments.rules import Status as Promise
from talkoot.consultations.models import Consultation
from talkoot.consultations.rules import Status as Asking
from talkoot.proposals.models import Proposal, StageRecord
from talkoot.proposals.rules import Facts, StageKind, days_between


def facts_of(proposal: Proposal, *, at: datetime, consultation_id: int | None = None, is_exempt: bool = False) -> Facts:
    """Return what the gates look at, in two queries.

    ``consultation_id`` and ``is_exempt`` are what a mover names for the decision to come; a consultation of the
    proposal's own that is closed is named without being asked.
    """
    records = list(
        StageRecord.objects.filter(proposal=proposal)
        .select_related("consultation", "decision", "reply")
        .order_by("number")
    )
    promises = list(Commitment.objects.filter(matter=proposal.ref).exclude(status=Promise.WITHDRAWN))
    return gathered(proposal, records, promises, at=at, consultation_id=consultation_id, is_exempt=is_exempt)


def gathered(
    proposal: Proposal,
    records: list[StageRecord],
    promises: list[Commitment],
    *,
    at: datetime,
    consultation_id: int | None = None,
    is_exempt: bool = False,
) -> Facts:
    """Return the facts from rows at hand: all stage records with what they opened, all commitments that stand."""
    asked = [r.consultation for r in records if r.kind == StageKind.CONSULTATION and r.consultation is not None]
    closed = [c for c in asked if c.status == Asking.CLOSED]
    today = at.date()
    return Facts(
        supports=proposal.support_count,
        days_in_stage=days_between(records[-1].entered_at, at) if records else 0,
        has_scope=bool(proposal.scope.key),
        has_owner=proposal.responsible_id is not None,
        is_answered=any(hasattr(record, "reply") for record in records),
        consultations=len(asked),
        consultations_closed=len(closed),
        inputs=sum(c.input_count for c in asked),
        answered=sum(c.answered_count for c in asked),
        names_consultation=consultation_id is not None or bool(closed),
        is_exempt=is_exempt,
        verdict=_verdict(records),
        commitments=len(promises),
        commitments_settled=sum(
            p.status != Promise.PROMISED or p.said_done_at is not None or p.due_on < today for p in promises
        ),
        commitments_reviewed=sum(p.status != Promise.PROMISED for p in promises),
    )


def named_consultation(records: list[StageRecord]) -> Consultation | None:
    """Return the last of the proposal's own consultations that is closed: the one a decision rests on."""
    asked = [r.consultation for r in records if r.kind == StageKind.CONSULTATION and r.consultation is not None]
    return next((c for c in reversed(asked) if c.status == Asking.CLOSED), None)


def _verdict(records: list[StageRecord]) -> str:
    """Return the outcome of the latest decision that was not voided; ``open`` while it has none."""
    for record in reversed(records):
        if record.decision is not None and not record.decision.is_voided:
            return record.decision.outcome if record.decision.is_final else "open"
    return ""
