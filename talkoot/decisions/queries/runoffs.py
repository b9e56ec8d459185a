"""How a vote and its run-off lead to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import FETCH_RAISE

from talkoot.counting.rules import runoff_due
from talkoot.decisions.models import Decision
from talkoot.decisions.queries.papers import candidates_of


@dataclass(frozen=True, slots=True)
class RunoffView:
    """A run-off for so many ``seats``, as the page of either vote tells of it.

    On that of the first vote ``between`` has the names, and ``second`` is the run-off once it was put; on that of the
    run-off ``first`` is what it follows, and ``between`` those who still stand, until voting opens.
    """

    seats: int
    between: Sequence[str] = ()
    first: Decision | None = None
    second: Decision | None = None


def runoff_view(decision: Decision) -> RunoffView | None:
    """Return what the page of a decision tells of its run-off, or of what it is the run-off of (one query); None where
    there is neither (no query). Before a run-off opens, who stands in it is a second one.
    """
    rows = Decision.objects.only("id", "state", "runoff_seats", "runoff_dropped_at").fetch_mode(FETCH_RAISE)
    if decision.runoff_of_id is not None:
        first = rows.get(pk=decision.runoff_of_id)
        listed = candidates_of(decision) if decision.is_draft or decision.is_announced else ()
        names = [one.name for one in listed if not one.is_withdrawn and not one.is_sitting]
        return RunoffView(first.runoff_seats or 0, names, first=first)
    due = runoff_due(decision.verdict)
    if decision.runoff_seats is None or due is None:
        return None
    second = None if decision.runoff_dropped_at else rows.filter(runoff_of=decision.pk).first()
    return RunoffView(decision.runoff_seats, due.between, second=second)
