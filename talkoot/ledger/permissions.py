"""Who may look after the ledger's running: those who run the site."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import Actor
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, denied


class Permission(StrEnum):
    """What one may do with the ledger."""

    SEE_PARKED = "see_parked"
    RETRY_DELIVERY = "retry_delivery"


def runs_the_site(actor: Actor, subject: object, at: datetime) -> Verdict:
    """Hold for operators."""
    return ALLOWED if actor.is_operator else denied(_("Only those who run this site may do this."))


TABLE: dict[Permission, Fact] = {
    Permission.SEE_PARKED: runs_the_site,
    Permission.RETRY_DELIVERY: runs_the_site,
}


def may(actor: Actor, permission: Permission, subject: object = None, *, at: datetime) -> Verdict:
    """Tell whether ``actor`` may do it, and why not."""
    return TABLE[permission](actor, subject, at)
