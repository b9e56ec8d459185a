"""The story of one commitment: updates, moved days, reviews and the withdrawal in one list, by one query."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast

from talkoot.commitments.models import Commitment, DueDateChange, Review, Update, Withdrawal
from talkoot.kernel.paging import Page

STEPS = 50


class Step(NamedTuple):
    """One thing that was said or done about a commitment.

    ``kind`` is ``update``, ``done`` (an update that says it is), ``moved``, ``review`` or ``withdrawal``; ``detail``
    the evidence's address or the review's outcome; ``was`` and ``due_on`` the days of a move.
    """

    kind: str
    pk: int
    at: datetime
    html: str
    language: str
    person: str
    person_slug: str
    detail: str
    was: date | None
    due_on: date | None


def list_steps(commitment: Commitment, *, after: str = "") -> Page[Step]:
    """Return a page of the story, the newest first."""
    before = _moment(after)
    parts = [_steps(rows.filter(commitment=commitment), kind, detail, before) for rows, kind, detail in _sources()]
    found = [Step(*row) for row in parts[0].union(*parts[1:], all=True).order_by("-at")[: STEPS + 1]]
    return Page(found[:STEPS], found[STEPS - 1].at.isoformat().replace("+00:00", "Z") if len(found) > STEPS else "")


def _sources() -> list[tuple[QuerySet[Any], str, str]]:
    """Return rows, the kind of step they are, and the column with its detail (empty: none)."""
    return [
        (Update.objects.filter(says_done=False), "update", "evidence_url"),
        (Update.objects.filter(says_done=True), "done", "evidence_url"),
        (DueDateChange.objects.all(), "moved", ""),
        (Review.objects.all(), "review", "outcome"),
        (Withdrawal.objects.all(), "withdrawal", ""),
    ]


def _steps(rows: QuerySet[Any], kind: str, detail: str, before: datetime | None) -> QuerySet[Any, Any]:
    if before is not None:
        rows = rows.filter(at__lt=before)
    no_day = Cast(Value(None), DateField())
    days = (F("was"), F("due_on")) if kind == "moved" else (no_day, no_day)
    return rows.order_by().values_list(
        Value(kind, CharField()), "pk", "at", "html", "language", "person__name", "person__slug",
        F(detail) if detail else Value("", CharField()), *days,
    )  # fmt: skip


def _moment(after: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(after)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
