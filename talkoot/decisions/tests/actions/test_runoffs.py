"""Run-offs on new ballots: a decision of their own, which the rules bring about."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from recount.bundles.verifying import verify
from talkoot.decisions import actions
from talkoot.decisions.events import RunoffDropped, RunoffPut
from talkoot.decisions.models import Decision
from talkoot.decisions.tests.given_elections import CLOSES
from talkoot.decisions.tests.given_runoffs import closed, given_tie, mark, open_at
from talkoot.ledger.models import Entry
from talkoot.results.queries.bundles import bundle_of
from talkoot.rulebooks.tests.given import Council, given_council
from talkoot.slates.queries import field

pytestmark = pytest.mark.django_db
LATER = CLOSES + timedelta(days=3)


@pytest.fixture
def council() -> Council:
    return given_council()


def is_verified(decision: Decision, tmp_path: Path) -> bool:
    held = BytesIO()
    bundle_of(decision, held)
    path = tmp_path / f"{decision.public_id}.zip"
    path.write_bytes(held.getvalue())
    return verify(path).is_match


def test_a_seat_that_a_tie_left_open_is_voted_on_again_and_both_votes_verify(council: Council, tmp_path: Path) -> None:
    first = given_tie(council)
    assert (first.outcome, first.runoff_seats, first.is_final) == ("rejected", 1, True)
    second = Decision.objects.get(runoff_of=first)
    assert (second.title, second.question) == (f"Run-off: {first.title}", first.question)
    assert sorted(one.name for one in field(second.ref)) == ["Ann", "Ben"]
    open_at(second, council.ada, CLOSES + timedelta(days=1), LATER)
    mark(second, council.bo, ["Ann", "Ben"], "B", CLOSES + timedelta(days=2))
    closed(second, LATER)
    assert (second.outcome, second.verdict["chambers"][0]["elected"]) == ("adopted", ["Ben"])
    assert is_verified(first, tmp_path)
    assert is_verified(second, tmp_path)
