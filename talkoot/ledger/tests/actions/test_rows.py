"""A row written in a prepared statement is the row that the ORM would have written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from talkoot.ledger.actions import change, insert, insert_many, insert_unless_there
from talkoot.ledger.models import Delivery, Entry

pytestmark = pytest.mark.django_db
AT = datetime(2027, 1, 2, 3, 4, 5, 678, tzinfo=UTC)


def entry(subject: str, key: str | None = None) -> Entry:
    payload = {"n": 3, "words": ["ä", None]}
    return Entry(
        kind="proposals.proposal_supported", subject=subject, actor="person:1", at=AT, payload=payload, key=key
    )


def test_a_new_row_reads_back_as_it_was_given_with_its_key_and_what_the_database_makes_of_it() -> None:
    row = entry("proposal:1")
    insert(row)
    assert row.area == "proposals"
    read = Entry.objects.get(pk=row.pk)
    assert (read.subject, read.at, read.payload, read.nonce, read.area) == (
        "proposal:1", AT, {"n": 3, "words": ["ä", None]}, row.nonce, "proposals",
    )  # fmt: skip


def test_each_row_of_a_table_is_written_with_its_own_values() -> None:
    for n in range(3):
        insert(entry(f"proposal:{n}", key=f"k{n}" if n else None))
    assert list(Entry.objects.order_by("pk").values_list("subject", "key")) == [
        ("proposal:0", None), ("proposal:1", "k1"), ("proposal:2", "k2"),
    ]  # fmt: skip


def test_a_constraint_refuses_as_it_does_the_orm() -> None:
    insert(entry("proposal:1", key="k"))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(entry("proposal:2", key="k"))


def test_what_is_there_already_is_not_written_again_and_that_is_told() -> None:
    insert(made := entry("proposal:1"))
    assert insert_unless_there(Delivery(entry=made, reaction="a.b", next_at=AT))
    assert not insert_unless_there(Delivery(entry=made, reaction="a.b", next_at=AT, attempts=9))
    assert Delivery.objects.get().attempts == 0


def test_a_check_that_fails_is_no_row_that_is_there_already() -> None:
    insert(made := entry("proposal:1"))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_unless_there(Delivery(entry=made, reaction="a.b", next_at=AT, state="lost"))


def test_only_the_columns_named_are_changed_in_one_query() -> None:
    insert(made := entry("proposal:1"))
    delivery = Delivery(entry=made, reaction="a.b", next_at=AT)
    insert(delivery)
    delivery.attempts, delivery.reaction = 4, "c.d"
    with CaptureQueriesContext(connection) as asked:
        change(delivery, "attempts")
    assert len(asked) == 1
    assert list(Delivery.objects.values_list("attempts", "reaction")) == [(4, "a.b")]


def test_many_rows_at_once_are_the_rows_given_and_hold_to_every_constraint() -> None:
    first = entry("proposal:1")
    insert(first)
    names = ("entry_id", "reaction", "state", "attempts", "error", "next_at")
    rows = [(first.pk, f"a\tä\\{n}\n", "pending", n, "", AT.isoformat(" ")) for n in range(3)]
    insert_many(Delivery, names, iter(rows))
    read = Delivery.objects.order_by("pk").values_list("entry_id", "reaction", "state", "attempts", "done_at")
    assert list(read) == [(first.pk, f"a\tä\\{n}\n", "pending", n, None) for n in range(3)]
    for wrong in (rows[0], (first.pk, "b", "nowhere", 0, "", AT.isoformat(" "))):
        with pytest.raises(IntegrityError), transaction.atomic():
            insert_many(Delivery, names, [wrong])
    insert_many(Delivery, names, [])
    assert Delivery.objects.count() == 3
