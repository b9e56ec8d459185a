"""Who may say who is responsible."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import NO_HATS, Hats, acting_mandate, hats_of
from talkoot.directory.rules import Power
from talkoot.duties.models import Duty, Matter
from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, all_of, any_of, denied


class Permission(StrEnum):
    """The acts on duties."""

    ASSIGN_DUTY = "assign_duty"
    CONFIRM_DUTY = "confirm_duty"
    END_DUTY = "end_duty"
    RETIRE_MATTER = "retire_matter"


def may(
    actor: Actor, permission: Permission, subject: Any = None, *, at: datetime, hats: Hats | None = None
) -> Verdict:
    """Tell whether ``actor`` may do this at ``at``, and why not.

    ``subject`` is the id of the body that is to hold the duty (`ASSIGN_DUTY`; None asks "any body at all"), the duty,
    or the matter. ``hats`` saves the query when the caller has them.
    """
    if actor.kind is ActorKind.SYSTEM:
        return ALLOWED
    worn = hats if hats is not None else NO_HATS if actor.is_operator else hats_of(actor, at)
    return TABLE[permission](actor, subject, at, worn)


def is_operator(actor: Actor, subject: Any, at: datetime, hats: Hats) -> Verdict:
    """Hold for who runs the site."""
    return ALLOWED if actor.is_operator else denied(_("Only an operator of this site may do this."))


def tends_holder(actor: Actor, subject: Any, at: datetime, hats: Hats) -> Verdict:
    """Hold for who tends the body that holds the duty, by a mandate in it or in a body it is part of."""
    body_id = _holder_id(subject)
    if acting_mandate(hats, Power.STEWARD, body_id) if body_id is not None else hats.bodies(Power.STEWARD):
        return ALLOWED
    return denied(_("Only those with a mandate to tend the body that holds the duty, or an operator, may do this."))


def is_current(actor: Actor, subject: Any, at: datetime, hats: Hats) -> Verdict:
    """Hold while the duty has not ended."""
    if subject is None or subject.ended_on is None:
        return ALLOWED
    return denied(_("This duty has ended."))


def needs_nobody(actor: Actor, subject: Any, at: datetime, hats: Hats) -> Verdict:
    """Hold while nobody has a duty in the matter."""
    if subject is None or (subject.duty_count == 0 and subject.retired_on is None):
        return ALLOWED
    return denied(_("Somebody has a duty in this matter still, or it is retired already."))


TABLE: Mapping[Permission, Fact] = {
    Permission.ASSIGN_DUTY: any_of(is_operator, tends_holder),
    Permission.CONFIRM_DUTY: all_of(is_current, any_of(is_operator, tends_holder)),
    Permission.END_DUTY: all_of(is_current, any_of(is_operator, tends_holder)),
    Permission.RETIRE_MATTER: all_of(is_operator, needs_nobody),
}


def _holder_id(subject: Duty | Matter | int | None) -> int | None:
    if isinstance(subject, Duty):
        return subject.body_id or (subject.role.body_id if subject.role else None)
    return subject if isinstance(subject, int) else None
