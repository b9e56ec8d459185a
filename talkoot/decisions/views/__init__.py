"""HTML in and out of decisions."""

from talkoot.decisions.views.announcing import announce_decision, open_announced
from talkoot.decisions.views.appealing import ask_for_place, ask_to_strike, decide_roll_appeal, roll_appeals
from talkoot.decisions.views.challenging import challenge_count, challenges, decide_challenge
from talkoot.decisions.views.ending import close_decision, count_decision, record_tally, void_decision
from talkoot.decisions.views.positions import amend_question, support_override, take_position, wordings
from talkoot.decisions.views.preparing import ask_for_candidates, change_question, draft_decision, open_draft, rehearsal
from talkoot.decisions.views.reading import (
    ballots,
    decision,
    decisions,
    delegates,
    eligibility,
    roll,
    rulebooks_moved,
)
from talkoot.decisions.views.recusing import end_recusal, recusals
from talkoot.decisions.views.scrutiny import (
    end_scrutiny,
    strike_ballot,
    strike_sealed,
    take_back_sealed,
    take_back_strike,
)
from talkoot.decisions.views.secrecy import prepare_boxes, seal_ballot
from talkoot.decisions.views.translating import translate_question
from talkoot.decisions.views.voting import cast_ballot, cast_marks
from talkoot.decisions.views.weighing import say_weights

__all__ = [
    "amend_question",
    "announce_decision",
    "ask_for_candidates",
    "ask_for_place",
    "ask_to_strike",
    "ballots",
    "cast_ballot",
    "cast_marks",
    "challenge_count",
    "challenges",
    "change_question",
    "close_decision",
    "count_decision",
    "decide_challenge",
    "decide_roll_appeal",
    "decision",
    "decisions",
    "delegates",
    "draft_decision",
    "eligibility",
    "end_recusal",
    "end_scrutiny",
    "open_announced",
    "open_draft",
    "prepare_boxes",
    "record_tally",
    "recusals",
    "rehearsal",
    "roll",
    "roll_appeals",
    "rulebooks_moved",
    "say_weights",
    "seal_ballot",
    "strike_ballot",
    "strike_sealed",
    "support_override",
    "take_back_sealed",
    "take_back_strike",
    "take_position",
    "translate_question",
    "void_decision",
    "wordings",
]
