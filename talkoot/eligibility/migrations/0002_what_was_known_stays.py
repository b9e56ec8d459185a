"""Whom a row is about, of which day and from where never changes, and no row goes: the database refuses both."""

from __future__ import annotations

from typing import Any

from django.db import migrations

# Values and reasons are not among them: whoever leaves can have them erased.
FROZEN = {
    "eligibility_externalfact": ("person_id", "name", "as_of", "source", "imported_by_id", "imported_at"),
    "eligibility_namedlist": ("slug", "body_id", "holds", "made_at"),
    "eligibility_listentry": ("named_list_id", "person_id", "body_id", "source", "added_by_id", "added_at"),
    "eligibility_suspension": (
        "person_id", "body_id", "from_on", "until_on", "decision", "appeal", "suspended_by_id", "suspended_at",
    ),
}  # fmt: skip

FUNCTION = """
CREATE FUNCTION eligibility_stays_as_it_was() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% stays as it was', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""
POSTGRESQL = """
CREATE TRIGGER {table}_{name} BEFORE {what} ON {table}
FOR EACH ROW EXECUTE FUNCTION eligibility_stays_as_it_was()
"""
SQLITE = """
CREATE TRIGGER {table}_{name} BEFORE {what} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} stays as it was'); END
"""


def freeze(apps: Any, schema_editor: Any) -> None:
    """Refuse changes to what others rely on, and every deletion."""
    statement = SQLITE
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION, params=None)
        statement = POSTGRESQL
    for table, columns in FROZEN.items():
        for name, what in (("stays", f"UPDATE OF {', '.join(columns)}"), ("remains", "DELETE")):
            schema_editor.execute(statement.format(table=table, name=name, what=what))


def thaw(apps: Any, schema_editor: Any) -> None:
    """Take the refusal away again."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in FROZEN:
        for name in ("stays", "remains"):
            schema_editor.execute(f"DROP TRIGGER {table}_{name}" + (f" ON {table}" if on_postgresql else ""))
    if on_postgresql:
        schema_editor.execute("DROP FUNCTION eligibility_stays_as_it_was()")


class Migration(migrations.Migration):
    """The database's own word on invariant 1: nothing is deleted, only superseded, ended, lifted or erased."""

    dependencies = [("eligibility", "0001_initial")]
    operations = [migrations.RunPython(freeze, thaw)]
