"""Sending the mail that is owed. See `actions.mailing` for how none goes out twice."""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from talkoot.notifications import actions, queries, rules
from talkoot.notifications.actions import Claim

log = logging.getLogger(__name__)
MOST_AT_ONCE = 500


def send_due(at: datetime) -> int:
    """Send the mails due at ``at``, at most 500, and return how many the mail server took.

    The connection is made before anything is claimed: a server that is away costs no attempt of any mail.
    """
    lost = actions.give_up_lost(at)
    if lost:
        log.warning("%d mails were being sent when a worker died; they are not sent again", lost)
    if not queries.is_mail_due(at):
        return 0
    mailer = mailers.default
    try:
        mailer.open()
    except OSError as away:
        log.warning("The mail server cannot be reached: %s", away)
        return 0
    try:
        return _send_with(mailer, at)
    finally:
        mailer.close()


def message_of(claim: Claim) -> EmailMultiAlternatives:
    """Return the mail of a notice, in its reader's language, with the headers that let a mail program unsubscribe."""
    notice = claim.notice
    token = queries.mute_token(notice.account_id, notice.matter)
    with translation.override(notice.language):
        context: dict[str, Any] = {
            "notice": notice,
            "url": settings.SITE_URL + notice.url,
            "mute_url": settings.SITE_URL + reverse("notifications:mute-by-link", args=[token]),
            "channels_url": settings.SITE_URL + reverse("notifications:channels"),
        }
        text = render_to_string("notifications/mail/notice.txt", context)
        html = render_to_string("notifications/mail/notice.html", context)
    message = EmailMultiAlternatives(
        subject=f"[{rules.line_of(settings.SITE_NAME)}] {rules.line_of(notice.subject)}",
        body=text,
        to=[claim.address],
        headers=_headers(claim, context["mute_url"]),
    )
    message.attach_alternative(html, "text/html")
    return message


def _headers(claim: Claim, mute_url: str) -> dict[str, str]:
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return {
        # The same each time it is tried: mail systems know a second copy by it.
        "Message-ID": f"<notice-{claim.mailing.pk}.{claim.mailing.notice_id}@{host}>",
        "List-Unsubscribe": f"<{mute_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
        "Content-Language": claim.notice.language,
    }


def _send_with(mailer: object, at: datetime) -> int:
    sent = 0
    for _ in range(MOST_AT_ONCE):
        claim = actions.claim_mailing(at)
        if claim is None:
            break
        try:
            mailer.send_messages([message_of(claim)])  # type: ignore[attr-defined]  # the library's mailers share no type
        except (smtplib.SMTPException, OSError, ValueError) as failure:
            log.warning("Mail %d was not sent: %s", claim.mailing.pk, failure)
            actions.note_failed(claim.mailing.pk, repr(failure), for_good=is_for_good(failure), at=at)
            if isinstance(failure, smtplib.SMTPServerDisconnected | OSError) and not is_for_good(failure):
                # The connection is gone: the rest waits for the next run rather than failing one by one.
                break
        else:
            actions.note_sent(claim.mailing.pk, at=at)
            sent += 1
    return sent


def is_for_good(failure: Exception) -> bool:
    """Tell whether trying again is no use: the server said so (5xx), or the address cannot be written."""
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in failure.recipients.values())
    if isinstance(failure, smtplib.SMTPResponseException):
        return failure.smtp_code >= 500
    return isinstance(failure, ValueError)


def forget_old(at: datetime) -> int:
    """Let go of mailings that came to their end more than 90 days ago; return how many."""
    return actions.forget_old_mailings(at)
