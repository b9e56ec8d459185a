"""The database itself keeps what was published as it is: versions, clauses, wordings and where they stand."""

from django.db import migrations

TABLES = ("documents_version", "documents_clause", "documents_wording", "documents_placing")

POSTGRESQL_REFUSE = """
CREATE OR REPLACE FUNCTION documents_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was published stays: % of % refused', lower(TG_OP), TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
POSTGRESQL_GUARD = """
CREATE OR REPLACE TRIGGER documents_published_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION documents_refuse();
CREATE OR REPLACE TRIGGER documents_published_whole BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse();
"""
SQLITE_GUARD = """
CREATE TRIGGER IF NOT EXISTS documents_published_{what}_{table} BEFORE {what} ON {table}
BEGIN SELECT RAISE(ABORT, 'what was published stays: {what} of {table} refused'); END
"""
# INSERT OR REPLACE deletes the row in its way without asking the trigger above.
SQLITE_REPLACE = """
CREATE TRIGGER IF NOT EXISTS documents_published_replace_{table} BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'what was published stays: {table} has this row already'); END
"""


def guard(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


POSTGRESQL = [POSTGRESQL_REFUSE, *(POSTGRESQL_GUARD.format(table=table) for table in TABLES)]
SQLITE = [
    *(SQLITE_GUARD.format(what=what, table=table) for table in TABLES for what in ("update", "delete")),
    *(SQLITE_REPLACE.format(table=table) for table in TABLES),
]


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [migrations.RunPython(guard)]
