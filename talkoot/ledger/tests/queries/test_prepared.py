"""A prepared query gives what the ORM would, whatever is asked of it in turn."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talkoot.accounts.models import Session
from talkoot.ledger.models import Entry
from talkoot.ledger.queries.prepared import NUMBER, SECOND, TEXT, Prepared, PreparedRow

AT = datetime(2027, 1, 2, tzinfo=UTC)
NAMES = [field.attname for field in Entry._meta.concrete_fields]

pytestmark = pytest.mark.django_db


def test_it_gives_the_rows_of_the_value_asked_for_converted_as_the_orm_does() -> None:
    for key in "ab":
        Session.objects.create(
            session_key=key, session_data=f"data {key}", expire_date=datetime(2027, 1, 2, tzinfo=UTC)
        )
    query = Session.objects.filter(session_key=TEXT).values_list("session_key", "session_data", "expire_date")
    prepared = Prepared(lambda: query)
    for key in "aba":
        assert prepared.rows(key) == [(key, f"data {key}", datetime(2027, 1, 2, tzinfo=UTC))]
    assert prepared.rows("c") == []


def test_what_is_asked_for_stays_a_parameter() -> None:
    prepared = Prepared(lambda: Session.objects.filter(session_key=TEXT).values_list("session_key"))
    assert prepared.rows("' OR 1=1 --") == []


def test_it_is_compiled_once() -> None:
    built = []

    def build() -> object:
        built.append(1)
        return Session.objects.filter(session_key=TEXT).values_list("session_key")

    prepared = Prepared(build)  # type: ignore[arg-type]  # counted on the way
    with CaptureQueriesContext(connection) as asked:
        prepared.rows("a"), prepared.rows("b")
    assert len(asked) == 2
    assert built == [1]


def test_numbers_are_taken_in_their_order() -> None:
    Entry.objects.bulk_create(Entry(kind="a.b", subject=f"thing:{n}", at=AT, actor="system") for n in range(4))
    first = Entry.objects.order_by("pk").values_list("pk", flat=True)[0]
    prepared = Prepared(lambda: Entry.objects.filter(pk__gt=NUMBER, pk__lt=SECOND).order_by("pk").values_list("pk"))
    assert prepared.rows(first, first + 3) == [(first + 1,), (first + 2,)]


def test_a_prepared_row_is_an_object_as_the_orm_gives_it() -> None:
    Entry.objects.create(kind="a.b", subject="thing:1", at=AT, actor="system", payload={"n": [1, "ä"]}, key="k")
    prepared = PreparedRow(lambda: Entry.objects.filter(key=TEXT))
    found, there = prepared.get("k"), Entry.objects.get(key="k")
    assert found == there
    assert {name: vars(found)[name] for name in NAMES} == {name: vars(there)[name] for name in NAMES}
    assert prepared.get("other") is None


def test_a_query_that_leaves_nothing_open_is_refused() -> None:
    with pytest.raises(ValueError, match="leaves a value open"):
        Prepared(lambda: Session.objects.values_list("session_key")).rows("a")
