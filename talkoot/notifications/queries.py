"""Reading notices: the inbox, its dot, what is muted, and who stands behind a mailed link."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import FETCH_RAISE
from django.http import Http404

from talkoot.kernel import paging
from talkoot.kernel.actors import Actor
from talkoot.kernel.paging import Page
from talkoot.notifications.models import Attention, ChannelPreference, Mailing, Notice
from talkoot.notifications.rules import MailingState

SALT = "talkoot.notifications.mute"
MOST_COUNTED = 100


def unread_count(account_id: int) -> int:
    """Return how many notices an account has not read, counted up to 100."""
    unread = Notice.objects.filter(account_id=account_id, read_at__isnull=True)
    return unread.order_by()[:MOST_COUNTED].count()


def notices_of(account_id: int, *, only_unread: bool, after: int | None, size: int = paging.SIZE) -> Page[Notice]:
    """Return a page of an account's notices, newest first, each with ``is_muted``."""
    rows = Notice.objects.filter(account_id=account_id).order_by("-pk")
    if only_unread:
        rows = rows.filter(read_at__isnull=True)
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found: list[Any] = list(rows.fetch_mode(FETCH_RAISE)[: size + 1])
    muted = set(
        Attention.objects.filter(
            account_id=account_id, matter__in={n.matter for n in found}, muted_at__isnull=False
        ).values_list("matter", flat=True)
    )
    for notice in found:
        notice.is_muted = notice.matter in muted
    return paging.cut(found, "pk", size)


def get_notice(notice_id: int, *, viewer: Actor) -> Notice:
    """Return one of the viewer's notices; another's is not found."""
    notice = Notice.objects.filter(pk=notice_id, account_id=viewer.account_id or 0).first()
    if notice is None:
        raise Http404
    return notice


def channels_of(account_id: int) -> ChannelPreference:
    """Return how an account wants to be told; the usual way when it never said."""
    return ChannelPreference.objects.filter(account_id=account_id).first() or ChannelPreference(account_id=account_id)


def muted_matters(account_id: int, *, after: int | None = None, size: int = paging.SIZE) -> Page[Any]:
    """Return a page of the matters an account muted, latest first, each row with a ``subject`` and ``url`` to show."""
    rows = Attention.objects.filter(account_id=account_id, muted_at__isnull=False).order_by("-pk")
    if after is not None:
        rows = rows.filter(pk__lt=after)
    return paging.cut(list(rows.select_related("latest").fetch_mode(FETCH_RAISE)[: size + 1]), "pk", size)


def mute_token(account_id: int, matter: str) -> str:
    """Return the signed part of the link that mutes ``matter`` for an account without signing in."""
    return signing.dumps([account_id, matter], salt=SALT, compress=False)


def muter_of(token: str) -> tuple[int, str]:
    """Return account and matter of a mailed link; a link that is not ours is not found."""
    try:
        account_id, matter = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    return account_id, matter


def is_mail_due(at: datetime) -> bool:
    """Tell whether any mail waits to be sent at ``at``."""
    return Mailing.objects.filter(state=MailingState.PENDING, due_at__lte=at).exists()


def subject_of(account_id: int, matter: str) -> Notice | None:
    """Return the latest notice an account had of a matter, to name it by."""
    attention = Attention.objects.select_related("latest").filter(account_id=account_id, matter=matter).first()
    return attention.latest if attention else None


def mailings_by_state() -> dict[MailingState, int]:
    """Return how many mails wait, were parked or are of unknown fate, for those who run the site."""
    return {
        state: Mailing.objects.filter(state=state).count()
        for state in (MailingState.PENDING, MailingState.PARKED, MailingState.UNSURE)
    }


def export_of(account_id: int) -> dict[str, Any]:
    """Return all that is kept of an account's notices, as JSON values."""
    return {
        "channels": ChannelPreference.objects.filter(account_id=account_id).values("in_app", "email").first(),
        "muted": list(
            Attention.objects.filter(account_id=account_id, muted_at__isnull=False).values("matter", "muted_at")
        ),
        "notices": list(
            Notice.objects.filter(account_id=account_id)
            .order_by("pk")
            .values("matter", "why", "subject", "body", "url", "language", "at", "read_at", "folded", "more")
        ),
    }
