"""Schema of decisions."""

from talkoot.decisions.models.decisions import Chamber, Decision
from talkoot.decisions.models.rolls import Ballot, RollEntry, Tally

__all__ = ["Ballot", "Chamber", "Decision", "RollEntry", "Tally"]
