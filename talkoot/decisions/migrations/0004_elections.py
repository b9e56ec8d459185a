"""Ballots may mark candidates, and a chamber may elect. Tables that SQLite makes anew get their guards back."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import migrations, models
from django.db.models import F, Q

from talkoot.counting.rules import Choice

_GUARDS = import_module("talkoot.decisions.migrations.0002_what_was_frozen_stays")
BALLOT = "decisions_ballot"


def guard(apps: Any, schema_editor: Any) -> None:
    """Refuse changes to marks as to the rest of a ballot."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    if on_postgresql:
        schema_editor.execute(f"DROP TRIGGER {BALLOT}_stays ON {BALLOT}")
    else:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {BALLOT}_stays")
    statement = _GUARDS.POSTGRESQL if on_postgresql else _GUARDS.SQLITE
    columns = ", ".join([*_GUARDS.FROZEN[BALLOT], "marks"])
    schema_editor.execute(statement.format(table=BALLOT, columns=columns))


class Migration(migrations.Migration):
    dependencies = [("decisions", "0003_rulebooks_have_a_house")]

    operations = [
        migrations.RemoveConstraint(model_name="ballot", name="decisions_ballot_choice"),
        migrations.AddField(model_name="ballot", name="marks", field=models.JSONField(null=True)),
        migrations.AlterField(
            model_name="ballot",
            name="choice",
            field=models.CharField(blank=True, choices=[(c, c) for c in Choice], max_length=10),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.CheckConstraint(
                condition=Q(choice__in=list(Choice), marks__isnull=True) | Q(choice="", marks__isnull=False),
                name="decisions_ballot_choice",
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
        migrations.AddField(model_name="decision", name="seed", field=models.CharField(blank=True, max_length=500)),
        migrations.AddField(
            model_name="decision", name="roll_secret", field=models.CharField(blank=True, max_length=64)
        ),
        migrations.AddField(model_name="chamber", name="is_election", field=models.BooleanField(default=False)),
        migrations.RemoveConstraint(model_name="chamber", name="decisions_chamber_counted_whole"),
        migrations.AddConstraint(
            model_name="chamber",
            constraint=models.CheckConstraint(
                condition=Q(yes__isnull=True, no__isnull=True, neutral__isnull=True, has_passed__isnull=True)
                | Q(is_election=True, yes__isnull=True, no__isnull=True, neutral__isnull=True, has_passed__isnull=False)
                | Q(
                    is_election=False,
                    yes__isnull=False,
                    no__isnull=False,
                    neutral__isnull=False,
                    has_passed__isnull=False,
                    eligible__gte=F("yes") + F("no") + F("neutral"),
                ),
                name="decisions_chamber_counted_whole",
            ),
        ),
    ]
