from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from talkoot.kernel.testing import ADA, BO, CY, MONDAY, actor
from talkoot.ledger.actions import writing
from talkoot.ledger.models import Delivery, Entry
from talkoot.ledger.queries import history_of, recent
from talkoot.ledger.tests.frail import StoneLaid
from talkoot.ledger.tests.given import given_entry

pytestmark = pytest.mark.django_db
OPERATOR = actor("Op", 9, is_operator=True)


def pks(page) -> list[int]:
    return [entry.pk for entry in page]


def test_a_thing_has_its_own_history_newest_first():
    first, other, second = given_entry(1), given_entry(2), given_entry(1)

    assert pks(history_of("stone:1", viewer=CY)) == [second.pk, first.pk]
    assert pks(history_of("stone:2", viewer=CY)) == [other.pk]


def test_private_facts_are_for_operators_only():
    given_entry(1), given_entry(1, is_public=False)

    assert [len(history_of("stone:1", viewer=viewer)) for viewer in (CY, ADA, OPERATOR)] == [1, 1, 2]
    assert [len(recent(viewer=viewer)) for viewer in (CY, ADA, OPERATOR)] == [1, 1, 2]


def test_pages_follow_each_other_without_a_gap():
    entries = [given_entry(n).pk for n in range(7)]

    first = recent(viewer=CY, size=3)
    second = recent(viewer=CY, size=3, after=first.after)
    last = recent(viewer=CY, size=3, after=second.after)

    assert pks(first) + pks(second) + pks(last) == entries[::-1]
    assert last.after == ""


def test_a_wrong_place_to_go_on_from_is_the_beginning():
    entry = given_entry()

    assert pks(recent(viewer=CY, after="x")) == [entry.pk]


def test_recent_facts_can_be_narrowed_to_a_person_a_body_and_a_kind():
    by_ada, by_bo = given_entry(1), given_entry(2, by=BO)
    for_body, to_body = given_entry(3, by=BO, on_behalf="body:5"), given_entry(4, by=BO, subject="body:5")

    assert pks(recent(viewer=CY, person=1)) == [by_ada.pk]
    assert pks(recent(viewer=CY, person=2)) == [to_body.pk, for_body.pk, by_bo.pk]
    assert pks(recent(viewer=CY, body=5)) == [to_body.pk, for_body.pk]
    assert pks(recent(viewer=CY, body=5, person=1)) == []
    assert len(recent(viewer=CY, kind="tests.stone_laid")) == len(recent(viewer=CY, kind="tests")) == 4
    assert len(recent(viewer=CY, kind="test")) == len(recent(viewer=CY, kind="tests.stone")) == 0


def test_a_body_s_pages_follow_each_other_too():
    entries = [
        given_entry(n, on_behalf="body:5" if n % 2 else "", subject="" if n % 2 else "body:5").pk for n in range(7)
    ]

    first = recent(viewer=CY, body=5, size=4)
    second = recent(viewer=CY, body=5, size=4, after=first.after)

    assert pks(first) + pks(second) == entries[::-1]


@pytest.mark.parametrize("number", [10, 1_000])
@pytest.mark.parametrize(
    ("narrowed", "queries"), [({}, 1), ({"person": 1}, 1), ({"kind": "tests"}, 1), ({"body": 5}, 2)]
)
def test_a_page_costs_the_same_queries_however_long_the_ledger(
    number: int, narrowed: dict[str, Any], queries: int, django_assert_num_queries: DjangoAssertNumQueries
):
    with writing(by=ADA, at=MONDAY) as announce:
        announce.all((StoneLaid(subject=f"stone:{n}", number=n) for n in range(number)), on_behalf="body:5")

    with django_assert_num_queries(queries):
        assert [e.payload for e in recent(viewer=CY, **narrowed)]


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (Entry.objects.filter(subject="stone:1").order_by("-id"), "ledger_entr_subject"),
        (Entry.objects.filter(actor="person:1").order_by("-id"), "ledger_entr_actor"),
        (Entry.objects.filter(on_behalf="body:1").order_by("-id"), "ledger_entr_on_beha"),
        (Entry.objects.filter(kind="tests.stone_laid").order_by("-id"), "ledger_entr_kind"),
        (Entry.objects.filter(area="tests").order_by("-id"), "ledger_entr_area"),
        (Delivery.objects.due(MONDAY), "ledger_delivery_undone"),
        (Delivery.objects.parked(), "ledger_delivery_undone"),
        (Delivery.objects.failing(), "ledger_delivery_undone"),
    ],
)
def test_rows_are_found_by_their_index_not_by_reading_all(rows: QuerySet[Entry], index: str):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # an empty table is always read whole

    assert index in rows[:21].explain()
