"""The database itself keeps entries and seals as they are, and queues each new entry for its seal."""

from django.db import migrations

TABLES = {"ledger_entry": ("id", "key"), "ledger_seal": ("number", "entry_id")}

POSTGRESQL_REFUSE = """
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % of % refused', lower(TG_OP), TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
POSTGRESQL_GUARD = """
CREATE OR REPLACE TRIGGER ledger_append_only_rows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE OR REPLACE TRIGGER ledger_append_only_whole BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
"""
POSTGRESQL_QUEUE = """
CREATE OR REPLACE FUNCTION ledger_queue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ledger_waiting (entry_id) SELECT id FROM fresh;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER ledger_queue_fresh AFTER INSERT ON ledger_entry
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_queue();
"""
SQLITE_GUARD = """
CREATE TRIGGER IF NOT EXISTS ledger_append_only_{what}_{table} BEFORE {what} ON {table}
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {what} of {table} refused'); END
"""
# INSERT OR REPLACE deletes the row in its way without asking the trigger above.
SQLITE_REPLACE = """
CREATE TRIGGER IF NOT EXISTS ledger_append_only_replace_{table} BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {first} = NEW.{first})
  OR EXISTS (SELECT 1 FROM {table} WHERE {second} = NEW.{second})
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only: {table} has this row already'); END
"""
SQLITE_QUEUE = """
CREATE TRIGGER IF NOT EXISTS ledger_queue_fresh AFTER INSERT ON ledger_entry
BEGIN INSERT INTO ledger_waiting (entry_id) VALUES (NEW.id); END
"""


def guard(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    for statement in POSTGRESQL_UNDO if schema_editor.connection.vendor == "postgresql" else SQLITE_UNDO:
        schema_editor.execute(statement, params=None)


POSTGRESQL = [POSTGRESQL_REFUSE, *(POSTGRESQL_GUARD.format(table=table) for table in TABLES), POSTGRESQL_QUEUE]
POSTGRESQL_UNDO = [
    "DROP FUNCTION ledger_queue() CASCADE",
    "DROP FUNCTION ledger_refuse() CASCADE",
]
SQLITE = [
    *(SQLITE_GUARD.format(what=what, table=table) for table in TABLES for what in ("update", "delete")),
    *(SQLITE_REPLACE.format(table=table, first=first, second=second) for table, (first, second) in TABLES.items()),
    SQLITE_QUEUE,
]
SQLITE_UNDO = [
    *(
        f"DROP TRIGGER IF EXISTS ledger_append_only_{what}_{table}"
        for table in TABLES
        for what in ("update", "delete", "replace")
    ),
    "DROP TRIGGER IF EXISTS ledger_queue_fresh",
]


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunPython(guard, unguard)]
