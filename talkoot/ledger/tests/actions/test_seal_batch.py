from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from talkoot.kernel.testing import ADA, MONDAY
from talkoot.ledger import rules
from talkoot.ledger.actions import seal_batch, writing
from talkoot.ledger.models import Delivery, Entry, Seal, Waiting
from talkoot.ledger.tests.frail import StoneLaid
from talkoot.ledger.tests.given import given_entry

pytestmark = pytest.mark.django_db


def test_entries_are_sealed_in_order_each_to_the_one_before():
    entries = [given_entry(n) for n in range(3)]

    assert seal_batch(at=MONDAY) == 3

    seals = list(Seal.objects.order_by("number"))
    assert [(s.number, s.entry_id) for s in seals] == [(n, e.pk) for n, e in enumerate(entries, 1)]
    assert [s.previous for s in seals] == [rules.GENESIS, seals[0].hash, seals[1].hash]
    last = Entry.objects.get(pk=entries[2].pk)
    assert seals[2].hash == rules.link_hash(3, seals[1].hash, rules.digest_of(last.sealed_form()))
    assert not Waiting.objects.exists()


def test_a_batch_takes_so_many_and_the_next_goes_on():
    for n in range(5):
        given_entry(n)

    assert [seal_batch(at=MONDAY, size=2) for _ in range(4)] == [2, 2, 1, 0]
    assert list(Seal.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5]


def test_each_reaction_wired_to_a_fact_is_owed_once():
    entry = given_entry()
    given_entry(is_public=False)

    seal_batch(at=MONDAY)

    owed = Delivery.objects.values_list("entry_id", "reaction", "state", "next_at").order_by("id")
    assert list(owed) == [
        (entry.pk, f"talkoot.ledger.tests.frail.{name}", "pending", MONDAY) for name in ("weigh", "count_stone")
    ]


def test_an_idle_sealer_asks_one_question(django_assert_num_queries: DjangoAssertNumQueries):
    with django_assert_num_queries(1):
        assert seal_batch(at=MONDAY) == 0


@pytest.mark.parametrize("number", [10, 1_000])
def test_sealing_costs_the_same_queries_however_many(
    number: int, django_assert_max_num_queries: DjangoAssertNumQueries
):
    with writing(by=ADA, at=MONDAY) as announce:
        announce.all(StoneLaid(subject=f"stone:{n}", number=n) for n in range(number))

    with django_assert_max_num_queries(11):  # a savepoint among them, and SQLite's bulk inserts in parts
        assert seal_batch(at=MONDAY) == number
