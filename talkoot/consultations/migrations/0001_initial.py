import django.db.models.deletion
from django.db import migrations, models

import talkoot.consultations.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0002_one_holder_a_seat"),
    ]

    operations = [
        migrations.CreateModel(
            name="Allowance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("free_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("question", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField()),
                ("languages", models.JSONField(default=list)),
                ("takes_visitors", models.BooleanField(default=False)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            (talkoot.consultations.rules.Status["OPEN"], talkoot.consultations.rules.Status["OPEN"]),
                            (
                                talkoot.consultations.rules.Status["CLOSED"],
                                talkoot.consultations.rules.Status["CLOSED"],
                            ),
                        ],
                        default=talkoot.consultations.rules.Status["OPEN"],
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("first_closes_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("answers_by", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("party_count", models.PositiveIntegerField(default=0)),
                ("heard_count", models.PositiveIntegerField(default=0)),
                ("input_count", models.PositiveIntegerField(default=0)),
                ("answered_count", models.PositiveIntegerField(default=0)),
                ("outcome_counts", models.JSONField(default=dict)),
                ("language_counts", models.JSONField(default=dict)),
                (
                    "answering_body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations_answered",
                        to="directory.body",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                ("stopped_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "open")), fields=["closes_at", "id"], name="consultations_open"
                    ),
                    models.Index(
                        condition=models.Q(("status", "closed")),
                        fields=["-closed_at", "-id"],
                        name="consultations_closed",
                    ),
                    models.Index(fields=["answering_body", "status"], name="consultations_answering"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    talkoot.consultations.rules.Status["OPEN"],
                                    talkoot.consultations.rules.Status["CLOSED"],
                                ],
                            )
                        ),
                        name="consultations_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", False), ("status", "closed")),
                            models.Q(("closed_at__isnull", True), ("status", "open")),
                            _connector="OR",
                        ),
                        name="consultations_closed_has_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answered_count__lte", models.F("input_count"))),
                        name="consultations_answers_within_inputs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("heard_count__lte", models.F("party_count"))),
                        name="consultations_heard_within_parties",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status", "open"), ("answered_count", models.F("input_count")), _connector="OR"
                        ),
                        name="consultations_closed_only_when_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_at__gt", models.F("opened_at")),
                            models.Q(("closes_at", models.F("opened_at")), ("stopped_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="consultations_closes_later",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stopped_at", None), ("closes_at__lte", models.F("stopped_at")), _connector="OR"
                        ),
                        name="consultations_takes_nothing_once_stopped",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AskedIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tag", models.CharField(max_length=35)),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked_in",
                        to="consultations.consultation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("consultation", "tag"), name="consultations_asked_in_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("was", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("reason", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField()),
                ("mandate", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="consultations.consultation",
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
                        condition=models.Q(("until__gt", models.F("was"))), name="consultations_extension_moves_on"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="consultations_extension_has_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Input",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=35)),
                ("text", models.TextField()),
                ("html", models.TextField()),
                ("receipt", models.CharField(max_length=40, unique=True)),
                ("given_at", models.DateTimeField()),
                ("taken_up_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                talkoot.consultations.rules.Outcome["ADOPTED"],
                                talkoot.consultations.rules.Outcome["ADOPTED"],
                            ),
                            (
                                talkoot.consultations.rules.Outcome["PARTLY_ADOPTED"],
                                talkoot.consultations.rules.Outcome["PARTLY_ADOPTED"],
                            ),
                            (
                                talkoot.consultations.rules.Outcome["ALREADY_COVERED"],
                                talkoot.consultations.rules.Outcome["ALREADY_COVERED"],
                            ),
                            (
                                talkoot.consultations.rules.Outcome["REJECTED"],
                                talkoot.consultations.rules.Outcome["REJECTED"],
                            ),
                            (
                                talkoot.consultations.rules.Outcome["OUT_OF_SCOPE"],
                                talkoot.consultations.rules.Outcome["OUT_OF_SCOPE"],
                            ),
                            (
                                talkoot.consultations.rules.Outcome["DEFERRED"],
                                talkoot.consultations.rules.Outcome["DEFERRED"],
                            ),
                            (
                                talkoot.consultations.rules.Outcome["DUPLICATE"],
                                talkoot.consultations.rules.Outcome["DUPLICATE"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer_language", models.CharField(blank=True, max_length=35)),
                ("answer_html", models.TextField(blank=True)),
                (
                    "author",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.person",
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inputs",
                        to="consultations.consultation",
                    ),
                ),
                (
                    "on_behalf",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.body"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["consultation", "id"], name="consultations_input_page"),
                    models.Index(fields=["consultation", "outcome", "id"], name="consultations_input_outcome"),
                    models.Index(fields=["consultation", "language", "id"], name="consultations_input_language"),
                    models.Index(fields=["author", "-answered_at"], name="consultations_input_author"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), models.Q(("language", ""), _negated=True)
                        ),
                        name="consultations_input_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("on_behalf__isnull", True), ("author__isnull", False), _connector="OR"),
                        name="consultations_body_has_voice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer_html", ""), ("answered_at__isnull", True), ("outcome", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                (
                                    "outcome__in",
                                    [
                                        talkoot.consultations.rules.Outcome["ADOPTED"],
                                        talkoot.consultations.rules.Outcome["PARTLY_ADOPTED"],
                                        talkoot.consultations.rules.Outcome["ALREADY_COVERED"],
                                        talkoot.consultations.rules.Outcome["REJECTED"],
                                        talkoot.consultations.rules.Outcome["OUT_OF_SCOPE"],
                                        talkoot.consultations.rules.Outcome["DEFERRED"],
                                        talkoot.consultations.rules.Outcome["DUPLICATE"],
                                    ],
                                ),
                                models.Q(("answer_html", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="consultations_input_outcome_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Disposition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            (
                                talkoot.consultations.rules.Outcome["ADOPTED"],
                                talkoot.consultations.rules.Outcome["ADOPTED"],
                            ),
                            (
                                talkoot.consultations.rules.Outcome["PARTLY_ADOPTED"],
                                talkoot.consultations.rules.Outcome["PARTLY_ADOPTED"],
                            ),
                            (
                                talkoot.consultations.rules.Outcome["ALREADY_COVERED"],
                                talkoot.consultations.rules.Outcome["ALREADY_COVERED"],
                            ),
                            (
                                talkoot.consultations.rules.Outcome["REJECTED"],
                                talkoot.consultations.rules.Outcome["REJECTED"],
                            ),
                            (
                                talkoot.consultations.rules.Outcome["OUT_OF_SCOPE"],
                                talkoot.consultations.rules.Outcome["OUT_OF_SCOPE"],
                            ),
                            (
                                talkoot.consultations.rules.Outcome["DEFERRED"],
                                talkoot.consultations.rules.Outcome["DEFERRED"],
                            ),
                            (
                                talkoot.consultations.rules.Outcome["DUPLICATE"],
                                talkoot.consultations.rules.Outcome["DUPLICATE"],
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField()),
                ("mandate", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("is_current", models.BooleanField(default=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "input",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispositions",
                        to="consultations.input",
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
                                    talkoot.consultations.rules.Outcome["ADOPTED"],
                                    talkoot.consultations.rules.Outcome["PARTLY_ADOPTED"],
                                    talkoot.consultations.rules.Outcome["ALREADY_COVERED"],
                                    talkoot.consultations.rules.Outcome["REJECTED"],
                                    talkoot.consultations.rules.Outcome["OUT_OF_SCOPE"],
                                    talkoot.consultations.rules.Outcome["DEFERRED"],
                                    talkoot.consultations.rules.Outcome["DUPLICATE"],
                                ],
                            )
                        ),
                        name="consultations_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="consultations_disposition_has_reason"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("input",),
                        name="consultations_one_current_disposition",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("must_be_heard", models.BooleanField(default=False)),
                ("reason", models.CharField(max_length=500)),
                ("language", models.CharField(max_length=35)),
                ("invited_at", models.DateTimeField()),
                ("heard_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.body"
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="consultations.consultation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.role"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("heard_at__isnull", True)),
                        fields=["body"],
                        name="consultations_body_unheard",
                    ),
                    models.Index(
                        condition=models.Q(("heard_at__isnull", True)),
                        fields=["role"],
                        name="consultations_role_unheard",
                    ),
                    models.Index(
                        condition=models.Q(("heard_at__isnull", True)),
                        fields=["person"],
                        name="consultations_person_unheard",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", False), ("person__isnull", True), ("role__isnull", True)),
                            models.Q(("body__isnull", True), ("person__isnull", True), ("role__isnull", False)),
                            models.Q(("body__isnull", True), ("person__isnull", False), ("role__isnull", True)),
                            _connector="OR",
                        ),
                        name="consultations_party_is_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="consultations_party_has_reason"
                    ),
                    models.UniqueConstraint(fields=("consultation", "body"), name="consultations_body_invited_once"),
                    models.UniqueConstraint(fields=("consultation", "role"), name="consultations_role_invited_once"),
                    models.UniqueConstraint(
                        fields=("consultation", "person"), name="consultations_person_invited_once"
                    ),
                ],
            },
        ),
    ]
