"""The rules of a run-off name the version they were derived from; that stays as well, whoever writes."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

_GUARDS = import_module("talkoot.decisions.migrations.0002_what_was_frozen_stays")
TABLE = "decisions_rulebook"


def guard(apps: Any, schema_editor: Any) -> None:
    """Refuse to change what a version was derived from, with all that is refused already."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_stays" + (f" ON {TABLE}" if on_postgresql else ""))
    statement = _GUARDS.POSTGRESQL if on_postgresql else _GUARDS.SQLITE
    columns = ", ".join([*_GUARDS.FROZEN[TABLE], "derived_from_id"])
    schema_editor.execute(statement.format(table=TABLE, columns=columns))


class Migration(migrations.Migration):
    dependencies = [("rulebooks", "0001_initial"), ("decisions", "0003_rulebooks_have_a_house")]

    operations = [
        migrations.AddField(
            "rulebook",
            "derived_from",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="rulebooks.rulebook"
            ),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
