"""What a list shows of each proposal: one flat row, equal when nothing it shows has changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import get_language

from talkoot.ledger.queries.prepared import Prepared, numbers, padded
from talkoot.proposals.models import Proposal
from talkoot.proposals.queries.processes import process_with
from talkoot.proposals.rules import Status, in_language

COLUMNS = (
    "id", "title", "language", "lead", "status", "stage", "due_at", "due_for", "closes_at", "next_at", "support_count",
    "submitted_at", "dated_to_year", "template_sha256", "responsible__name", "responsible__slug",
    "responsible__language",
)  # fmt: skip


class Row(NamedTuple):
    """One proposal in a list. ``stage`` is its name in the reader's language or the nearest, ``stage_language`` which.

    ``closes_at`` is set while something is open until then, ``due_at`` is what is owed next and ``due_for`` what.
    """

    id: int
    title: str
    language: str
    lead: str
    status: str
    stage: str
    stage_language: str
    due_at: datetime | None
    due_for: str
    closes_at: datetime | None
    next_at: datetime | None
    is_late: bool
    supports: int
    submitted_at: datetime
    dated_to_year: bool
    body: str
    body_slug: str
    body_language: str

    @property
    def public_id(self) -> str:
        """Return the short id people use."""
        return f"P-{self.id}"


def rows(proposals: QuerySet[Proposal], *, at: datetime) -> list[Row]:
    """Return these proposals as rows, in one query."""
    return [row_of(values, at) for values in proposals.values_list(*COLUMNS)]


def rows_in_order(keys: list[int], *, at: datetime) -> list[Row]:
    """Return the proposals with these keys as rows, in the order of the keys, in one query."""
    if not keys:
        return []
    wide = padded(keys)
    of_keys = _of_keys(len(wide)).rows_with(dict(zip(numbers(len(wide)), wide, strict=True)))
    found = {values[0]: values for values in of_keys}
    return [row_of(found[key], at) for key in keys if key in found]


@lru_cache(maxsize=8)
def _of_keys(width: int) -> Prepared:
    return Prepared(lambda: Proposal.objects.filter(pk__in=numbers(width)).values_list(*COLUMNS))


def row_of(values: Iterable[Any], at: datetime) -> Row:
    """Return a row from the values of `COLUMNS`."""
    (key, title, language, lead, status, stage, due_at, due_for, closes_at, next_at, supports, submitted_at,
     dated_to_year, sha256, body, body_slug, body_language) = values  # fmt: skip
    stage_language, stage_name = stage_words(sha256, stage) if stage else ("", "")
    return Row(
        id=key,
        title=title,
        language=language,
        lead=lead,
        status=status,
        stage=stage_name,
        stage_language=stage_language,
        due_at=due_at,
        due_for=due_for,
        closes_at=closes_at if closes_at is not None and closes_at > at else None,
        next_at=next_at,
        is_late=status == Status.OPEN and due_at is not None and due_at <= at,
        supports=supports,
        submitted_at=submitted_at,
        dated_to_year=dated_to_year,
        body=body or "",
        body_slug=body_slug or "",
        body_language=body_language or "",
    )


def stage_words(sha256: str, key: str) -> tuple[str, str]:
    """Return (language, name) of a stage of the process with this hash, for the reader's language."""
    return _stage_words(sha256, key, get_language() or "en")


@lru_cache(maxsize=1_024)
def _stage_words(sha256: str, key: str, language: str) -> tuple[str, str]:
    return in_language(process_with(sha256).stage(key).name, [language])
