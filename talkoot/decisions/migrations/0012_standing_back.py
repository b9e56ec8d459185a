"""Places may stand back from a vote. The table of places, which SQLite makes anew, gets its guard back."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

_GUARDS = import_module("talkoot.decisions.migrations.0002_what_was_frozen_stays")
PLACE = "decisions_rollentry"


def guard(apps: Any, schema_editor: Any) -> None:
    """Refuse again to change whose place it is."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {PLACE}_stays" + (f" ON {PLACE}" if on_postgresql else ""))
    statement = _GUARDS.POSTGRESQL if on_postgresql else _GUARDS.SQLITE
    schema_editor.execute(statement.format(table=PLACE, columns=", ".join(_GUARDS.FROZEN[PLACE])))


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0011_question_in_languages"),
        ("directory", "0002_one_holder_a_seat"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recusal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("language", models.CharField(max_length=35)),
                ("html", models.TextField()),
                ("mandate", models.CharField(blank=True, max_length=120)),
                ("said_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="chamber",
            name="recused",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="rollentry",
            name="recused_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="rollentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("voted_at__isnull", True), ("recused_at__isnull", True), _connector="OR"),
                name="decisions_roll_votes_or_recused",
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
        migrations.AddField(
            model_name="recusal",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="recusals", to="decisions.rollentry"
            ),
        ),
        migrations.AddField(
            model_name="recusal",
            name="said_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.person"
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("entry",),
                name="decisions_recusal_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="decisions_recusal_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at__isnull", True), ("ended_at__gte", models.F("said_at")), _connector="OR"),
                name="decisions_recusal_ends_after_it_began",
            ),
        ),
    ]
