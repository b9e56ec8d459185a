"""Who may open accounts, and who may change one: its owner, and for a few things those who run the site."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, any_of, denied


class Permission(StrEnum):
    """What can be done with accounts. The subject is the account's key, or None for a new one."""

    OPEN_ACCOUNT = "open_account"
    CHANGE_PREFERENCES = "change_preferences"
    END_SESSIONS = "end_sessions"
    EXPORT_DATA = "export_data"
    ERASE_ACCOUNT = "erase_account"
    APPOINT_OPERATOR = "appoint_operator"


def may(actor: Actor, permission: Permission, subject: int | None = None, *, at: datetime) -> Verdict:
    """Return whether ``actor`` may do ``permission`` to the account with key ``subject``."""
    return TABLE[permission](actor, subject, at)


def is_the_owner(actor: Actor, subject: Any, at: datetime) -> Verdict:
    """The account is the actor's own."""
    if actor.account_id is not None and actor.account_id == subject:
        return ALLOWED
    return denied(_("Only the owner of an account may do this."))


def runs_the_site(actor: Actor, subject: Any, at: datetime) -> Verdict:
    """The actor is an operator, or the site itself at work."""
    if actor.is_operator or actor.kind is ActorKind.SYSTEM:
        return ALLOWED
    return denied(_("Only those who run this site may do this."))


def sign_up_is_open(actor: Actor, subject: Any, at: datetime) -> Verdict:
    """Anyone may open an account here."""
    if settings.OPEN_SIGN_UP:
        return ALLOWED
    return denied(_("New accounts are opened by those who run this site."))


TABLE: dict[Permission, Fact] = {
    Permission.OPEN_ACCOUNT: any_of(runs_the_site, sign_up_is_open),
    Permission.CHANGE_PREFERENCES: is_the_owner,
    Permission.END_SESSIONS: is_the_owner,
    Permission.EXPORT_DATA: is_the_owner,
    Permission.ERASE_ACCOUNT: any_of(runs_the_site, is_the_owner),
    Permission.APPOINT_OPERATOR: runs_the_site,
}
