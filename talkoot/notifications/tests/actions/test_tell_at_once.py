from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from talkoot.accounts.tests.given import given_accounts
from talkoot.notifications.models import Attention, Notice
from talkoot.notifications.tests.given import given_news

pytestmark = pytest.mark.django_db(transaction=True)
TELLERS = 4


def at_once(act: Callable[[int], object]) -> None:
    """Run ``act`` in several threads that begin at the same moment."""
    start = Barrier(TELLERS)

    def run(number: int) -> None:
        try:
            start.wait(timeout=20)
            act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TELLERS) as pool:
        list(pool.map(run, range(TELLERS)))


def test_news_told_at_the_same_moment_still_makes_one_notice_a_reader(monkeypatch):
    monkeypatch.setattr("talkoot.notifications.actions.telling.BATCH", 5)
    readers = given_accounts(12)

    def tell(number: int) -> None:
        # Each begins with other readers, so that the batches cut differently.
        given_news(*readers[number:], *readers[:number], what=f"News {number}")

    at_once(tell)
    assert Notice.objects.count() == Attention.objects.count() == len(readers)
    assert {notice.folded for notice in Notice.objects.all()} == {TELLERS - 1}
