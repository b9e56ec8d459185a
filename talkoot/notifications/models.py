"""Notices, whom they are owed by e-mail, and what each reader wants to hear of."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from talkoot.notifications.rules import EmailChoice, MailingState


class ChannelPreference(models.Model):
    """How an account wants to be told. Without a row: in the inbox, and by e-mail at once where an address is known."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="channel_preference"
    )
    in_app = models.BooleanField(default=True)
    email = models.CharField(max_length=15, choices=[(s, s) for s in EmailChoice], default=EmailChoice.AT_ONCE)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(email__in=list(EmailChoice)), name="notifications_channel_email")
        ]

    def __str__(self) -> str:
        return f"account {self.account_id}: in-app {self.in_app}, e-mail {self.email}"


class Attention(models.Model):
    """What one reader has had about one matter: the latest notice and, if so, since when they want no more.

    The row is also the lock under which notices of one matter to one reader are folded together.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    matter = models.CharField(max_length=120)
    latest = models.ForeignKey("notifications.Notice", models.PROTECT, null=True, related_name="+")
    muted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "matter"], name="notifications_attention_once"),
            models.CheckConstraint(condition=~Q(matter=""), name="notifications_attention_has_matter"),
        ]
        indexes = [
            models.Index(fields=["account", "id"], condition=Q(muted_at__isnull=False), name="notifications_muted")
        ]

    def __str__(self) -> str:
        return f"{self.matter} for account {self.account_id}"


class Notice(models.Model):
    """One thing one reader was told, in their language, with the reason why them."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    matter = models.CharField(max_length=120)
    why = models.TextField()
    subject = models.CharField(max_length=250)
    body = models.TextField(blank=True)
    html = models.TextField(blank=True)
    url = models.CharField(max_length=500)
    language = models.CharField(max_length=35)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    needs_action = models.BooleanField(default=False)
    # News of the same matter within the window: how many, and the subjects of the latest of them.
    folded = models.PositiveIntegerField(default=0)
    more = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="notifications_notice_says_why"),
            models.CheckConstraint(condition=~Q(subject=""), name="notifications_notice_has_subject"),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(read_at__gte=models.F("at")), name="notifications_read_after_sent"
            ),
        ]
        indexes = [
            models.Index(fields=["account", "-id"], name="notifications_inbox"),
            models.Index(fields=["account", "-id"], condition=Q(read_at__isnull=True), name="notifications_unread"),
        ]

    def __str__(self) -> str:
        return self.subject


class Mailing(models.Model):
    """One e-mail owed for a notice. ``rules.MailingState`` says how it moves from pending to its end."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="mailings")
    state = models.CharField(max_length=10, choices=[(s, s) for s in MailingState], default=MailingState.PENDING)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["notice"],
                condition=Q(state=MailingState.PENDING),
                name="notifications_mailing_one_pending",
            ),
            models.CheckConstraint(condition=Q(state__in=list(MailingState)), name="notifications_mailing_state"),
            models.CheckConstraint(
                condition=Q(state=MailingState.SENT, sent_at__isnull=False)
                | (~Q(state=MailingState.SENT) & Q(sent_at__isnull=True)),
                name="notifications_mailing_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=MailingState.SENDING) | Q(claimed_at__isnull=False),
                name="notifications_mailing_claim_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(state=MailingState.PENDING), name="notifications_mailing_due"
            ),
            models.Index(
                fields=["claimed_at"], condition=Q(state=MailingState.SENDING), name="notifications_mailing_flying"
            ),
        ]

    def __str__(self) -> str:
        return f"mail of notice {self.notice_id}: {self.state}"
