"""Signing devices out from afar."""

from __future__ import annotations

from datetime import datetime
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings

from talkoot.accounts.permissions import Permission, may
from talkoot.kernel.actors import Actor
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing


def end_session(account_id: int, session: int, *, by: Actor, at: datetime) -> None:
    """Sign one device of the owner out; one that is no longer there changes nothing. No fact is announced."""
    with writing(by=by, at=at):
        require(may(by, Permission.END_SESSIONS, account_id, at=at))
        end(UserSession.objects.filter(user_id=account_id, pk=session))


def end_other_sessions(account_id: int, *, current_key: str | None, by: Actor, at: datetime) -> None:
    """Sign every device of the owner out but the one whose session key is ``current_key``."""
    with writing(by=by, at=at):
        require(may(by, Permission.END_SESSIONS, account_id, at=at))
        end(UserSession.objects.filter(user_id=account_id).exclude(session_key=current_key or ""))


def end(sessions: object) -> None:
    """Delete ``sessions`` (a queryset of them) together with what the session store holds under their keys."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for session in sessions:  # type: ignore[attr-defined]  # the library's querysets are untyped
        store.delete(session.session_key)
        session.delete()
