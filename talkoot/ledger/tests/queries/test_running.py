from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from talkoot.kernel.testing import ADA, MONDAY, actor
from talkoot.ledger import queries, tasks
from talkoot.ledger.models import Delivery
from talkoot.ledger.tests.given import given_delivery, given_entry

pytestmark = pytest.mark.django_db
OPERATOR = actor("Op", 9, is_operator=True)


@pytest.fixture(autouse=True)
def _wired(settings: Settings) -> None:
    settings.WIRING = "talkoot.ledger.tests.mishaps.DOING"


def test_the_backlog_says_what_is_still_to_be_done():
    given_delivery(1)
    given_delivery(2, at=MONDAY + timedelta(hours=1))
    given_entry(3)

    assert queries.backlog(at=MONDAY) == queries.Backlog(unsealed=1, due=1, oldest_due_at=MONDAY, parked=0)


def test_parked_deliveries_are_for_operators():
    Delivery.objects.filter(pk=given_delivery().pk).update(state="parked", error="no mortar")

    assert [d.entry.subject for d in queries.parked(viewer=OPERATOR)] == ["stone:1"]
    assert len(queries.parked(viewer=ADA)) == 0


@pytest.mark.parametrize("number", [10, 200])
def test_a_page_of_parked_deliveries_is_one_query(number: int, django_assert_num_queries: DjangoAssertNumQueries):
    for n in range(number):
        given_entry(n)
    tasks.relay(MONDAY)
    Delivery.objects.update(state="parked", error="no mortar")

    with django_assert_num_queries(1):
        page = queries.parked(viewer=OPERATOR)
    assert len(page) == min(number, 20)
    if page.after:
        assert max(d.pk for d in queries.parked(viewer=OPERATOR, after=page.after)) < int(page.after)


def test_a_worker_is_alive_when_it_showed_itself_lately_and_forgotten_after_a_week():
    tasks.beat("one", MONDAY)
    tasks.beat("two", MONDAY + timedelta(minutes=1))
    tasks.beat("one", MONDAY + timedelta(minutes=2))
    assert [name for name, _ in queries.heartbeats()] == ["one", "two"]

    tasks.beat("three", MONDAY + timedelta(days=8))

    assert [name for name, _ in queries.heartbeats()] == ["three"]
