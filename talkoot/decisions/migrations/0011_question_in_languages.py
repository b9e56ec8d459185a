"""The question may stand in further languages."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0010_secret_ballots"),
        ("directory", "0002_one_holder_a_seat"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="translations",
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name="QuestionText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=35)),
                ("number", models.PositiveIntegerField()),
                ("is_current", models.BooleanField(default=True)),
                ("title", models.CharField(max_length=200)),
                ("question", models.TextField()),
                ("html", models.TextField()),
                ("written_at", models.DateTimeField()),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="decisions.decision"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("decision", "language", "number"), name="decisions_text_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("decision", "language"),
                        name="decisions_text_one_counts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title", ""), _negated=True), models.Q(("question", ""), _negated=True)
                        ),
                        name="decisions_text_says_something",
                    ),
                ],
            },
        ),
    ]
