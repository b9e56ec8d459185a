"""Votes may come through a delegate. The table of ballots, which SQLite makes anew, gets its guard back."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

_GUARDS = import_module("talkoot.decisions.migrations.0002_what_was_frozen_stays")
BALLOT = "decisions_ballot"


def guard(apps: Any, schema_editor: Any) -> None:
    """Refuse to change whether a ballot came through a delegate, as the rest of it."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {BALLOT}_stays" + (f" ON {BALLOT}" if on_postgresql else ""))
    statement = _GUARDS.POSTGRESQL if on_postgresql else _GUARDS.SQLITE
    columns = ", ".join([*_GUARDS.FROZEN[BALLOT], "marks", "is_delegated"])
    schema_editor.execute(statement.format(table=BALLOT, columns=columns))


class Migration(migrations.Migration):
    dependencies = [("decisions", "0007_notice_and_challenges"), ("scopes", "0001_initial")]
    operations = [
        migrations.AddField(
            "decision",
            "scope",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="scopes.scope"
            ),
        ),
        migrations.AddField("chamber", "longest_chain", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("chamber", "ballots_delegated", models.PositiveIntegerField(null=True)),
        migrations.AddConstraint(
            "chamber",
            models.CheckConstraint(
                condition=Q(ballots_delegated__isnull=True)
                | Q(voters="persons", longest_chain__gte=1, ballots_delegated__lte=F("ballots_cast")),
                name="decisions_chamber_delegated_within_turnout",
            ),
        ),
        migrations.AddField("ballot", "is_delegated", models.BooleanField(default=False)),
        migrations.AddConstraint(
            "ballot",
            models.CheckConstraint(
                condition=Q(is_delegated=False) | Q(number=1, reason="", mandate=""),
                name="decisions_ballot_own_vote_wins",
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
