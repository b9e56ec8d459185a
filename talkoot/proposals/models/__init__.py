"""Schema of proposals: processes, proposals and their texts, stages, voices, words."""

from talkoot.proposals.models.processes import ProcessTemplate
from talkoot.proposals.models.proposals import Authorship, Draft, Link, Pointer, Proposal, ProposalVersion
from talkoot.proposals.models.stages import Reply, StageRecord
from talkoot.proposals.models.voices import Follow, Support
from talkoot.proposals.models.words import ProposalWord, Word

__all__ = [
    "Authorship",
    "Draft",
    "Follow",
    "Link",
    "Pointer",
    "ProcessTemplate",
    "Proposal",
    "ProposalVersion",
    "ProposalWord",
    "Reply",
    "StageRecord",
    "Support",
    "Word",
]
