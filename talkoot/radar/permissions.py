"""Who may settle what was found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import NO_HATS, Hats, acting_mandate, hats_of, holders_of_roles
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, all_of, any_of, denied
from talkoot.radar.models import Finding, Item
from talkoot.radar.rules import ItemState


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


class HandOverPermission(StrEnum):
    """The acts on what a predecessor left."""

    TAKE_OVER = "take_over"
    RETURN_ITEM = "return_item"


def may_answer(
    actor: Actor, permission: HandOverPermission, item: Item, *, at: datetime, hats: Hats | None = None
) -> Verdict:
    """Tell whether ``actor`` may answer for one thing of a hand-over (read with it) at ``at``, and why not."""
    worn = hats if hats is not None else hats_of(actor, at)
    return HAND_OVER_TABLE[permission](actor, item, at, worn)


def follows(actor: Actor, item: Item, at: datetime, hats: Hats) -> Verdict:
    """Hold for who holds the role now; while nobody does, and for what was returned, for who tends the body."""
    hand_over = item.hand_over
    if item.state == ItemState.WAITING:
        if any(hat.role_id == hand_over.role_id for hat in hats.all):
            return ALLOWED
        if holders_of_roles([hand_over.role_id], at):
            return denied(_("Only those who hold the role now may answer for what was left in it."))
    if acting_mandate(hats, Power.STEWARD, hand_over.body_id):
        return ALLOWED
    return denied(_("Only those with a mandate to tend the body may answer for this while nobody holds the role."))


def is_waiting(actor: Actor, item: Item, at: datetime, hats: Hats) -> Verdict:
    """Hold until somebody took it over or returned it."""
    return ALLOWED if item.state == ItemState.WAITING else denied(_("This was answered for already."))


def is_not_taken(actor: Actor, item: Item, at: datetime, hats: Hats) -> Verdict:
    """Hold until somebody took it over."""
    return ALLOWED if item.state != ItemState.TAKEN_OVER else denied(_("This was answered for already."))


HAND_OVER_TABLE: Mapping[HandOverPermission, Fact] = {
    HandOverPermission.TAKE_OVER: all_of(is_not_taken, follows),
    HandOverPermission.RETURN_ITEM: all_of(is_waiting, follows),
}
