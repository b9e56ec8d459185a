"""A notice is its reader's alone."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, denied


class Permission(StrEnum):
    """What can be done with notices. The subject is the key of the reader's account."""

    READ_NOTICES = "read_notices"
    MUTE_MATTER = "mute_matter"
    CHOOSE_CHANNELS = "choose_channels"
    FORGET_READER = "forget_reader"


def may(actor: Actor, permission: Permission, subject: int | None = None, *, at: datetime) -> Verdict:
    """Return whether ``actor`` may do ``permission`` to the notices of the account with key ``subject``."""
    return TABLE[permission](actor, subject, at)


def is_the_reader(actor: Actor, subject: Any, at: datetime) -> Verdict:
    """The notices are the actor's own, or the actor holds the link that was mailed to their reader."""
    if actor.account_id is not None and actor.account_id == subject:
        return ALLOWED
    return denied(_("These notices are somebody else's."))


def is_the_site(actor: Actor, subject: Any, at: datetime) -> Verdict:
    """The site itself is at work."""
    if actor.kind is ActorKind.SYSTEM:
        return ALLOWED
    return denied(_("Only the site itself does this."))


TABLE: dict[Permission, Fact] = {
    Permission.READ_NOTICES: is_the_reader,
    Permission.MUTE_MATTER: is_the_reader,
    Permission.CHOOSE_CHANNELS: is_the_reader,
    Permission.FORGET_READER: is_the_site,
}
