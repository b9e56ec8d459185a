"""Schema of decisions."""

from talkoot.decisions.models.decisions import Chamber, Decision
from talkoot.decisions.models.rolls import Ballot, RollEntry, Tally
from talkoot.decisions.models.rulebooks import Rulebook

__all__ = ["Ballot", "Chamber", "Decision", "RollEntry", "Rulebook", "Tally"]
