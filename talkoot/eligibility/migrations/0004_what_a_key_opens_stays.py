"""What a key opens, and what was answered on it, never changes: a key that opens more is another key."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.db import migrations

_GUARDS = import_module("talkoot.eligibility.migrations.0002_what_was_known_stays")
FROZEN = {
    "eligibility_factkey": ("digest", "source", "facts", "made_by_id", "made_at"),
    "eligibility_factimport": ("key_id", "mark", "request", "answer", "at"),
}


def freeze(apps: Any, schema_editor: Any) -> None:
    """Refuse to widen a key, to change an answer, and every deletion."""
    statement = _GUARDS.POSTGRESQL if schema_editor.connection.vendor == "postgresql" else _GUARDS.SQLITE
    for table, columns in FROZEN.items():
        for name, what in (("stays", f"UPDATE OF {', '.join(columns)}"), ("remains", "DELETE")):
            schema_editor.execute(statement.format(table=table, name=name, what=what))


class Migration(migrations.Migration):
    dependencies = [("eligibility", "0003_keys_for_other_software")]
    operations = [migrations.RunPython(freeze, migrations.RunPython.noop)]
