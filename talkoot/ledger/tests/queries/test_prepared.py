"""A prepared query gives what the ORM would, whatever is asked of it in turn."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from talkoot.accounts.models import Session
from talkoot.ledger.models import Entry
from talkoot.ledger.queries.prepared import (
    DAY,
    MOMENT,
    NUMBER,
    SECOND,
    TEXT,
    Prepared,
    PreparedRow,
    numbers,
    padded,
    texts,
)

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


def test_names_of_rows_and_times_near_the_one_asked_for_are_left_open_too() -> None:
    Entry.objects.bulk_create(
        Entry(kind="a.b", subject=f"thing:{n}", at=AT + timedelta(days=n), actor="system") for n in range(4)
    )
    prepared = Prepared(
        lambda: Entry.objects.filter(
            subject=f"thing:{NUMBER}", at__gt=MOMENT - timedelta(days=2), at__date__lt=MOMENT.date()
        ).values_list("subject")
    )

    def value_of(stand_in: object) -> str | date:
        if isinstance(stand_in, str):
            return stand_in.replace(str(NUMBER), "2")
        if isinstance(stand_in, datetime):
            return today + (stand_in - MOMENT)
        assert stand_in == DAY
        return today.date()

    for days, there in ((2, 0), (3, 1), (4, 0)):
        today = AT + timedelta(days=days)
        assert prepared.rows_by(value_of) == [("thing:2",)] * there


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


def test_values_of_one_kind_are_told_apart_by_what_stands_for_them() -> None:
    for key in "abcd":
        Session.objects.create(
            session_key=key, session_data="", expire_date=datetime(2027, 1, ord(key) - 96, tzinfo=UTC)
        )
    first, second, third = texts(3)
    prepared = Prepared(
        lambda: (
            Session.objects.filter(session_key__in=[first, second, third], expire_date__gte=MOMENT)
            .order_by("session_key")
            .values_list("session_key")
        )
    )
    given = {first: "c", second: "a", third: "b"}
    assert prepared.rows_with({**given, MOMENT: datetime(2027, 1, 2, tzinfo=UTC)}) == [("b",), ("c",)]
    assert prepared.rows_with({**given, MOMENT: datetime(2027, 1, 3, tzinfo=UTC)}) == [("c",)]


def test_a_list_is_filled_up_so_that_most_lengths_share_a_query() -> None:
    session_type = ContentType.objects.get_for_model(Session)
    prepared = Prepared(lambda: ContentType.objects.filter(pk__in=numbers(4)).values_list("model"))
    for keys in ([session_type.pk, session_type.pk, 0], [0, 0, 0, session_type.pk]):
        assert prepared.rows_with(dict(zip(numbers(4), padded(keys), strict=True))) == [("session",)]
    assert [len(padded([1] * length)) for length in (0, 1, 2, 3, 5, 20)] == [0, 1, 2, 4, 8, 32]
    assert padded([7], 3) == [7, 7, 7, 7]


def test_a_query_may_leave_nothing_open_and_is_given_nothing() -> None:
    assert Prepared(lambda: Session.objects.values_list("session_key")).rows() == []


@pytest.mark.parametrize("given", [("a",), (1,), ()])
def test_what_is_given_is_what_is_left_open(given: tuple[str | int, ...]) -> None:
    query = Session.objects.values_list("session_key")
    with pytest.raises(ValueError, match="leaves open just the values"):
        Prepared(lambda: query.filter(session_key=TEXT) if not given else query).rows(*given)
