"""What can be done with decisions; the only room that changes them."""

from talkoot.decisions.actions.closing import close_decision, close_due, void_decision, void_with_matter
from talkoot.decisions.actions.drafting import change_question, draft_decision
from talkoot.decisions.actions.nominating import ask_for_candidates
from talkoot.decisions.actions.opening import open_decision, open_draft
from talkoot.decisions.actions.tallying import count_decision, record_tally
from talkoot.decisions.actions.voting import cast_ballot, cast_marks

__all__ = [
    "ask_for_candidates",
    "cast_ballot",
    "cast_marks",
    "change_question",
    "close_decision",
    "close_due",
    "count_decision",
    "draft_decision",
    "open_decision",
    "open_draft",
    "record_tally",
    "void_decision",
    "void_with_matter",
]
