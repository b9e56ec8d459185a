"""Everything that changes findings."""

from talkoot.radar.actions.settling import accept_finding, merge_duties, reassign_duties
from talkoot.radar.actions.watching import look, sweep, sweep_daily

__all__ = ["accept_finding", "look", "merge_duties", "reassign_duties", "sweep", "sweep_daily"]
