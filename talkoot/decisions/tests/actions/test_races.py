"""Two at once: a ballot on its way and the close, and one voter with two forms."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from talkoot.decisions import actions
from talkoot.decisions.models import Ballot, Chamber, Decision
from talkoot.decisions.tests.given import AFTER, DURING, given_ballot, given_decision, turnout_of
from talkoot.kernel.refusals import Refusal
from talkoot.rulebooks.tests.given import CHAPTERS, MEMBERS, given_council

pytestmark = pytest.mark.django_db(transaction=True)
MOMENT = 0.3


def in_flight(act: Callable[[], object], done: Event, go_on: Event) -> None:
    """Do ``act`` and hold its transaction open until ``go_on``."""
    try:
        with transaction.atomic():
            act()
            done.set()
            assert go_on.wait(20)
    finally:
        connection.close()


def at_once(act: Callable[[], object]) -> object:
    try:
        return act()
    finally:
        connection.close()


def meet(first: Callable[[], object], second: Callable[[], object]) -> Future[object]:
    """Let ``second`` begin while ``first`` is done but not committed; it must wait. Return how it ended."""
    done, go_on = Event(), Event()
    with ThreadPoolExecutor(2) as pool:
        held = pool.submit(in_flight, first, done, go_on)
        assert done.wait(20)
        waiting = pool.submit(at_once, second)
        with pytest.raises(TimeoutError):
            waiting.result(MOMENT)
        go_on.set()
        held.result(20)
        waiting.exception(20)
    return waiting


def test_the_close_waits_for_a_ballot_on_its_way_and_counts_it() -> None:
    council = given_council()
    decision = given_decision(council)
    meet(lambda: given_ballot(decision, council.bo), lambda: actions.close_due(AFTER)).result()
    assert Chamber.objects.get(decision=decision).yes == 1


def test_a_ballot_that_meets_the_close_is_refused_not_lost() -> None:
    council = given_council()
    decision = given_decision(council)
    late = meet(lambda: actions.close_due(AFTER), lambda: given_ballot(decision, council.bo))
    with pytest.raises(Refusal, match="Voting is over"):
        late.result()
    assert Decision.objects.get().is_final
    assert not Ballot.objects.exists()


def test_one_voter_with_two_forms_has_one_ballot_that_counts() -> None:
    council = given_council()
    decision = given_decision(council)
    meet(
        lambda: given_ballot(decision, council.bo, "yes"),
        lambda: given_ballot(decision, council.bo, "no", at=DURING),
    ).result()
    assert list(Ballot.objects.order_by("number").values_list("choice", "is_current")) == [("yes", False), ("no", True)]
    assert turnout_of(decision) == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_voters_of_different_chambers_do_not_wait_for_each_other() -> None:
    council = given_council()
    decision = given_decision(council, MEMBERS, CHAPTERS)
    done, go_on = Event(), Event()
    with ThreadPoolExecutor(2) as pool:
        held = pool.submit(in_flight, lambda: given_ballot(decision, council.bo), done, go_on)
        assert done.wait(20)
        north = council.chapters[0]
        other = pool.submit(at_once, lambda: given_ballot(decision, council.eve, chamber="chapters", body=north))
        other.result(10)
        go_on.set()
        held.result(20)
    assert Ballot.objects.count() == 2


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_voters_of_one_chamber_do_not_wait_for_each_other() -> None:
    council = given_council()
    decision = given_decision(council)
    done, go_on = Event(), Event()
    with ThreadPoolExecutor(2) as pool:
        held = pool.submit(in_flight, lambda: given_ballot(decision, council.bo), done, go_on)
        assert done.wait(20)
        pool.submit(at_once, lambda: given_ballot(decision, council.dee)).result(10)
        assert turnout_of(decision) == 1
        go_on.set()
        held.result(20)
    assert turnout_of(decision) == 2
