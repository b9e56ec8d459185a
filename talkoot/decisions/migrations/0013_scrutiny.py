"""Scrutineers strike ballots between close and count, and say when they are done."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0012_standing_back"),
        ("directory", "0002_one_holder_a_seat"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="scrutiny_ended_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="Strike",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField()),
                ("mandate", models.CharField(max_length=120)),
                ("struck_at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "along_with",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="along",
                        to="decisions.strike",
                    ),
                ),
                (
                    "ballot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="strikes", to="decisions.ballot"
                    ),
                ),
                (
                    "struck_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at__isnull", True)),
                        fields=("ballot",),
                        name="decisions_strike_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True), models.Q(("mandate", ""), _negated=True)
                        ),
                        name="decisions_strike_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_back_at__isnull", True),
                            ("taken_back_at__gte", models.F("struck_at")),
                            _connector="OR",
                        ),
                        name="decisions_strike_taken_back_later",
                    ),
                ],
            },
        ),
    ]
