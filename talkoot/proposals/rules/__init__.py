"""Pure logic of proposals."""

from talkoot.proposals.rules.states import ENDS, Deadline, LinkKind, Outcome, StageKind, Status

__all__ = ["ENDS", "Deadline", "LinkKind", "Outcome", "StageKind", "Status"]
