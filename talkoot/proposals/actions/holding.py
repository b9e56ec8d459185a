"""The first step of every write to a proposal: its row held, the right checked, the hats known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.verdicts import PermissionDenied, require
from talkoot.ledger.queries.prepared import NUMBER, PreparedRow
from talkoot.proposals.models import Proposal, StageRecord
from talkoot.proposals.permissions import Permission, may
from talkoot.proposals.queries.processes import process_of
from talkoot.proposals.rules import Process, Stage


def person(by: Actor) -> int:
    """Return the person who acts; the system and visitors are nobody."""
    if by.person_id is None:
        raise PermissionDenied(_("Sign in first. What you wrote is kept."))
    return by.person_id


@dataclass(frozen=True, slots=True)
class Held:
    """An open proposal held until the write is over, with its process, the stage it is in and its open record."""

    proposal: Proposal
    process: Process
    stage: Stage
    record: StageRecord
    hats: Hats

    @property
    def mover(self) -> str:
        """Return the mandate under which the stage is moved on, empty for the system."""
        return self.hats.may(self.stage.moved_by, self.proposal.responsible_id) or ""

    @property
    def responsible(self) -> str:
        """Return the ref of the body acted for, empty while there is none."""
        return ref("body", self.proposal.responsible_id) if self.proposal.responsible_id is not None else ""


def locked(proposal_id: int) -> Proposal:
    """Return the row, held until the write is over; every write to a proposal's rows holds it first.

    404 when there is none.
    """
    proposal = _LOCKED.get(proposal_id)
    if proposal is None:
        raise Http404
    return proposal


_LOCKED = PreparedRow(lambda: Proposal.objects.select_for_update().filter(pk=NUMBER))


def hold(proposal_id: int, permission: Permission, *, by: Actor, at: datetime) -> Held:
    """Lock an open proposal and require ``permission``; an ended one is refused with the reason."""
    proposal = locked(proposal_id)
    hats = hats_of(by, at)
    require(may(by, permission, proposal, at=at, hats=hats))
    return held(proposal, hats)


def held(proposal: Proposal, hats: Hats) -> Held:
    """Return a locked open proposal with its stage."""
    process = process_of(proposal)
    record = StageRecord.objects.get(proposal=proposal, left_at=None)
    return Held(proposal, process, process.stage(proposal.stage), record, hats)


def author_hat(proposal: Proposal, by: Actor, hats: Hats) -> tuple[str, str]:
    """Return mandate and body (refs) of one who acts as the author: both empty for the author in person."""
    if proposal.on_behalf_id is None:
        return "", ""
    mandate = hats.may(Power.REPRESENT, proposal.on_behalf_id)
    return (mandate, ref("body", proposal.on_behalf_id)) if mandate else ("", "")
