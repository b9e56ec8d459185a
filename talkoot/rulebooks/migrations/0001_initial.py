"""Rulebooks move out of decisions: the table stays as it is, with its rows and its trigger; only its owner changes."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    # Decisions made the table, on every site. Later migrations of rulebooks look no higher than their own storey.
    dependencies = [
        ("directory", "0002_one_holder_a_seat"),
        ("decisions", "0002_what_was_frozen_stays"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Rulebook",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=80)),
                        ("version", models.PositiveIntegerField()),
                        ("name", models.CharField(max_length=200)),
                        ("language", models.CharField(max_length=35)),
                        ("source", models.TextField()),
                        ("canonical", models.TextField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("directory_names", models.JSONField(default=dict)),
                        ("published_at", models.DateTimeField()),
                        ("is_latest", models.BooleanField(default=True)),
                        (
                            "body",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rulebooks",
                                to="directory.body",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="directory.person",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "decisions_rulebook",
                        "constraints": [
                            models.UniqueConstraint(fields=("slug", "version"), name="decisions_rulebook_version_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("is_latest", True)),
                                fields=("slug",),
                                name="decisions_rulebook_one_latest",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("version__gte", 1)), name="decisions_rulebook_version_from_1"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("name", ""), _negated=True),
                                    models.Q(("source", ""), _negated=True),
                                    models.Q(("canonical", ""), _negated=True),
                                    models.Q(("sha256", ""), _negated=True),
                                ),
                                name="decisions_rulebook_complete",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
