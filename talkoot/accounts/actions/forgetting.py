"""Letting go of technical data whose time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession

from talkoot.accounts.models import Session

KEPT = timedelta(days=90)
NOWHERE = "0.0.0.0"  # noqa: S104  # stands for an address that was forgotten, nothing listens there


def forget_old_sessions(at: datetime) -> int:
    """Delete sessions that ended, and addresses and browsers of those begun 90 days ago; return how many went."""
    ended, _ = Session.objects.filter(expire_date__lt=at).delete()
    gone = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    UserSession.objects.filter(pk__in=gone.values("pk")).delete()
    UserSession.objects.filter(created_at__lt=at - KEPT).update(ip=NOWHERE, user_agent="")
    return ended
