"""Thought of decisions: states, electorates, and counting by `recount` alone."""

from talkoot.decisions.rules.counting import (
    ChamberRules,
    Count,
    Kinds,
    Problem,
    Reading,
    RulebookRules,
    Unusable,
    Verdict,
    explain,
    impossible,
    read_rulebook,
    readings_of,
    roll_sha256,
    rules_of,
    schema,
    verdict_of,
    verdict_sha256,
)
from talkoot.decisions.rules.electorates import Electorate, ElectorateKind, electorate, electorate_problems
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
    Voters,
    is_due,
    may_follow,
    needs_reason,
    takes_ballots,
)

TITLE_MAX = 200
QUESTION_MAX = 10_000
REASON_MAX = 5_000
SOURCE_MAX = 100_000

__all__ = [
    "CONSULTATION_CLOSED",
    "CONSULTATION_OPENED",
    "QUESTION_MAX",
    "REASON_MAX",
    "SOURCE_MAX",
    "TITLE_MAX",
    "TRANSITIONS",
    "ChamberRules",
    "Choice",
    "Count",
    "Electorate",
    "ElectorateKind",
    "Kinds",
    "Outcome",
    "Problem",
    "Reading",
    "RulebookRules",
    "State",
    "Unusable",
    "Verdict",
    "VoidReason",
    "Voters",
    "consultation_named",
    "electorate",
    "electorate_problems",
    "explain",
    "impossible",
    "is_consultation",
    "is_due",
    "may_follow",
    "needs_reason",
    "read_rulebook",
    "readings_of",
    "roll_sha256",
    "rules_of",
    "schema",
    "takes_ballots",
    "verdict_of",
    "verdict_sha256",
]
