"""Turnout is counted from the roll while voting, and kept with the chamber only from the close on."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.models import Q

FORGET = (
    "UPDATE decisions_chamber SET ballots_cast = NULL WHERE voters = 'elsewhere'"
    " OR decision_id IN (SELECT id FROM decisions_decision WHERE state <> 'closed')"
)
COUNT = (
    "UPDATE decisions_chamber SET ballots_cast = (SELECT count(*) FROM decisions_rollentry"
    " WHERE chamber_id = decisions_chamber.id AND voted_at IS NOT NULL) WHERE ballots_cast IS NULL"
)


def forget(apps: Any, schema_editor: Any) -> None:
    """Forget the turnout of votes that are not over: the roll knows it."""
    schema_editor.execute(FORGET)


def count(apps: Any, schema_editor: Any) -> None:
    """Write down again what the roll knows."""
    schema_editor.execute(COUNT)


class Migration(migrations.Migration):
    """One row that every voter writes to makes them wait for each other."""

    dependencies = [("decisions", "0004_elections")]
    operations = [
        migrations.AlterField("chamber", "ballots_cast", models.PositiveIntegerField(null=True)),
        migrations.RunPython(forget, count),
        migrations.AddIndex(
            "rollentry",
            models.Index(fields=["chamber"], condition=Q(voted_at__isnull=False), name="decisions_roll_turnout"),
        ),
    ]
