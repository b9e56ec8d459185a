"""Moving one e-mail from owed to its end, so that none is sent twice.

Each step is its own transaction. A mailing is committed as ``sending`` before the mail server is spoken to, and its
end is committed after; a worker that dies in between leaves it ``sending``, and once its lease is over it becomes
``unsure`` and is never sent again, because nobody can tell whether the server had taken it. The notice itself stays
in the inbox. Where the server says no, or the connection breaks, the mailing waits and is tried again under the
same Message-ID, by which mail systems know a second copy.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from talkoot.accounts import queries as accounts
from talkoot.notifications import rules
from talkoot.notifications.models import Attention, ChannelPreference, Mailing, Notice
from talkoot.notifications.rules import EmailChoice, MailingState


@dataclass(frozen=True, slots=True)
class Claim:
    """One mailing that this worker alone may send now, and where it goes."""

    mailing: Mailing
    notice: Notice
    address: str


def claim_mailing(at: datetime) -> Claim | None:
    """Claim the mailing longest due, dropping those no longer wanted on the way; None when nothing is due."""
    while True:
        with transaction.atomic():
            skip = connection.features.has_select_for_update_skip_locked
            due = Mailing.objects.filter(state=MailingState.PENDING, due_at__lte=at).order_by("due_at", "pk")
            mailing = due.select_for_update(skip_locked=skip).first()
            if mailing is None:
                return None
            notice = Notice.objects.get(pk=mailing.notice_id)
            address = _wanted_at(notice)
            if address:
                mailing.state = MailingState.SENDING
                mailing.claimed_at = at
                mailing.attempts += 1
                mailing.save(update_fields=["state", "claimed_at", "attempts"])
                return Claim(mailing, notice, address)
            mailing.state = MailingState.DROPPED
            mailing.save(update_fields=["state"])


def note_sent(mailing_id: int, *, at: datetime) -> None:
    """Note that the mail server took a claimed mail."""
    _finish(mailing_id, state=MailingState.SENT, sent_at=at, error="")


def note_failed(mailing_id: int, error: str, *, for_good: bool, at: datetime) -> None:
    """Note that it did not: try again later, or park the mail when that is no use or was tried too often."""
    with transaction.atomic():
        mailing = Mailing.objects.select_for_update().get(pk=mailing_id)
        if mailing.state != MailingState.SENDING:
            return
        newer = Mailing.objects.filter(notice=mailing.notice_id, state=MailingState.PENDING).exists()
        if for_good or mailing.attempts >= rules.MOST_ATTEMPTS:
            mailing.state = MailingState.PARKED
        else:
            # A later mail of the same notice holds all that this one would have said.
            mailing.state = MailingState.DROPPED if newer else MailingState.PENDING
        mailing.due_at = at + rules.wait_after(mailing.attempts)
        mailing.error = error[:1000]
        mailing.save(update_fields=["state", "due_at", "error"])


def give_up_lost(at: datetime) -> int:
    """Note as unsure what a dead worker had claimed and never answered for; return how many."""
    lost = Mailing.objects.filter(state=MailingState.SENDING, claimed_at__lte=at - rules.LEASE)
    return lost.update(state=MailingState.UNSURE)


def _finish(mailing_id: int, **values: object) -> None:
    # What was given up as lost may still turn out to have been sent; a late answer is the better knowledge.
    Mailing.objects.filter(pk=mailing_id, state__in=[MailingState.SENDING, MailingState.UNSURE]).update(**values)


def _wanted_at(notice: Notice) -> str:
    """Return the address a notice should still be mailed to, or nothing."""
    account = notice.account_id
    if notice.read_at is not None and notice.read_at > notice.at:
        return ""
    if ChannelPreference.objects.filter(account_id=account, email=EmailChoice.OFF).exists():
        return ""
    if Attention.objects.filter(account_id=account, matter=notice.matter, muted_at__isnull=False).exists():
        return ""
    return accounts.mail_addresses([account]).get(account, "")


def forget_old_mailings(at: datetime) -> int:
    """Delete the mailings of notices told 90 days ago that came to an end; return how many."""
    ended = Mailing.objects.exclude(state__in=[MailingState.PENDING, MailingState.SENDING])
    gone, _ = ended.filter(notice__at__lt=at - rules.MAILINGS_KEPT).delete()
    return gone
