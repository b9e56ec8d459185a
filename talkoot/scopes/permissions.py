"""Who may keep the list of topics. Territories and languages come from standards: imported, never edited."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, denied


class Permission(StrEnum):
    """What one may do to topics."""

    ADD_TOPIC = "add_topic"
    LABEL_TOPIC = "label_topic"
    PLACE_TOPIC = "place_topic"
    LIFT_TOPIC = "lift_topic"
    KEEP_COUNTRIES = "keep_countries"


def runs_the_site(actor: Actor, subject: object, at: datetime) -> Verdict:
    """Operators, and the system when it imports."""
    if actor.is_operator or actor.kind is ActorKind.SYSTEM:
        return ALLOWED
    return denied(_("Topics are kept by those who run this site. Ask an operator to change them."))


TABLE: dict[Permission, Fact] = {
    Permission.ADD_TOPIC: runs_the_site,
    Permission.LABEL_TOPIC: runs_the_site,
    Permission.PLACE_TOPIC: runs_the_site,
    Permission.LIFT_TOPIC: runs_the_site,
    Permission.KEEP_COUNTRIES: runs_the_site,
}


def may(actor: Actor, permission: Permission, subject: object = None, *, at: datetime) -> Verdict:
    """Tell whether ``actor`` may do ``permission``, and why not."""
    return TABLE[permission](actor, subject, at)
