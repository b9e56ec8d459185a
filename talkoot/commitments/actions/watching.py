"""The clock of commitments: what comes due and what is late is announced once for each promised day."""

from __future__ import annotations

from datetime import datetime

from talkoot.commitments import rules
from talkoot.commitments.events import CommitmentDueSoon, CommitmentOverdue
from talkoot.commitments.models import Commitment
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.ledger.actions import writing


def watch_due_dates(*, by: Actor, at: datetime) -> int:
    """Announce `CommitmentDueSoon` and `CommitmentOverdue` for what came due; return how many were announced."""
    with writing(by=by, at=at) as announce:
        open_ones = Commitment.objects.select_for_update().pending().filter(said_done_at=None).order_by("id")
        late = list(open_ones.filter(due_on__lt=at.date(), overdue_told_at=None))
        soon = list(open_ones.filter(due_on__gte=at.date(), due_on__lte=at.date() + rules.SOON, soon_told_at=None))
        Commitment.objects.filter(pk__in=[c.pk for c in late]).update(overdue_told_at=at)
        Commitment.objects.filter(pk__in=[c.pk for c in soon]).update(soon_told_at=at)
        for commitment in late:
            fact = CommitmentOverdue(subject=commitment.ref, due_on=commitment.due_on.isoformat())
            announce(fact, on_behalf=ref("body", commitment.body_id))
        announce.all(CommitmentDueSoon(subject=c.ref, due_on=c.due_on.isoformat()) for c in soon)
    return len(late) + len(soon)
