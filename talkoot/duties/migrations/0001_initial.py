import django.db.models.deletion
from django.db import migrations, models

import talkoot.duties.rules


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0002_one_holder_a_seat"),
        ("scopes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Matter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200)),
                ("language", models.CharField(max_length=35)),
                ("fold", models.CharField(editable=False, max_length=400)),
                ("duty_count", models.PositiveIntegerField(default=0)),
                ("is_gap", models.BooleanField(default=False)),
                ("is_overlap", models.BooleanField(default=False)),
                ("is_orphan", models.BooleanField(default=False)),
                ("retired_on", models.DateField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_gap", True)), fields=["fold", "id"], name="duties_matter_gaps"
                    ),
                    models.Index(
                        condition=models.Q(("is_overlap", True)), fields=["fold", "id"], name="duties_matter_overlaps"
                    ),
                    models.Index(
                        condition=models.Q(("is_orphan", True)), fields=["fold", "id"], name="duties_matter_orphans"
                    ),
                    models.Index(fields=["fold", "id"], name="duties_matter_by_name"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("fold", "language"), name="duties_matter_named_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("language", ""), _negated=True)
                        ),
                        name="duties_matter_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("retired_on", None), ("duty_count", 0), _connector="OR"),
                        name="duties_retired_matter_needs_nobody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "letter",
                    models.CharField(
                        choices=[
                            (talkoot.duties.rules.Letter["ACCOUNTABLE"], talkoot.duties.rules.Letter["ACCOUNTABLE"]),
                            (talkoot.duties.rules.Letter["RESPONSIBLE"], talkoot.duties.rules.Letter["RESPONSIBLE"]),
                            (talkoot.duties.rules.Letter["CONSULTED"], talkoot.duties.rules.Letter["CONSULTED"]),
                            (talkoot.duties.rules.Letter["INFORMED"], talkoot.duties.rules.Letter["INFORMED"]),
                        ],
                        max_length=12,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300)),
                ("source_url", models.CharField(blank=True, max_length=500)),
                ("from_on", models.DateField()),
                ("review_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="directory.body",
                    ),
                ),
                (
                    "role",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="directory.role",
                    ),
                ),
                (
                    "scope",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="scopes.scope",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="duties.matter",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "duties",
                "indexes": [
                    models.Index(fields=["scope", "ended_on"], name="duties_by_scope"),
                    models.Index(fields=["matter", "ended_on", "letter"], name="duties_by_matter"),
                    models.Index(
                        condition=models.Q(("body__isnull", False)),
                        fields=["body", "ended_on", "id"],
                        name="duties_by_body",
                    ),
                    models.Index(condition=models.Q(("ended_on", None)), fields=["review_on"], name="duties_by_review"),
                    models.Index(
                        condition=models.Q(("role__isnull", False)),
                        fields=["role", "ended_on", "id"],
                        name="duties_by_role",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "letter__in",
                                [
                                    talkoot.duties.rules.Letter["ACCOUNTABLE"],
                                    talkoot.duties.rules.Letter["RESPONSIBLE"],
                                    talkoot.duties.rules.Letter["CONSULTED"],
                                    talkoot.duties.rules.Letter["INFORMED"],
                                ],
                            )
                        ),
                        name="duties_letter",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body", None), ("role__isnull", False)),
                            models.Q(("body__isnull", False), ("role", None)),
                            _connector="OR",
                        ),
                        name="duties_one_holder",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_on", None), ("ended_on__gte", models.F("from_on")), _connector="OR"),
                        name="duties_end_after_start",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("body__isnull", False), ("ended_on", None)),
                        fields=("matter", "scope", "letter", "body"),
                        name="duties_body_has_it_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None), ("role__isnull", False)),
                        fields=("matter", "scope", "letter", "role"),
                        name="duties_role_has_it_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DutyStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            (talkoot.duties.rules.Step["ASSIGNED"], talkoot.duties.rules.Step["ASSIGNED"]),
                            (talkoot.duties.rules.Step["CONFIRMED"], talkoot.duties.rules.Step["CONFIRMED"]),
                            (talkoot.duties.rules.Step["ENDED"], talkoot.duties.rules.Step["ENDED"]),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("language", models.CharField(max_length=35)),
                ("by", models.CharField(max_length=120)),
                ("mandate", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "duty",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="duties.duty"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "step__in",
                                [
                                    talkoot.duties.rules.Step["ASSIGNED"],
                                    talkoot.duties.rules.Step["CONFIRMED"],
                                    talkoot.duties.rules.Step["ENDED"],
                                ],
                            )
                        ),
                        name="duties_step",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("language", ""), _negated=True)
                        ),
                        name="duties_step_has_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("step__in", [talkoot.duties.rules.Step["ASSIGNED"], talkoot.duties.rules.Step["ENDED"]])
                        ),
                        fields=("duty", "step"),
                        name="duties_assigned_and_ended_once",
                    ),
                ],
            },
        ),
    ]
