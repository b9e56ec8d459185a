"""Who may promise, tell how it goes, move the day, take back, and judge."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from talkoot.commitments.models import Commitment
from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, all_of, denied


class Permission(StrEnum):
    """What can be done with a commitment."""

    MAKE_COMMITMENT = "make_commitment"
    POST_UPDATE = "post_update"
    CHANGE_DUE_DATE = "change_due_date"
    WITHDRAW_COMMITMENT = "withdraw_commitment"
    REVIEW_COMMITMENT = "review_commitment"


# The hats that let someone bind their body, or speak about what it promised.
BINDING = (Power.STEWARD, Power.REPRESENT, Power.DELIVER)


def binds(actor: Actor, body_id: int, at: datetime, hats: Hats) -> Verdict:
    """Holds a `BINDING` power in the body that promises."""
    if any(hats.may(power, body_id) for power in BINDING):
        return ALLOWED
    return denied(_("Only those who lead, represent or deliver for a body may commit it to something."))


def delivers(actor: Actor, commitment: Commitment, at: datetime, hats: Hats) -> Verdict:
    """Holds ``deliver`` in the body that promised, or the role that owns the promise."""
    if hats.may(Power.DELIVER, commitment.body_id) or any(h.role_id == commitment.role_id for h in hats.all):
        return ALLOWED
    return denied(_("Only those who deliver for the body that promised may do this."))


def leads(actor: Actor, commitment: Commitment, at: datetime, hats: Hats) -> Verdict:
    """Holds ``steward`` in the body that promised."""
    if hats.may(Power.STEWARD, commitment.body_id):
        return ALLOWED
    return denied(_("Only those who lead the body that promised may take the promise back."))


def is_another(actor: Actor, commitment: Commitment, at: datetime, hats: Hats) -> Verdict:
    """Holds no hat in the body that promised: nobody judges their own promise."""
    if commitment.body_id not in hats.memberships:
        return ALLOWED
    return denied(_("Nobody reviews what their own body promised; someone from outside it does."))


def judges(actor: Actor, commitment: Commitment, at: datetime, hats: Hats) -> Verdict:
    """Holds ``steward`` in the body named as the judge when the promise was made."""
    if hats.may(Power.STEWARD, commitment.review_body_id):
        return ALLOWED
    return denied(_("Only those who lead the body that judges this promise may review it."))


TABLE: dict[Permission, Fact] = {
    Permission.MAKE_COMMITMENT: binds,
    Permission.POST_UPDATE: delivers,
    Permission.CHANGE_DUE_DATE: delivers,
    Permission.WITHDRAW_COMMITMENT: leads,
    Permission.REVIEW_COMMITMENT: all_of(is_another, judges),
}


def may(
    actor: Actor, permission: Permission, subject: object = None, *, at: datetime, hats: Hats | None = None
) -> Verdict:
    """Tell whether ``actor`` may, and if not why; give ``hats`` where they are at hand, to save the query.

    ``subject`` is the promising body's key for making a commitment, else the commitment.
    """
    return TABLE[permission](actor, subject, at, hats if hats is not None else hats_of(actor, at))


def rights_of(actor: Actor, commitment: Commitment, *, at: datetime, hats: Hats | None = None) -> dict[str, Verdict]:
    """Return, by permission, what ``actor`` may do with a commitment, for the buttons of its page."""
    hats = hats if hats is not None else hats_of(actor, at)
    wanted = [permission for permission in TABLE if permission != Permission.MAKE_COMMITMENT]
    return {permission.value: may(actor, permission, commitment, at=at, hats=hats) for permission in wanted}
