"""A PostgreSQL of its own for the tests that kill, and reactions of their own for all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from talkoot.ledger.tests import frail
from talkoot.ledger.tests.cluster import Cluster, require_programs


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Start one for the run; skipped loudly where PostgreSQL's programs are missing, never in CI."""
    made = Cluster(require_programs())
    try:
        made.start()
        yield made
    finally:
        made.remove()


@pytest.fixture(autouse=True)
def _wired_to_stones(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wire the tests' own reactions, which do not fail by chance here."""
    settings.WIRING = "talkoot.ledger.tests.frail.WIRING"
    monkeypatch.setattr(frail, "FRAILTY", {"dawdle": 0, "slip": 0})
