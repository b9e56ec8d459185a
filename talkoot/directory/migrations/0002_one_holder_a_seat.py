"""No two mandates on one seat overlap, whoever writes them: an exclusion constraint, and on SQLite two triggers."""

from __future__ import annotations

from typing import Any

from django.db import migrations

# One range of a single number stands for role and seat, so that no extension is needed for the equality.
POSTGRESQL = """
ALTER TABLE directory_mandate ADD CONSTRAINT directory_mandate_one_holder_a_seat EXCLUDE USING gist (
    int8range(role_id * 65536 + seat, role_id * 65536 + seat, '[]') WITH &&,
    daterange(from_on, until_on, '[)') WITH &&
) WHERE (NOT is_over)
"""

SQLITE = """
CREATE TRIGGER directory_mandate_one_holder_a_seat_{moment} BEFORE {event} ON directory_mandate
WHEN NOT NEW.is_over AND (NEW.until_on IS NULL OR NEW.from_on IS NULL OR NEW.until_on > NEW.from_on)
BEGIN
    SELECT RAISE(ABORT, 'directory_mandate_one_holder_a_seat') WHERE EXISTS (
        SELECT 1 FROM directory_mandate AS other
        WHERE other.role_id = NEW.role_id AND other.seat = NEW.seat AND NOT other.is_over AND other.id IS NOT NEW.id
            AND (other.until_on IS NULL OR other.from_on IS NULL OR other.until_on > other.from_on)
            AND (NEW.until_on IS NULL OR other.from_on IS NULL OR other.from_on < NEW.until_on)
            AND (other.until_on IS NULL OR NEW.from_on IS NULL OR NEW.from_on < other.until_on)
    );
END
"""
SEARCHED = ("directory_person", "directory_body", "directory_alias")
# Installed already, or there to be installed by whoever may create things in this database (it is a trusted extension).
CAN_HAVE_TRIGRAMS = """
SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') OR (
    EXISTS (SELECT FROM pg_available_extension_versions WHERE name = 'pg_trgm' AND (superuser IS FALSE OR trusted))
    AND has_database_privilege(current_database(), 'CREATE')
)
"""
WATCHED = {"insert": "INSERT", "update": "UPDATE OF role_id, seat, from_on, until_on, is_over"}


def add(apps: Any, schema_editor: Any) -> None:
    """Forbid overlaps."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    for moment, event in WATCHED.items():
        schema_editor.execute(SQLITE.format(moment=moment, event=event))


def remove(apps: Any, schema_editor: Any) -> None:
    """Allow them again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE directory_mandate DROP CONSTRAINT directory_mandate_one_holder_a_seat")
        return
    for moment in WATCHED:
        schema_editor.execute(f"DROP TRIGGER directory_mandate_one_holder_a_seat_{moment}")


def speed_search(apps: Any, schema_editor: Any) -> None:
    """Index the parts of names where PostgreSQL's own extension for it can be had; search works without."""
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(CAN_HAVE_TRIGRAMS)
        if not cursor.fetchone()[0]:
            return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    for table in SEARCHED:
        schema_editor.execute(f"CREATE INDEX {table}_parts ON {table} USING gin (fold gin_trgm_ops)")


def slow_search(apps: Any, schema_editor: Any) -> None:
    """Take the indexes away; the extension may serve others."""
    if schema_editor.connection.vendor == "postgresql":
        for table in SEARCHED:
            schema_editor.execute(f"DROP INDEX IF EXISTS {table}_parts")


class Migration(migrations.Migration):
    """The database's own word on "one seat, one holder", and fast search by parts of names."""

    dependencies = [("directory", "0001_initial")]
    operations = [migrations.RunPython(add, remove), migrations.RunPython(speed_search, slow_search)]
