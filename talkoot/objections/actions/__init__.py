"""What can be done about objections; the only room that changes them."""

from talkoot.objections.actions.appealing import appeal_finding, dismiss_appeal, find_without_reason, uphold_appeal
from talkoot.objections.actions.overriding import support_override
from talkoot.objections.actions.raising import raise_objection, reword_objection, withdraw_objection
from talkoot.objections.actions.resolving import confirm_resolution, decline_resolution, propose_resolution
from talkoot.objections.actions.rounds import amend_wording, close_round, extend_round, open_round
from talkoot.objections.actions.weighing import hold_round, weigh_anew

__all__ = [
    "amend_wording",
    "appeal_finding",
    "close_round",
    "confirm_resolution",
    "decline_resolution",
    "dismiss_appeal",
    "extend_round",
    "find_without_reason",
    "hold_round",
    "open_round",
    "propose_resolution",
    "raise_objection",
    "reword_objection",
    "support_override",
    "uphold_appeal",
    "weigh_anew",
    "withdraw_objection",
]
