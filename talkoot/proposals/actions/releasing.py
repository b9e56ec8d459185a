"""What a proposal opened ends with it: nobody is asked or votes for a matter that is over."""

from __future__ import annotations

from datetime import datetime

from talkoot.consultations.actions import stop_asking
from talkoot.consultations.rules import Status as Asking
from talkoot.decisions.actions import void_with_matter
from talkoot.decisions.rules import State
from talkoot.proposals.models import StageRecord


def release(proposal_id: int, *, at: datetime) -> None:
    """Stop the consultations still open under a proposal that came to its end, and void its decision if that is open,
    announced or in preparation.

    Answers to inputs stay owed, and what was decided stands. The caller holds the proposal.
    """
    records = StageRecord.objects.filter(proposal_id=proposal_id)
    asking = records.filter(consultation__status=Asking.OPEN).values_list("consultation_id", flat=True)
    for consultation_id in sorted(set(asking)):
        stop_asking(consultation_id, at=at)
    voting = records.filter(decision__state__in=[State.DRAFT, State.ANNOUNCED, State.OPEN]).values_list(
        "decision_id", flat=True
    )
    for decision_id in sorted(set(voting)):
        void_with_matter(decision_id, at=at)
