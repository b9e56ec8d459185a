"""Thought of decisions: states, electorates, and counting by `recount` alone."""

from talkoot.decisions.rules.counting import (
    Reading,
    impossible,
    read_rulebook,
    readings_of,
    rules_of,
    verdict_of,
    verdict_sha256,
)
from talkoot.decisions.rules.electorates import Electorate, ElectorateKind, electorate, electorate_problems
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
    "QUESTION_MAX",
    "REASON_MAX",
    "SOURCE_MAX",
    "TITLE_MAX",
    "TRANSITIONS",
    "Choice",
    "Electorate",
    "ElectorateKind",
    "Outcome",
    "Reading",
    "State",
    "VoidReason",
    "Voters",
    "electorate",
    "electorate_problems",
    "impossible",
    "is_due",
    "may_follow",
    "needs_reason",
    "read_rulebook",
    "readings_of",
    "rules_of",
    "takes_ballots",
    "verdict_of",
    "verdict_sha256",
]
