"""A site of the time when rulebooks lived with decisions: filled, brought up to date, and looked at.

Run as ``python -m talkoot.rulebooks.tests.before`` with an empty database; prints what a test compares, as JSON.
"""

from __future__ import annotations

import json
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - after the settings
from django.db import IntegrityError, connection, transaction  # noqa: E402 - after the settings
from django.db.migrations.executor import MigrationExecutor  # noqa: E402 - after the settings

from talkoot.kernel.testing import MONDAY  # noqa: E402 - after the settings
from talkoot.ledger.models import Entry  # noqa: E402 - after the settings
from talkoot.rulebooks.events import RulebookPublished  # noqa: E402 - after the settings
from talkoot.rulebooks.models import Rulebook  # noqa: E402 - after the settings

BEFORE = [("decisions", "0002_what_was_frozen_stays"), ("ledger", "0002_guards")]
MOVED = [("decisions", "0003_rulebooks_have_a_house"), ("rulebooks", "0001_initial")]
SCHEMA = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = 'decisions_rulebook' ORDER BY type, name",
    "postgresql": """
        SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE conrelid = 'decisions_rulebook'::regclass OR confrelid = 'decisions_rulebook'::regclass
        UNION SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger
        WHERE tgrelid = 'decisions_rulebook'::regclass AND NOT tgisinternal
        UNION SELECT 'index', indexname, indexdef FROM pg_indexes WHERE tablename = 'decisions_rulebook' ORDER BY 1, 2
    """,
}


def main() -> None:
    """Fill the tables as they were, migrate to the move and to today, and print what is there before and after."""
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    fill(executor.loader.project_state(BEFORE).apps)
    rows, schema = read("SELECT * FROM decisions_rulebook ORDER BY id"), read(SCHEMA[connection.vendor])
    executor.loader.build_graph()
    executor.migrate(MOVED)
    moved = read("SELECT * FROM decisions_rulebook ORDER BY id"), read(SCHEMA[connection.vendor])
    call_command("migrate", verbosity=0)
    told = {
        "rows": [rows, moved[0]],
        "schema": [schema, moved[1]],
        "uses": list(Rulebook.objects.order_by("pk").values_list("slug", "version", "decisions__title")),
        "is_frozen": refuses_changes(),
        "is_told": isinstance(Entry.objects.get().event, RulebookPublished),
    }
    print(json.dumps(told, default=str))  # noqa: T201 - the test reads it


def fill(apps: Any) -> None:
    """Write two versions of a rulebook, a decision under the second, and the fact as it was stored then."""
    kind, _ = apps.get_model("directory", "BodyKind").objects.get_or_create(key="guild")
    scope = apps.get_model("scopes", "Scope").objects.create(key="before")
    body = apps.get_model("directory", "Body").objects.create(
        name="Guild", slug="guild", fold="guild", kind=kind, scope=scope, language="en", created_at=MONDAY
    )
    for version in (1, 2):
        rulebook = apps.get_model("decisions", "Rulebook").objects.create(
            slug="guild-rules", version=version, name="Guild rules", language="en", body=body, source=f"# {version}",
            canonical=f'{{"version":{version}}}', sha256=f"{version}" * 64, published_at=MONDAY, is_latest=version == 2,
        )  # fmt: skip
    apps.get_model("decisions", "Decision").objects.create(
        title="Dark mode", question="On?", language="en", html="", rulebook=rulebook, steward_body=body,
        drafted_at=MONDAY, exemption="Small.", exemption_language="en",
    )  # fmt: skip
    apps.get_model("ledger", "Entry").objects.create(
        kind="decisions.rulebook_published", subject=f"rulebook:{rulebook.pk}", actor="person:1", at=MONDAY,
        payload={"slug": "guild-rules", "version": 2, "sha256": "2" * 64}, is_public=True,
    )  # fmt: skip


def refuses_changes() -> bool:
    """Tell whether the database itself still keeps published rules as they are."""
    try:
        with transaction.atomic():
            Rulebook.objects.update(source="x")
    except IntegrityError:
        return True
    return False


def read(sql: str) -> list[Any]:
    """Return the rows of a query as they are."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [list(map(str, row)) for row in cursor.fetchall()]


if __name__ == "__main__":
    main()
