"""Who may publish rules, and why not; rights hang on mandates."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, any_of, denied


class Permission(StrEnum):
    """What can be done with rulebooks."""

    PUBLISH_RULEBOOK = "publish_rulebook"
    PUBLISH_RUNOFF = "publish_runoff"


def is_operator(actor: Actor, subject: object, at: datetime, hats: Hats) -> Verdict:
    """Runs the site, and sets it up."""
    return ALLOWED if actor.is_operator else denied(_("Only stewards of a body and operators may do this."))


def is_system(actor: Actor, subject: object, at: datetime, hats: Hats) -> Verdict:
    """The system itself acts: told by a process that was agreed before."""
    return ALLOWED if actor.kind == ActorKind.SYSTEM else denied(_("Only the system does this."))


def stewards_body(actor: Actor, body_id: int | None, at: datetime, hats: Hats) -> Verdict:
    """Holds ``steward`` in the body with this key."""
    if body_id is not None and hats.may(Power.STEWARD, body_id):
        return ALLOWED
    return denied(_("Only stewards of the body may do this."))


TABLE: dict[Permission, Fact] = {
    Permission.PUBLISH_RULEBOOK: any_of(stewards_body, is_operator),
    # What rules name beforehand as those of a run-off follows from them.
    Permission.PUBLISH_RUNOFF: is_system,
}


def may(
    actor: Actor, permission: Permission, body_id: int | None, *, at: datetime, hats: Hats | None = None
) -> Verdict:
    """Tell whether ``actor`` may, for the body with this key (None: the site), and if not why."""
    return TABLE[permission](actor, body_id, at, hats if hats is not None else hats_of(actor, at))
