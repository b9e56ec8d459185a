"""Thought of decisions: states, grounds, and hashes; the rules of counting are those of rulebooks."""

from talkoot.decisions.rules.counting import roll_sha256, verdict_sha256
from talkoot.decisions.rules.elections import (
    Book,
    Standing,
    Uncountable,
    Votes,
    awaits_seed,
    book_of,
    election_in,
    paper_in,
    profile_of,
    ruling_of,
)
from talkoot.decisions.rules.grounds import (
    CONSULTATION_CLOSED,
    CONSULTATION_OPENED,
    consultation_named,
    is_consultation,
)
from talkoot.decisions.rules.marks import (
    Filling,
    Marks,
    Misfilled,
    Paper,
    as_ballot,
    filling_of,
    paper_of,
    read_marks,
    typed,
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
    "Book",
    "Choice",
    "Filling",
    "Marks",
    "Misfilled",
    "Outcome",
    "Paper",
    "Standing",
    "State",
    "Uncountable",
    "VoidReason",
    "Votes",
    "as_ballot",
    "awaits_seed",
    "book_of",
    "election_in",
    "filling_of",
    "paper_in",
    "paper_of",
    "profile_of",
    "read_marks",
    "ruling_of",
    "typed",
    "consultation_named",
    "is_consultation",
    "is_due",
    "may_follow",
    "needs_reason",
    "roll_sha256",
    "takes_ballots",
    "verdict_sha256",
]
