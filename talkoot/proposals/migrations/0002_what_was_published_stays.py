"""Published processes and written versions never change; and words compare by code point, alike on every database."""

from __future__ import annotations

from typing import Any

from django.db import migrations

FROZEN = {
    "proposals_processtemplate": ("slug", "version", "source", "canonical", "sha256", "published_at"),
    "proposals_proposalversion": (
        "proposal_id", "number", "title", "problem", "change", "affected", "language", "scope_id", "summary", "at",
    ),
}  # fmt: skip

FUNCTION = """
CREATE FUNCTION proposals_stays_as_it_was() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% stays as it was', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_stays BEFORE UPDATE OF {columns} ON {table}
FOR EACH ROW EXECUTE FUNCTION proposals_stays_as_it_was()
"""
SQLITE = """
CREATE TRIGGER {table}_stays BEFORE UPDATE OF {columns} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} stays as it was'); END
"""
# Looking words up by how they begin is a range; in the order of a language, ranges would mean something else.
BY_CODE_POINT = 'ALTER TABLE proposals_word ALTER COLUMN text TYPE varchar(40) COLLATE "C"'


def freeze(apps: Any, schema_editor: Any) -> None:
    """Refuse changes to what others rely on; order words by code point."""
    statement = SQLITE
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION, params=None)
        schema_editor.execute(BY_CODE_POINT)
        statement = POSTGRESQL
    for table, columns in FROZEN.items():
        schema_editor.execute(statement.format(table=table, columns=", ".join(columns)))


def thaw(apps: Any, schema_editor: Any) -> None:
    """Take the refusal away again."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in FROZEN:
        schema_editor.execute(f"DROP TRIGGER {table}_stays" + (f" ON {table}" if on_postgresql else ""))
    if on_postgresql:
        schema_editor.execute("DROP FUNCTION proposals_stays_as_it_was()")
        schema_editor.execute("ALTER TABLE proposals_word ALTER COLUMN text TYPE varchar(40)")


class Migration(migrations.Migration):
    """The database's own word on invariants 1 and 2."""

    dependencies = [("proposals", "0001_initial")]
    operations = [migrations.RunPython(freeze, thaw)]
