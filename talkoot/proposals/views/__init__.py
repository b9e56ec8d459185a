"""Pages of proposals: get, parse, act, answer."""

from talkoot.proposals.views.drafting import check_draft, discard_draft, draft, drafts, new_proposal, submit_proposal
from talkoot.proposals.views.moving import move_proposal, reply_to_proposal, take_charge
from talkoot.proposals.views.processes import process, process_source, processes, publish_process
from talkoot.proposals.views.promising import promise_delivery
from talkoot.proposals.views.reading import difference, filters, history, proposal, proposals, version
from talkoot.proposals.views.writing import (
    edit_proposal,
    follow_proposal,
    support_proposal,
    unfollow_proposal,
    withdraw_proposal,
    withdraw_support,
)

__all__ = [
    "check_draft", "difference", "discard_draft", "draft", "drafts", "edit_proposal", "filters", "follow_proposal",
    "history", "move_proposal", "new_proposal", "process", "process_source", "processes", "promise_delivery",
    "proposal", "proposals", "publish_process", "reply_to_proposal", "submit_proposal", "support_proposal",
    "take_charge", "unfollow_proposal",
    "version", "withdraw_proposal", "withdraw_support",
]  # fmt: skip
