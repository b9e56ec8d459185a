from __future__ import annotations

import pytest
from django.db import Error, IntegrityError, connection, transaction

from talkoot.ledger.models import Entry, Seal
from talkoot.ledger.queries import missing_guards
from talkoot.ledger.tests.given import given_chain, guards_lifted

pytestmark = pytest.mark.django_db
CHANGES = [
    "UPDATE ledger_entry SET payload = '{}' WHERE id = (SELECT min(id) FROM ledger_entry)",
    "UPDATE ledger_entry SET id = id + 1000",
    "DELETE FROM ledger_entry",
    "UPDATE ledger_seal SET hash = previous WHERE number = 2",
    "UPDATE ledger_seal SET number = number + 10",
    "DELETE FROM ledger_seal WHERE number = 3",
]
COLUMNS = "subject, actor, mandate, on_behalf, at, payload, is_public, nonce"
REPLACING = [
    f"INSERT OR REPLACE INTO ledger_entry (id, kind, {COLUMNS}) SELECT id, 'for.ged', {COLUMNS} FROM ledger_entry",
    "REPLACE INTO ledger_seal (number, entry_id, previous, hash) SELECT number, entry_id, hash, hash FROM ledger_seal",
    "REPLACE INTO ledger_seal (number, entry_id, previous, hash) SELECT 99, entry_id, hash, hash FROM ledger_seal",
    "INSERT INTO ledger_seal SELECT * FROM ledger_seal WHERE true ON CONFLICT (number) DO UPDATE SET hash = previous",
]
WHOLESALE = ["TRUNCATE ledger_entry CASCADE", "TRUNCATE ledger_seal"]


def rows() -> list[object]:
    return [*Entry.objects.order_by("id").values_list(), *Seal.objects.order_by("number").values_list()]


def attempt(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("statement", [*CHANGES, *REPLACING, *WHOLESALE])
def test_the_database_itself_refuses_to_change_what_happened(statement: str):
    if (statement in REPLACING and connection.vendor != "sqlite") or (
        statement in WHOLESALE and connection.vendor != "postgresql"
    ):
        pytest.skip("the other database's words")
    given_chain(3)
    connection.check_constraints()  # else PostgreSQL refuses TRUNCATE for a reason of its own
    before = rows()

    with pytest.raises(Error, match="append-only"):
        attempt(statement)

    assert rows() == before


def test_saving_or_deleting_an_entry_is_refused_with_a_plain_integrity_error():
    entry = given_chain(1)[0]
    entry.kind = "forged"

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        entry.save()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk)._raw_delete("default")


def test_guards_that_are_gone_are_missed():
    assert missing_guards() == []
    if connection.vendor == "postgresql":
        attempt("ALTER TABLE ledger_seal DISABLE TRIGGER ledger_append_only_rows")
        assert missing_guards() == ["ledger_seal"]
        return
    with guards_lifted():
        assert missing_guards() == ["ledger_entry", "ledger_seal"]
    assert missing_guards() == []


def test_each_entry_waits_for_its_seal_however_it_came_in():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entry (kind, subject, actor, mandate, on_behalf, at, payload, is_public, nonce)"
            " VALUES ('by.hand', 'stone:1', 'system', '', '', '2026-01-01 00:00:00', '{}', true, '')"
        )

    assert Entry.objects.filter(waiting__isnull=False).get().kind == "by.hand"
