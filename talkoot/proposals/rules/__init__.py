"""Pure logic of proposals: states, gates, processes and how they are read, words, likeness, differences."""

from talkoot.proposals.rules.gates import (
    OPEN,
    PREDICATES,
    All,
    AnyOf,
    Facts,
    Gate,
    Needs,
    Not,
    Requirement,
    Requirements,
    Weighed,
    leaves,
    missing,
    weigh,
)
from talkoot.proposals.rules.likeness import Candidate, by_title, ranked
from talkoot.proposals.rules.process import (
    OUTCOME_OF_END,
    Move,
    Process,
    Stage,
    When,
    canonical,
    days_between,
    in_language,
    plain,
    sha256,
)
from talkoot.proposals.rules.reading import NotAProcess, Problem, parse, read
from talkoot.proposals.rules.states import ENDS, Deadline, LinkKind, Outcome, StageKind, Status
from talkoot.proposals.rules.words import fold, words_of

__all__ = [
    "ENDS", "OPEN", "OUTCOME_OF_END", "PREDICATES",
    "All", "AnyOf", "Candidate", "Deadline", "Facts", "Gate", "LinkKind", "Move", "Needs", "Not",
    "NotAProcess", "Outcome", "Problem", "Process", "Requirement", "Requirements", "Stage", "StageKind",
    "Status", "Weighed", "When",
    "by_title", "canonical", "days_between", "fold", "in_language", "leaves", "missing", "parse", "plain",
    "ranked", "read", "sha256", "weigh", "words_of",
]  # fmt: skip
