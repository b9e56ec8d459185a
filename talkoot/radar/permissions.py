"""Who may settle what was found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import NO_HATS, Hats, acting_mandate, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, all_of, any_of, denied
from talkoot.radar.models import Finding


class Permission(StrEnum):
    """The acts on findings."""

    ACCEPT_FINDING = "accept_finding"
    REASSIGN_DUTIES = "reassign_duties"
    MERGE_DUTIES = "merge_duties"


def may(actor: Actor, permission: Permission, finding: Finding, *, at: datetime, hats: Hats | None = None) -> Verdict:
    """Tell whether ``actor`` may do this at ``at``, and why not. ``hats`` saves the query when the caller has them."""
    if actor.kind is ActorKind.SYSTEM:
        return ALLOWED
    worn = hats if hats is not None else NO_HATS if actor.is_operator else hats_of(actor, at)
    return TABLE[permission](actor, finding, at, worn)


def is_operator(actor: Actor, finding: Finding, at: datetime, hats: Hats) -> Verdict:
    """Hold for who runs the site."""
    return ALLOWED if actor.is_operator else denied(_("Only an operator of this site may do this."))


def tends_owner(actor: Actor, finding: Finding, at: datetime, hats: Hats) -> Verdict:
    """Hold for who tends the body that must act, by a mandate in it or in a body it is part of."""
    if finding.body_id is not None and acting_mandate(hats, Power.STEWARD, finding.body_id):
        return ALLOWED
    return denied(_("Only those with a mandate to tend the body that must act, or an operator, may do this."))


def is_open(actor: Actor, finding: Finding, at: datetime, hats: Hats) -> Verdict:
    """Hold until the finding has ended."""
    return ALLOWED if finding.ended_at is None else denied(_("This is settled already."))


TABLE: Mapping[Permission, Fact] = {
    permission: all_of(is_open, any_of(is_operator, tends_owner)) for permission in Permission
}
