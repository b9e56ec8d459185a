"""What can be done with proposals: the only room that writes."""

from talkoot.proposals.actions.drafting import discard_draft, forget_writer, save_draft
from talkoot.proposals.actions.editing import edit_proposal
from talkoot.proposals.actions.ending import withdraw_proposal
from talkoot.proposals.actions.following import (
    carry_out_verdict,
    follow_closing,
    follow_promises,
    follow_voting,
    note_late,
    note_promise,
    put_again,
)
from talkoot.proposals.actions.imports import import_peps, import_proposals, import_wishlist
from talkoot.proposals.actions.moving import move_proposal, reply_to_proposal, take_charge
from talkoot.proposals.actions.opening import ASKED
from talkoot.proposals.actions.processes import publish_process, publish_shipped_processes
from talkoot.proposals.actions.promising import promise_delivery
from talkoot.proposals.actions.submitting import submit_proposal
from talkoot.proposals.actions.voicing import follow_proposal, support_proposal, unfollow_proposal, withdraw_support

__all__ = [
    "ASKED",
    "carry_out_verdict",
    "discard_draft",
    "edit_proposal",
    "follow_closing",
    "follow_promises",
    "follow_proposal",
    "follow_voting",
    "forget_writer",
    "import_peps",
    "import_proposals",
    "import_wishlist",
    "move_proposal",
    "note_late",
    "note_promise",
    "promise_delivery",
    "publish_process",
    "publish_shipped_processes",
    "put_again",
    "reply_to_proposal",
    "save_draft",
    "submit_proposal",
    "support_proposal",
    "take_charge",
    "unfollow_proposal",
    "withdraw_proposal",
    "withdraw_support",
]
