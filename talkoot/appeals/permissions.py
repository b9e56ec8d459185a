"""Who may appeal, and who may not decide; what else is asked of either is for the matter to say."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.appeals.models import Appeal
from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, all_of, denied


class Permission(StrEnum):
    """The acts on appeals."""

    MAKE_APPEAL = "make_appeal"
    DECIDE_APPEAL = "decide_appeal"


def may(actor: Actor, permission: Permission, subject: Any = None, *, at: datetime) -> Verdict:
    """Tell whether ``actor`` may do this at ``at``, and why not; ``subject`` is the appeal to be decided."""
    return TABLE[permission](actor, subject, at)


def is_person(actor: Actor, subject: Any, at: datetime) -> Verdict:
    """Hold for who signed in."""
    if actor.kind is ActorKind.PERSON and actor.is_known:
        return ALLOWED
    return denied(_("Sign in first. What you wrote is kept."))


def is_not_concerned(actor: Actor, appeal: Appeal, at: datetime) -> Verdict:
    """Hold for who neither made the appeal nor is whom it is about: nobody decides their own."""
    if actor.person_id != appeal.made_by_id and appeal.about != actor.ref:
        return ALLOWED
    return denied(_("This appeal is your own or about you, so somebody else decides it."))


TABLE: dict[Permission, Fact] = {
    Permission.MAKE_APPEAL: is_person,
    Permission.DECIDE_APPEAL: all_of(is_person, is_not_concerned),
}
