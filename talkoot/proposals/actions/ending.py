"""Withdrawing a proposal: its author's way out."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import Actor
from talkoot.ledger.actions import writing
from talkoot.proposals.actions.entering import Leaving, end
from talkoot.proposals.actions.holding import author_hat, hold
from talkoot.proposals.events import ProposalWithdrawn
from talkoot.proposals.models import Proposal
from talkoot.proposals.permissions import Permission
from talkoot.proposals.rules import Outcome, Status, limits
from talkoot.scopes.actions import words


def withdraw_proposal(
    proposal_id: int, *, reason: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Proposal:
    """Take a proposal back before it is decided, for a public reason; what was said about it stays."""
    with writing(by=by, at=at, key=key) as announce:
        held = hold(proposal_id, Permission.WITHDRAW_PROPOSAL, by=by, at=at)
        missing = _("Say why; those who supported it will read it.")
        why = words(reason, language, limit=limits.REASON_MAX, field="reason", missing=missing)
        mandate, on_behalf = author_hat(held.proposal, by, held.hats)
        end(held, Status.WITHDRAWN, Leaving(by, Outcome.WITHDRAWN, why, mandate), at=at)
        fact = ProposalWithdrawn(subject=held.proposal.ref, stage=held.record.stage)
        announce(fact, mandate=mandate, on_behalf=on_behalf)
    return held.proposal
