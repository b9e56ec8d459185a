import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import talkoot.notifications.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChannelPreference",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="channel_preference",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("in_app", models.BooleanField(default=True)),
                (
                    "email",
                    models.CharField(
                        choices=[
                            (
                                talkoot.notifications.rules.EmailChoice["OFF"],
                                talkoot.notifications.rules.EmailChoice["OFF"],
                            ),
                            (
                                talkoot.notifications.rules.EmailChoice["AT_ONCE"],
                                talkoot.notifications.rules.EmailChoice["AT_ONCE"],
                            ),
                        ],
                        default=talkoot.notifications.rules.EmailChoice["AT_ONCE"],
                        max_length=15,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "email__in",
                                [
                                    talkoot.notifications.rules.EmailChoice["OFF"],
                                    talkoot.notifications.rules.EmailChoice["AT_ONCE"],
                                ],
                            )
                        ),
                        name="notifications_channel_email",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("matter", models.CharField(max_length=120)),
                ("why", models.TextField()),
                ("subject", models.CharField(max_length=250)),
                ("body", models.TextField(blank=True)),
                ("html", models.TextField(blank=True)),
                ("url", models.CharField(max_length=500)),
                ("language", models.CharField(max_length=35)),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("needs_action", models.BooleanField(default=False)),
                ("folded", models.PositiveIntegerField(default=0)),
                ("more", models.JSONField(default=list)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "-id"], name="notifications_inbox"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["account", "-id"],
                        name="notifications_unread",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="notifications_notice_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("subject", ""), _negated=True), name="notifications_notice_has_subject"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("read_at__isnull", True), ("read_at__gte", models.F("at")), _connector="OR"
                        ),
                        name="notifications_read_after_sent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mailing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (
                                talkoot.notifications.rules.MailingState["PENDING"],
                                talkoot.notifications.rules.MailingState["PENDING"],
                            ),
                            (
                                talkoot.notifications.rules.MailingState["SENDING"],
                                talkoot.notifications.rules.MailingState["SENDING"],
                            ),
                            (
                                talkoot.notifications.rules.MailingState["SENT"],
                                talkoot.notifications.rules.MailingState["SENT"],
                            ),
                            (
                                talkoot.notifications.rules.MailingState["PARKED"],
                                talkoot.notifications.rules.MailingState["PARKED"],
                            ),
                            (
                                talkoot.notifications.rules.MailingState["UNSURE"],
                                talkoot.notifications.rules.MailingState["UNSURE"],
                            ),
                            (
                                talkoot.notifications.rules.MailingState["DROPPED"],
                                talkoot.notifications.rules.MailingState["DROPPED"],
                            ),
                        ],
                        default=talkoot.notifications.rules.MailingState["PENDING"],
                        max_length=10,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("claimed_at", models.DateTimeField(null=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("error", models.TextField(blank=True)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mailings", to="notifications.notice"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", talkoot.notifications.rules.MailingState["PENDING"])),
                        fields=["due_at", "id"],
                        name="notifications_mailing_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", talkoot.notifications.rules.MailingState["SENDING"])),
                        fields=["claimed_at"],
                        name="notifications_mailing_flying",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", talkoot.notifications.rules.MailingState["PENDING"])),
                        fields=("notice",),
                        name="notifications_mailing_one_pending",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    talkoot.notifications.rules.MailingState["PENDING"],
                                    talkoot.notifications.rules.MailingState["SENDING"],
                                    talkoot.notifications.rules.MailingState["SENT"],
                                    talkoot.notifications.rules.MailingState["PARKED"],
                                    talkoot.notifications.rules.MailingState["UNSURE"],
                                    talkoot.notifications.rules.MailingState["DROPPED"],
                                ],
                            )
                        ),
                        name="notifications_mailing_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("sent_at__isnull", False), ("state", talkoot.notifications.rules.MailingState["SENT"])
                            ),
                            models.Q(
                                models.Q(("state", talkoot.notifications.rules.MailingState["SENT"]), _negated=True),
                                ("sent_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="notifications_mailing_sent_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", talkoot.notifications.rules.MailingState["SENDING"]), _negated=True),
                            ("claimed_at__isnull", False),
                            _connector="OR",
                        ),
                        name="notifications_mailing_claim_has_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("matter", models.CharField(max_length=120)),
                ("muted_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "latest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="notifications.notice",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("muted_at__isnull", False)),
                        fields=["account", "id"],
                        name="notifications_muted",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("account", "matter"), name="notifications_attention_once"),
                    models.CheckConstraint(
                        condition=models.Q(("matter", ""), _negated=True), name="notifications_attention_has_matter"
                    ),
                ],
            },
        ),
    ]
