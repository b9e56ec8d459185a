"""Rows of lists of commitments, kept ready-made."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from talkoot.commitments.queries import Listed

register = template.Library()


class Shown(NamedTuple):
    """All that one row of a list shows: the key under which it is kept."""

    public_id: str
    url: str
    title: str
    language: str
    status: str
    is_said_done: bool
    is_overdue: bool
    is_due_soon: bool
    due_on: date
    first_due_on: date
    slip_days: int
    body: str
    body_slug: str
    body_language: str
    role: str
    role_language: str


@register.simple_tag
def commitment_row(row: Listed, *, hide_body: bool = False) -> SafeString:
    """Return one commitment of a list; made once for all that it shows, as long as nothing of it changes."""
    return _row(_shown(row), hide_body, get_language() or "")


@lru_cache(maxsize=4096)
def _row(row: Shown, hide_body: bool, language: str) -> SafeString:
    return render_to_string("commitments/parts/row.html", {"row": row, "hide_body": hide_body})


def _shown(row: Listed) -> Shown:
    commitment: Any = row.commitment
    return Shown(
        commitment.public_id,
        commitment.get_absolute_url(),
        commitment.title,
        commitment.language,
        commitment.status,
        commitment.said_done_at is not None,
        row.is_overdue,
        row.is_due_soon,
        commitment.due_on,
        commitment.first_due_on,
        commitment.slip_days,
        commitment.body.name,
        commitment.body.slug,
        commitment.body.language,
        commitment.role.name,
        commitment.role.language,
    )
