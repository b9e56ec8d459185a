import django.db.models.deletion
from django.db import migrations, models

import talkoot.commitments.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0002_one_holder_a_seat"),
    ]

    operations = [
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField()),
                ("matter", models.CharField(blank=True, max_length=120)),
                ("first_due_on", models.DateField()),
                ("due_on", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            (
                                talkoot.commitments.rules.Status["PROMISED"],
                                talkoot.commitments.rules.Status["PROMISED"],
                            ),
                            (talkoot.commitments.rules.Status["KEPT"], talkoot.commitments.rules.Status["KEPT"]),
                            (
                                talkoot.commitments.rules.Status["PARTLY_KEPT"],
                                talkoot.commitments.rules.Status["PARTLY_KEPT"],
                            ),
                            (
                                talkoot.commitments.rules.Status["NOT_KEPT"],
                                talkoot.commitments.rules.Status["NOT_KEPT"],
                            ),
                            (
                                talkoot.commitments.rules.Status["WITHDRAWN"],
                                talkoot.commitments.rules.Status["WITHDRAWN"],
                            ),
                        ],
                        default=talkoot.commitments.rules.Status["PROMISED"],
                        max_length=12,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("said_done_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("update_count", models.PositiveIntegerField(default=0)),
                ("updated_at", models.DateTimeField()),
                ("soon_told_at", models.DateTimeField(null=True)),
                ("overdue_told_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="commitments", to="directory.body"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "review_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.body"
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.role"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "promised")), fields=["due_on", "id"], name="commitments_pending"
                    ),
                    models.Index(fields=["body", "due_on", "id"], name="commitments_of_body"),
                    models.Index(fields=["matter", "id"], name="commitments_of_matter"),
                    models.Index(
                        condition=models.Q(("status", "promised"), _negated=True),
                        fields=["-settled_at", "-id"],
                        name="commitments_settled",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    talkoot.commitments.rules.Status["PROMISED"],
                                    talkoot.commitments.rules.Status["KEPT"],
                                    talkoot.commitments.rules.Status["PARTLY_KEPT"],
                                    talkoot.commitments.rules.Status["NOT_KEPT"],
                                    talkoot.commitments.rules.Status["WITHDRAWN"],
                                ],
                            )
                        ),
                        name="commitments_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("status", "promised")),
                            models.Q(models.Q(("status", "promised"), _negated=True), ("settled_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="commitments_settled_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("body", models.F("review_body")), _negated=True),
                        name="commitments_judged_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), models.Q(("title", ""), _negated=True)
                        ),
                        name="commitments_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("matter", ""), ("matter__startswith", "proposal:"), _connector="OR"),
                        name="commitments_matter_is_a_proposal",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DueDateChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("was", models.DateField()),
                ("due_on", models.DateField()),
                ("reason", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField()),
                ("mandate", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="due_date_changes",
                        to="commitments.commitment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("was", models.F("due_on")), _negated=True),
                        name="commitments_due_date_moves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="commitments_due_date_has_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            (
                                talkoot.commitments.rules.ReviewOutcome["KEPT"],
                                talkoot.commitments.rules.ReviewOutcome["KEPT"],
                            ),
                            (
                                talkoot.commitments.rules.ReviewOutcome["PARTLY"],
                                talkoot.commitments.rules.ReviewOutcome["PARTLY"],
                            ),
                            (
                                talkoot.commitments.rules.ReviewOutcome["NOT_KEPT"],
                                talkoot.commitments.rules.ReviewOutcome["NOT_KEPT"],
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField()),
                ("mandate", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="commitments.commitment"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                [
                                    talkoot.commitments.rules.ReviewOutcome["KEPT"],
                                    talkoot.commitments.rules.ReviewOutcome["PARTLY"],
                                    talkoot.commitments.rules.ReviewOutcome["NOT_KEPT"],
                                ],
                            )
                        ),
                        name="commitments_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="commitments_review_has_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Update",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField()),
                ("evidence_url", models.CharField(blank=True, max_length=2000)),
                ("says_done", models.BooleanField(default=False)),
                ("mandate", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "commitment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="updates", to="commitments.commitment"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="commitments_update_says_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("evidence_url", ""),
                            ("evidence_url__startswith", "https://"),
                            ("evidence_url__startswith", "http://"),
                            _connector="OR",
                        ),
                        name="commitments_evidence_is_a_web_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField()),
                ("mandate", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "commitment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="commitments.commitment",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="commitments_withdrawal_has_reason"
                    )
                ],
            },
        ),
    ]
