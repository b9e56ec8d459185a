"""Two at once, each harmless alone, who together would close a ring."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from talkoot.delegations.models import Delegation
from talkoot.delegations.tests.given import given_delegation, given_voters
from talkoot.kernel.refusals import Refusal

pytestmark = pytest.mark.django_db(transaction=True)
MOMENT = 0.3


def _in_flight(act: Callable[[], object], done: Event, go_on: Event) -> None:
    try:
        with transaction.atomic():
            act()
            done.set()
            assert go_on.wait(20)
    finally:
        connection.close()


def _at_once(act: Callable[[], object]) -> object:
    try:
        return act()
    finally:
        connection.close()


def test_the_second_waits_for_the_first_and_is_refused() -> None:
    ada, bo, cem, dee = given_voters("Ada", "Bo", "Cem", "Dee")
    given_delegation(bo, cem)
    given_delegation(dee, ada)
    done, go_on = Event(), Event()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(_in_flight, lambda: given_delegation(ada, bo), done, go_on)
        assert done.wait(20)
        second = pool.submit(_at_once, lambda: given_delegation(cem, dee))
        with pytest.raises(TimeoutError):
            second.result(MOMENT)
        go_on.set()
        first.result(20)
        with pytest.raises(Refusal) as refusal:
            second.result(20)
    assert refusal.value.code == "ring"
    assert Delegation.objects.count() == 3
