from __future__ import annotations

from datetime import timedelta

from talkoot.ledger import rules


def test_waits_grow_and_the_last_try_has_none_after_it():
    waits = [rules.wait_after(attempt) for attempt in range(1, rules.ATTEMPTS + 1)]

    assert waits[-1] is None
    assert waits[:-1] == sorted(rules.PATIENCE)
    assert sum(rules.PATIENCE, timedelta()) > timedelta(days=1), "a night's outage parks nothing"
