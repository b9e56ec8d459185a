"""Decisions point to rulebooks in their own house. Nothing changes in the database: it is the same table."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0002_what_was_frozen_stays"),
        ("rulebooks", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="decision",
                    name="rulebook",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="rulebooks.rulebook"
                    ),
                ),
                migrations.DeleteModel(name="Rulebook"),
            ],
        ),
    ]
