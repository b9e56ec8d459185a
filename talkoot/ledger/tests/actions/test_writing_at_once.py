from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkoot.kernel.refusals import AlreadyDone, Refusal
from talkoot.kernel.testing import ADA, MONDAY
from talkoot.ledger.actions import seal_batch, writing
from talkoot.ledger.models import Entry, Heartbeat, Seal
from talkoot.ledger.queries import check_chain
from talkoot.ledger.tests.frail import StoneLaid

ALONE = "on SQLite who writes is alone"


def post(key: str, barrier: Barrier) -> str:
    """Post a form that has an effect of its own, at the same moment as the others."""
    try:
        barrier.wait(10)
        with writing(by=ADA, at=MONDAY, key=key) as announce:
            effects = Heartbeat.objects.filter(worker__startswith=f"{key}/").count()
            Heartbeat.objects.create(worker=f"{key}/{effects}/{id(announce)}", at=MONDAY)
            announce(StoneLaid(subject=f"stone:{key}", number=1))
    except AlreadyDone as done:
        return done.subject
    finally:
        connection.close()
    return "done"


@pytest.mark.django_db(transaction=True)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 1), min_size=2, max_size=5), st.uuids())
def test_forms_posted_at_the_same_moment_have_one_effect_each(posts: list[int], run: object):
    keys = [f"{run}-{key}" for key in posts]
    barrier = Barrier(len(keys))

    with ThreadPoolExecutor(len(keys)) as pool:
        answers = list(pool.map(lambda key: post(key, barrier), keys))

    for key, number in Counter(keys).items():
        assert Heartbeat.objects.filter(worker__startswith=f"{key}/").count() == 1
        assert Entry.objects.filter(subject=f"stone:{key}").count() == 1
        assert answers.count(f"stone:{key}") == number - 1
    assert answers.count("done") == len(set(keys))


@pytest.mark.django_db(transaction=True)
def test_a_refusal_of_what_the_same_form_did_a_moment_before_says_already_done():
    if connection.vendor != "postgresql":
        pytest.skip(ALONE)

    with ThreadPoolExecutor(1) as pool, pytest.raises(AlreadyDone):
        be_overtaken_and_refused(pool)


def be_overtaken_and_refused(pool: ThreadPoolExecutor) -> None:
    with writing(by=ADA, at=MONDAY, key="token"):
        assert pool.submit(post, "token", Barrier(1)).result() == "done"
        raise Refusal("supported", "You support this already.")


def write_many(number: int) -> None:
    try:
        for _ in range(20):
            with writing(by=ADA, at=MONDAY) as announce:
                announce(StoneLaid(subject=f"stone:{number}", number=number))
    finally:
        connection.close()


def seal_while(is_writing: list[bool]) -> int:
    sealed = 0
    try:
        while is_writing[0]:
            sealed += seal_batch(at=MONDAY, size=7)
    finally:
        connection.close()
    return sealed


@pytest.mark.django_db(transaction=True)
def test_two_sealers_beside_three_writers_seal_each_entry_once():
    is_writing = [True]
    with ThreadPoolExecutor(5) as pool:
        sealers = [pool.submit(seal_while, is_writing) for _ in range(2)]
        for writer in [pool.submit(write_many, n) for n in range(3)]:
            writer.result()
        is_writing[0] = False
        sealed = sum(s.result() for s in sealers)
    while rest := seal_batch(at=MONDAY):
        sealed += rest

    assert sealed == Entry.objects.count() == Seal.objects.count() == 60
    assert [c.number for c in check_chain()][-1] == 60


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_late_is_sealed_when_it_is_there():
    if connection.vendor != "postgresql":
        pytest.skip(ALONE)
    with ThreadPoolExecutor(1) as pool, writing(by=ADA, at=MONDAY) as announce:
        late = announce(StoneLaid(subject="stone:late", number=1))
        pool.submit(write_many, 2).result()
        assert pool.submit(seal_and_close).result() == 20
    assert seal_batch(at=MONDAY) == 1

    assert late.seal.number == 21
    assert late.pk < min(Entry.objects.exclude(pk=late.pk).values_list("pk", flat=True))
    assert [c.number for c in check_chain()][-1] == 21


def seal_and_close() -> int:
    try:
        return seal_batch(at=MONDAY)
    finally:
        connection.close()
