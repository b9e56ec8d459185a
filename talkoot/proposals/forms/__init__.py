"""What people fill in about proposals; nothing here saves."""

from talkoot.proposals.forms.moving import ConsultationMoveForm, MoveForm
from talkoot.proposals.forms.promising import PromiseForm
from talkoot.proposals.forms.putting import DecisionMoveForm
from talkoot.proposals.forms.reading import SORTS, STAGES, VersionsForm, filters_of
from talkoot.proposals.forms.writing import (
    ChargeForm,
    EditForm,
    ProcessForm,
    ProposalForm,
    ReasonForm,
    ReplyForm,
    SupportForm,
)

__all__ = [
    "SORTS", "STAGES",
    "ChargeForm", "ConsultationMoveForm", "DecisionMoveForm", "EditForm", "MoveForm", "ProcessForm", "PromiseForm",
    "ProposalForm", "ReasonForm", "ReplyForm", "SupportForm", "VersionsForm",
    "filters_of",
]  # fmt: skip
