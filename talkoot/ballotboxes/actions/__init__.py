"""Everything that changes a ballot box, from the scrutineers' keys to the papers."""

from talkoot.ballotboxes.actions.amending import add_slip, remove_slip
from talkoot.ballotboxes.actions.casting import put_slip
from talkoot.ballotboxes.actions.discarding import discard_box
from talkoot.ballotboxes.actions.emptying import empty_box, hand_in_key
from talkoot.ballotboxes.actions.keyfiles import forget_keys
from talkoot.ballotboxes.actions.opening import close_box, open_box
from talkoot.ballotboxes.actions.preparing import make_key, prepare_box
from talkoot.ballotboxes.actions.striking import begin_scrutiny, strike_slip, take_back_strike

__all__ = [
    "add_slip",
    "begin_scrutiny",
    "close_box",
    "discard_box",
    "empty_box",
    "forget_keys",
    "hand_in_key",
    "make_key",
    "open_box",
    "prepare_box",
    "put_slip",
    "remove_slip",
    "strike_slip",
    "take_back_strike",
]
