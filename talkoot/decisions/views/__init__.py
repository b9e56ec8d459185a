"""HTML in and out of decisions."""

from talkoot.decisions.views.ending import close_decision, count_decision, record_tally, void_decision
from talkoot.decisions.views.evidence import bundle, evidence, tallies
from talkoot.decisions.views.preparing import ask_for_candidates, change_question, draft_decision, open_draft
from talkoot.decisions.views.reading import (
    ballots,
    decision,
    decisions,
    eligibility,
    roll,
    rounds,
    rulebooks_moved,
)
from talkoot.decisions.views.voting import cast_ballot, cast_marks

__all__ = [
    "ask_for_candidates",
    "ballots",
    "bundle",
    "cast_ballot",
    "cast_marks",
    "change_question",
    "close_decision",
    "count_decision",
    "decision",
    "decisions",
    "draft_decision",
    "eligibility",
    "evidence",
    "open_draft",
    "record_tally",
    "roll",
    "rounds",
    "rulebooks_moved",
    "tallies",
    "void_decision",
]
