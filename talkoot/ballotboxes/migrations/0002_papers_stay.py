"""What the database itself refuses, whoever writes: another key for an open box, a slip filled again, a changed paper."""

from __future__ import annotations

from typing import Any

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION ballotboxes_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% stays as it was', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER ballotboxes_paper_stays BEFORE UPDATE OR DELETE ON ballotboxes_paper
FOR EACH ROW EXECUTE FUNCTION ballotboxes_stays();
CREATE TRIGGER ballotboxes_slip_stays_bare BEFORE UPDATE ON ballotboxes_slip
FOR EACH ROW WHEN (OLD.state IN ('taken_out', 'unused')) EXECUTE FUNCTION ballotboxes_stays();
CREATE TRIGGER ballotboxes_ballotbox_stays BEFORE UPDATE OF subject, custody, needed, public_key, size
ON ballotboxes_ballotbox FOR EACH ROW WHEN (OLD.state <> 'preparing') EXECUTE FUNCTION ballotboxes_stays();
"""
SQLITE = [
    """
CREATE TRIGGER ballotboxes_paper_stays BEFORE UPDATE ON ballotboxes_paper
BEGIN SELECT RAISE(ABORT, 'ballotboxes_paper stays as it was'); END
""",
    """
CREATE TRIGGER ballotboxes_paper_remains BEFORE DELETE ON ballotboxes_paper
BEGIN SELECT RAISE(ABORT, 'ballotboxes_paper stays as it was'); END
""",
    """
CREATE TRIGGER ballotboxes_slip_stays_bare BEFORE UPDATE ON ballotboxes_slip WHEN OLD.state IN ('taken_out', 'unused')
BEGIN SELECT RAISE(ABORT, 'ballotboxes_slip stays as it was'); END
""",
    """
CREATE TRIGGER ballotboxes_ballotbox_stays BEFORE UPDATE OF subject, custody, needed, public_key, size
ON ballotboxes_ballotbox WHEN OLD.state <> 'preparing'
BEGIN SELECT RAISE(ABORT, 'ballotboxes_ballotbox stays as it was'); END
""",
]


def freeze(apps: Any, schema_editor: Any) -> None:
    """Refuse changes to what was counted."""
    for statement in [POSTGRESQL] if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def thaw(apps: Any, schema_editor: Any) -> None:
    """Take the refusal away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION ballotboxes_stays() CASCADE")
        return
    for name in ("paper_stays", "paper_remains", "slip_stays_bare", "ballotbox_stays"):
        schema_editor.execute(f"DROP TRIGGER ballotboxes_{name}")


class Migration(migrations.Migration):
    """The database's own word on what everybody may count again."""

    dependencies = [("ballotboxes", "0001_initial")]
    operations = [migrations.RunPython(freeze, thaw)]
