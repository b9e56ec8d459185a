"""What can be done with decisions; the only room that changes them."""

from talkoot.decisions.actions.amending import amend_question
from talkoot.decisions.actions.announcing import announce_decision
from talkoot.decisions.actions.appealing import ask_for_place, ask_to_strike, decide_roll_appeal
from talkoot.decisions.actions.boxes import prepare_boxes
from talkoot.decisions.actions.challenging import challenge_count, decide_challenge
from talkoot.decisions.actions.closing import close_decision, close_due, void_decision, void_with_matter
from talkoot.decisions.actions.drafting import change_question, draft_decision
from talkoot.decisions.actions.finishing import make_final, make_final_due
from talkoot.decisions.actions.nominating import ask_for_candidates
from talkoot.decisions.actions.opening import open_decision, open_draft
from talkoot.decisions.actions.opening_due import open_announced, open_due
from talkoot.decisions.actions.positions import support_override, take_position
from talkoot.decisions.actions.putting import put_decision
from talkoot.decisions.actions.recusing import end_recusal, recuse
from talkoot.decisions.actions.running_off import put_runoff
from talkoot.decisions.actions.scrutinising import end_scrutiny, strike_ballot, take_back_strike
from talkoot.decisions.actions.sealing import seal_choice, seal_marks
from talkoot.decisions.actions.striking import strike_sealed, take_back_sealed
from talkoot.decisions.actions.tallying import count_decision, count_unsealed, record_tally
from talkoot.decisions.actions.translating import translate_question
from talkoot.decisions.actions.voting import cast_ballot, cast_marks
from talkoot.decisions.actions.weights import say_weights

__all__ = [
    "amend_question",
    "announce_decision",
    "ask_for_candidates",
    "ask_for_place",
    "ask_to_strike",
    "cast_ballot",
    "cast_marks",
    "challenge_count",
    "change_question",
    "close_decision",
    "close_due",
    "count_decision",
    "count_unsealed",
    "decide_challenge",
    "decide_roll_appeal",
    "draft_decision",
    "end_recusal",
    "end_scrutiny",
    "make_final",
    "make_final_due",
    "open_announced",
    "open_decision",
    "open_draft",
    "open_due",
    "prepare_boxes",
    "put_decision",
    "put_runoff",
    "record_tally",
    "recuse",
    "say_weights",
    "seal_choice",
    "seal_marks",
    "strike_ballot",
    "strike_sealed",
    "support_override",
    "take_back_sealed",
    "take_back_strike",
    "take_position",
    "translate_question",
    "void_decision",
    "void_with_matter",
]
