"""Published rules, places on a roll and what a ballot said never change, whoever writes: the database refuses."""

from __future__ import annotations

from typing import Any

from django.db import migrations

FROZEN = {
    "decisions_rulebook": ("slug", "version", "name", "language", "source", "canonical", "sha256"),
    "decisions_rollentry": ("chamber_id", "person_id", "body_id"),
    "decisions_ballot": ("entry_id", "chamber_id", "number", "choice", "reason", "cast_by_id", "cast_at"),
    "decisions_tally": ("chamber_id", "number", "eligible", "yes", "no", "neutral", "source_url", "evidence_sha256"),
}

FUNCTION = """
CREATE FUNCTION decisions_stays_as_it_was() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% stays as it was', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_stays BEFORE UPDATE OF {columns} ON {table}
FOR EACH ROW EXECUTE FUNCTION decisions_stays_as_it_was()
"""
SQLITE = """
CREATE TRIGGER {table}_stays BEFORE UPDATE OF {columns} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} stays as it was'); END
"""


def freeze(apps: Any, schema_editor: Any) -> None:
    """Refuse changes to what others rely on."""
    statement = SQLITE
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION, params=None)
        statement = POSTGRESQL
    for table, columns in FROZEN.items():
        schema_editor.execute(statement.format(table=table, columns=", ".join(columns)))


def thaw(apps: Any, schema_editor: Any) -> None:
    """Take the refusal away again."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in FROZEN:
        schema_editor.execute(f"DROP TRIGGER {table}_stays" + (f" ON {table}" if on_postgresql else ""))
    if on_postgresql:
        schema_editor.execute("DROP FUNCTION decisions_stays_as_it_was()")


class Migration(migrations.Migration):
    """The database's own word on invariant 3: rulebook and roll are frozen before the first ballot."""

    dependencies = [("decisions", "0001_initial")]
    operations = [migrations.RunPython(freeze, thaw)]
