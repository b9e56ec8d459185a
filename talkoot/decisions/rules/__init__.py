"""Thought of decisions: states, electorates, and counting by `recount` alone."""

from talkoot.decisions.rules.states import (
    TRANSITIONS,
    Choice,
    Outcome,
    State,
    VoidReason,
    Voters,
    is_due,
    may_follow,
    takes_ballots,
)

__all__ = [
    "TRANSITIONS",
    "Choice",
    "Outcome",
    "State",
    "VoidReason",
    "Voters",
    "is_due",
    "may_follow",
    "takes_ballots",
]
