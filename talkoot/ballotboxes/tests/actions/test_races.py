"""Two at once: a ballot on its way and the box emptied under it; two scrutineers; one voter with two forms."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from talkoot.ballotboxes import actions, queries
from talkoot.ballotboxes.models import BallotBox
from talkoot.ballotboxes.rules import BoxState, seal
from talkoot.ballotboxes.tests.given import COUNTED, SUBJECT, given_box, given_closed, given_emptied, given_lock
from talkoot.kernel.refusals import Refusal

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


def test_a_first_ballot_on_its_way_is_waited_for_and_counted() -> None:
    _box, keepers = given_box()
    sealed = seal(given_lock(), 1, {"choice": "no"})
    meet(lambda: actions.put_slip(SUBJECT, 1, sealed.slip), lambda: given_emptied(keepers)).result()
    assert queries.find_paper(SUBJECT, sealed.code) == {"choice": "no"}


def test_a_ballot_that_meets_the_emptying_is_refused_not_lost() -> None:
    _box, keepers = given_box()
    sealed = seal(given_lock(), 1, {"choice": "no"})
    late = meet(lambda: given_emptied(keepers), lambda: actions.put_slip(SUBJECT, 1, sealed.slip))
    with pytest.raises(Refusal, match="could not be taken in"):
        late.result()
    assert list(queries.papers(SUBJECT)) == []


def test_two_scrutineers_at_the_same_moment_are_two() -> None:
    box, keepers = given_box()
    given_closed()

    def hand_in(n: int) -> object:
        return actions.hand_in_key(box.pk, words=keepers[n].words, by=keepers[n].actor, at=COUNTED)

    meet(lambda: hand_in(0), lambda: hand_in(1)).result()
    assert BallotBox.objects.get().state == BoxState.EMPTIED


def test_one_voter_with_two_forms_has_the_last_one_in_the_box() -> None:
    _box, keepers = given_box()
    one, other = (seal(given_lock(), 1, {"choice": choice}) for choice in ("yes", "no"))
    meet(lambda: actions.put_slip(SUBJECT, 1, one.slip), lambda: actions.put_slip(SUBJECT, 1, other.slip)).result()
    given_emptied(keepers)
    assert list(queries.papers(SUBJECT)) == [(other.code, {"choice": "no"})]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_voters_do_not_wait_for_each_other_nor_for_who_looks_at_the_box() -> None:
    given_box()
    one, other = (seal(given_lock(), place, {"choice": "yes"}) for place in (1, 2))
    done, go_on = Event(), Event()
    with ThreadPoolExecutor(2) as pool:
        held = pool.submit(in_flight, lambda: actions.put_slip(SUBJECT, 1, one.slip), done, go_on)
        assert done.wait(20)
        pool.submit(at_once, lambda: actions.put_slip(SUBJECT, 2, other.slip)).result(10)
        pool.submit(at_once, given_closed).result(10)
        go_on.set()
        held.result(20)
    assert queries.filled_places(SUBJECT) == {1, 2}
