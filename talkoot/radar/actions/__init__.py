"""Everything that changes findings and hand-overs."""

from talkoot.radar.actions.handing_over import hand_over, hand_over_ended, return_item, take_over
from talkoot.radar.actions.settling import accept_finding, merge_duties, reassign_duties
from talkoot.radar.actions.watching import look, sweep, sweep_daily

__all__ = [
    "accept_finding",
    "hand_over",
    "hand_over_ended",
    "look",
    "merge_duties",
    "reassign_duties",
    "return_item",
    "sweep",
    "sweep_daily",
    "take_over",
]
