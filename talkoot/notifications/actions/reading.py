"""What readers do with notices: read them, mute a matter, choose how they want to be told."""

from __future__ import annotations

from datetime import datetime

from talkoot.kernel.actors import Actor
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.notifications.models import Attention, ChannelPreference, Mailing, Notice
from talkoot.notifications.permissions import Permission, may
from talkoot.notifications.rules import EmailChoice, MailingState


def read_notice(notice_id: int, *, by: Actor, at: datetime) -> Notice:
    """Mark one notice as read; doing so twice changes nothing. Refuses another's notice."""
    with writing(by=by, at=at):
        notice = Notice.objects.select_for_update().get(pk=notice_id)
        require(may(by, Permission.READ_NOTICES, notice.account_id, at=at))
        if notice.read_at is None:
            notice.read_at = max(at, notice.at)
            notice.save(update_fields=["read_at"])
    return notice


def read_everything(account_id: int, *, by: Actor, at: datetime) -> int:
    """Mark all of an account's notices so far as read; return how many there were. Refuses another's."""
    with writing(by=by, at=at):
        require(may(by, Permission.READ_NOTICES, account_id, at=at))
        return Notice.objects.filter(account_id=account_id, read_at__isnull=True, at__lte=at).update(read_at=at)


def mute_matter(account_id: int, matter: str, *, by: Actor, at: datetime) -> Attention:
    """Tell an account no more of ``matter``, and drop the mail still owed about it. Refuses another's account."""
    with writing(by=by, at=at):
        require(may(by, Permission.MUTE_MATTER, account_id, at=at))
        attention, _ = Attention.objects.select_for_update().get_or_create(account_id=account_id, matter=matter)
        if attention.muted_at is None:
            attention.muted_at = at
            attention.save(update_fields=["muted_at"])
        Mailing.objects.filter(notice__account_id=account_id, notice__matter=matter, state=MailingState.PENDING).update(
            state=MailingState.DROPPED
        )
    return attention


def unmute_matter(account_id: int, matter: str, *, by: Actor, at: datetime) -> None:
    """Tell an account of ``matter`` again. Refuses another's account."""
    with writing(by=by, at=at):
        require(may(by, Permission.MUTE_MATTER, account_id, at=at))
        Attention.objects.filter(account_id=account_id, matter=matter).update(muted_at=None)


def choose_channels(account_id: int, *, in_app: bool, email: EmailChoice, by: Actor, at: datetime) -> ChannelPreference:
    """Keep how an account wants to be told. Refuses another's account."""
    with writing(by=by, at=at):
        require(may(by, Permission.CHOOSE_CHANNELS, account_id, at=at))
        preference, _ = ChannelPreference.objects.update_or_create(
            account_id=account_id, defaults={"in_app": in_app, "email": email}
        )
    return preference


def forget_reader(account_id: int, *, by: Actor, at: datetime) -> None:
    """Erase what an erased account was told and what it muted; notices are personal, what they told of stands."""
    with writing(by=by, at=at):
        require(may(by, Permission.FORGET_READER, account_id, at=at))
        Attention.objects.filter(account_id=account_id).delete()
        Mailing.objects.filter(notice__account_id=account_id).delete()
        Notice.objects.filter(account_id=account_id).delete()
        ChannelPreference.objects.filter(account_id=account_id).delete()
