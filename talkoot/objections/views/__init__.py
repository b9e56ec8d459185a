"""HTML in and out of objections."""

from talkoot.objections.views.appealing import appeal_finding, dismiss_appeal, find_without_reason, uphold_appeal
from talkoot.objections.views.reading import objection
from talkoot.objections.views.resolving import (
    confirm_resolution,
    decline_resolution,
    propose_resolution,
    withdraw_objection,
)

__all__ = [
    "appeal_finding",
    "confirm_resolution",
    "decline_resolution",
    "dismiss_appeal",
    "find_without_reason",
    "objection",
    "propose_resolution",
    "uphold_appeal",
    "withdraw_objection",
]
