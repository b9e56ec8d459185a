from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from talkoot.ledger import rules
from talkoot.ledger.models import Entry, Seal
from talkoot.ledger.queries import chain
from talkoot.ledger.tests.given import given_chain, given_entry, guards_lifted

pytestmark = pytest.mark.django_db


def verify(*args: str) -> str:
    out = StringIO()
    call_command("ledger", "verify", *args, stdout=out)
    return out.getvalue()


def change(statement: str) -> None:
    """Do what the database refuses, as someone with all its passwords could."""
    with guards_lifted(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_whole_ledger_says_so_and_gives_the_line_to_keep():
    given_chain(5)

    said = verify()

    assert "5 seals" in said
    assert said.splitlines()[-1] == str(Seal.objects.get(number=5))


def test_an_empty_ledger_is_whole():
    assert verify().splitlines()[-1] == f"0:{rules.GENESIS}"


def test_what_is_not_sealed_yet_is_no_break():
    given_chain(2)
    given_entry()

    assert "2 seals" in verify()


@pytest.mark.parametrize(
    "field",
    ["kind", "subject", "actor", "mandate", "on_behalf", "at", "payload", "is_public", "key", "nonce"],
)
def test_a_changed_entry_is_named(field: str):
    entry = given_chain(5)[2]
    values = {"at": "'2020-01-01 00:00:00+00:00'", "payload": """'{"number": 9}'""", "is_public": "true"}
    change(f"UPDATE ledger_entry SET {field} = {values.get(field, "'for.ged'")} WHERE id = {entry.pk}")

    with pytest.raises(CommandError, match=rf"Entry {entry.pk} .*not what was sealed as number 3"):
        verify()


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        (["DELETE FROM ledger_seal WHERE number = 3"], "Seal 3 is missing"),
        (["DELETE FROM ledger_seal WHERE number = 1"], "Seal 1 is missing"),
        (["DELETE FROM ledger_seal WHERE number = 5"], "has no seal"),
        (["UPDATE ledger_seal SET hash = previous WHERE number = 2"], "not what was sealed as number 2"),
        (["UPDATE ledger_seal SET previous = hash WHERE number = 4"], "Seal 4 does not follow"),
        (
            [f"UPDATE ledger_seal SET number = {b} WHERE number = {a}" for a, b in ((2, 99), (3, 2), (99, 3))],
            "Seal 2 does not follow",
        ),
    ],
)
def test_a_gap_a_missing_seal_and_a_wrong_order_are_named(statements: list[str], sentence: str):
    given_chain(5)
    for statement in statements:
        change(statement)

    with pytest.raises(CommandError, match=sentence):
        verify()


def test_the_first_of_several_breaks_is_named():
    entries = given_chain(6)
    change(f"UPDATE ledger_entry SET subject = 'forged' WHERE id IN ({entries[4].pk}, {entries[1].pk})")

    with pytest.raises(CommandError, match=f"Entry {entries[1].pk} "):
        verify()


def test_a_chain_written_anew_or_cut_off_shows_against_a_hash_kept_elsewhere():
    given_chain(4)
    kept = verify().splitlines()[-1]
    given_chain(2)
    assert verify("--saved", kept)

    with pytest.raises(CommandError, match="Seal 4 is not the one that was saved"):
        verify("--saved", f"4:{'a' * 64}")
    with pytest.raises(CommandError, match="ends at seal 6; seal 9 was saved"):
        verify("--saved", f"9:{'a' * 64}")


def test_a_missing_guard_is_named():
    given_chain(2)

    with guards_lifted():
        if connection.vendor == "postgresql":
            connection.check_constraints()
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE ledger_seal DISABLE TRIGGER ledger_append_only_whole")
        with pytest.raises(CommandError, match=r"nothing keeps .*ledger_seal from being changed"):
            verify()


def test_a_walk_reads_in_parts_and_shows_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
):
    given_chain(10)
    monkeypatch.setattr(chain, "CHUNK", 4)

    with django_assert_num_queries(5):  # three parts, the empty one after them, and the search for entries without seal
        assert [checked.number for checked in chain.check_chain()] == [4, 8, 10]


def test_a_removed_entry_cannot_hide():
    given_chain(3)
    with guards_lifted(), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM ledger_delivery WHERE entry_id IN (SELECT entry_id FROM ledger_seal WHERE number = 2)"
        )
        cursor.execute("DELETE FROM ledger_entry WHERE id IN (SELECT entry_id FROM ledger_seal WHERE number = 2)")
        cursor.execute("DELETE FROM ledger_seal WHERE number = 2")

    with pytest.raises(CommandError, match="Seal 2 is missing"):
        verify()
    assert Entry.objects.count() == 2
