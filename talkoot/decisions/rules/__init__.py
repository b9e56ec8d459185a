"""Thought of decisions: states, grounds, and hashes; the rules of counting are those of rulebooks."""

from talkoot.decisions.rules.counting import roll_sha256, verdict_sha256
from talkoot.decisions.rules.grounds import (
    CONSULTATION_CLOSED,
    CONSULTATION_OPENED,
    consultation_named,
    is_consultation,
)
from talkoot.decisions.rules.states import (
    TRANSITIONS,
    Choice,
    Outcome,
    State,
    VoidReason,
    is_due,
    may_follow,
    needs_reason,
    takes_ballots,
)

TITLE_MAX = 200
QUESTION_MAX = 10_000
REASON_MAX = 5_000

__all__ = [
    "CONSULTATION_CLOSED",
    "CONSULTATION_OPENED",
    "QUESTION_MAX",
    "REASON_MAX",
    "TITLE_MAX",
    "TRANSITIONS",
    "Choice",
    "Outcome",
    "State",
    "VoidReason",
    "consultation_named",
    "is_consultation",
    "is_due",
    "may_follow",
    "needs_reason",
    "roll_sha256",
    "takes_ballots",
    "verdict_sha256",
]
