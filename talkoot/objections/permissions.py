"""Who may take which step about an objection, and why not."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, all_of, denied
from talkoot.objections.models import Objection


class Permission(StrEnum):
    """What can be done about an objection. Raising and overriding are for whoever has a place: the app above tells."""

    REWORD_OBJECTION = "reword_objection"
    WITHDRAW_OBJECTION = "withdraw_objection"
    PROPOSE_RESOLUTION = "propose_resolution"
    CONFIRM_RESOLUTION = "confirm_resolution"
    DECLINE_RESOLUTION = "decline_resolution"
    SUPPORT_OVERRIDE = "support_override"
    FIND_WITHOUT_REASON = "find_without_reason"
    APPEAL_FINDING = "appeal_finding"
    UPHOLD_APPEAL = "uphold_appeal"
    DISMISS_APPEAL = "dismiss_appeal"


def is_objector(actor: Actor, objection: Objection, at: datetime, hats: Hats) -> Verdict:
    """Raised it, or represents the body it was raised for."""
    if objection.body_id is not None:
        if hats.may(Power.REPRESENT, objection.body_id):
            return ALLOWED
        return denied(_("Only those who represent the body that objects may do this."))
    if actor.is_known and objection.person_id == actor.person_id:
        return ALLOWED
    return denied(_("Only whoever objects may do this."))


def is_another(actor: Actor, objection: Objection, at: datetime, hats: Hats) -> Verdict:
    """A person stands behind the actor, who does not object themselves."""
    if not actor.is_known:
        return denied(_("Sign in first. What you wrote is kept."))
    if is_objector(actor, objection, at, hats):
        return denied(_("This is for the others: the objection is yours."))
    return ALLOWED


def stewards_round(actor: Actor, objection: Objection, at: datetime, hats: Hats) -> Verdict:
    """Holds ``steward`` in the body that put the proposal."""
    if hats.may(Power.STEWARD, objection.round.steward_body_id):
        return ALLOWED
    return denied(_("Only stewards of the body that put the proposal may do this."))


def is_not_the_finder(actor: Actor, objection: Objection, at: datetime, hats: Hats) -> Verdict:
    """Is somebody else than the steward who found the objection without reason."""
    if objection.found_by_id is None or objection.found_by_id != actor.person_id:
        return ALLOWED
    return denied(_("You found it without reason. Another steward decides on the appeal."))


TABLE: dict[Permission, Fact] = {
    Permission.REWORD_OBJECTION: is_objector,
    Permission.WITHDRAW_OBJECTION: is_objector,
    Permission.PROPOSE_RESOLUTION: stewards_round,
    Permission.CONFIRM_RESOLUTION: is_objector,
    Permission.DECLINE_RESOLUTION: is_objector,
    Permission.SUPPORT_OVERRIDE: is_another,
    Permission.FIND_WITHOUT_REASON: all_of(stewards_round, is_another),
    Permission.APPEAL_FINDING: is_objector,
    # Four eyes: neither who objects nor who found it without reason has the last word.
    Permission.UPHOLD_APPEAL: all_of(stewards_round, is_another, is_not_the_finder),
    Permission.DISMISS_APPEAL: all_of(stewards_round, is_another, is_not_the_finder),
}


def rights_of(actor: Actor, objection: Objection, *, at: datetime, hats: Hats) -> dict[str, Verdict]:
    """Return, by permission, what ``actor`` may do about an objection, for the buttons of its page."""
    return {permission.value: may(actor, permission, objection, at=at, hats=hats) for permission in TABLE}


def may(
    actor: Actor, permission: Permission, objection: Objection, *, at: datetime, hats: Hats | None = None
) -> Verdict:
    """Tell whether ``actor`` may, and if not why; give ``hats`` where they are at hand, to save the query."""
    return TABLE[permission](actor, objection, at, hats if hats is not None else hats_of(actor, at))
