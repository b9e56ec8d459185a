"""A count that a challenge sets aside stays to be read."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0008_votes_through_delegates"),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("verdict", models.JSONField()),
                ("outcome", models.CharField(max_length=10)),
                ("counted_at", models.DateTimeField()),
                ("set_aside_at", models.DateTimeField()),
                ("appeal", models.CharField(max_length=120)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_counts",
                        to="decisions.decision",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("decision", "number"), name="decisions_former_count_once"),
                    models.CheckConstraint(
                        condition=models.Q(("set_aside_at__gte", models.F("counted_at"))),
                        name="decisions_former_count_set_aside_later",
                    ),
                ],
            },
        ),
    ]
