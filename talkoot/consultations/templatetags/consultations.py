"""Inputs set into their mould, and the words for outcomes.

A consultation may show two hundred inputs at once. Rendering a template for each costs more than everything else
on the page, so ``parts/input.html`` is rendered once for each language and shape of input (its outcome, whether it
has an author, a body, an answer), with marks where a row's own values go. Rows are then filled in as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from html import escape
from urllib.parse import quote

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from talkoot.consultations.queries import InputRow, Tongue
from talkoot.consultations.rules import InputState, state_of
from talkoot.kernel.refs import Label
from talkoot.ui.templatetags.ui import lang_attrs

register = template.Library()

# What differs from row to row. Marks are plain letters, so that a URL takes them.
SLOTS = (
    "number", "ref", "author", "authorslug", "body", "bodyslug", "bodylanguage", "attrs", "autonym", "html", "given",
    "answer", "answerattrs", "answered", "answerer", "answererslug",
)  # fmt: skip
MARK = "zq7{}7qz"
MARKS = re.compile(MARK.format(f"({'|'.join(SLOTS)})"))


@dataclass(frozen=True, slots=True)
class Shape:
    """What decides which parts of the mould an input needs."""

    state: InputState
    outcome: str
    has_author: bool
    has_body: bool


@register.simple_tag
def input_rows(rows: Sequence[InputRow], ref: str, tongues: Mapping[str, Tongue], *, is_over: bool) -> SafeString:
    """Return the list items of ``rows``, all of the consultation ``ref`` (``C-64``); ``is_over`` past its deadline."""
    language = get_language() or ""
    items = [_mould(language, _shape(row, is_over=is_over)) % _values(row, ref, tongues, language) for row in rows]
    return mark_safe("".join(items))  # noqa: S308 - `_values` escapes what is not HTML made by `render_markdown`


def _shape(row: InputRow, *, is_over: bool) -> Shape:
    state = state_of(is_answered=bool(row.outcome), is_taken_up=row.taken_up_at is not None, is_past_deadline=is_over)
    return Shape(state, row.outcome, row.author is not None, row.body is not None)


@lru_cache(maxsize=1024)
def _mould(language: str, shape: Shape) -> str:
    """Return the mould as a format of `_values`, in the language that is active (``language``, the cache's key)."""
    marks = {name: mark_safe(MARK.format(name)) for name in SLOTS}  # noqa: S308 - constants
    people = {
        "who": Label(marks["author"], reverse("directory:person", args=[marks["authorslug"]])).link,
        "body": Label(marks["body"], reverse("directory:body", args=[marks["bodyslug"]]), marks["bodylanguage"]).link,
        "answerer": Label(marks["answerer"], reverse("directory:person", args=[marks["answererslug"]])).link,
    }
    # Keys of inputs are numbers in addresses, so the marks are put in after the address is made.
    url = (
        reverse("consultations:input", args=["C-0", 0])
        .replace("C-0", marks["ref"])
        .replace("/0/", f"/{marks['number']}/")
    )
    context = {**marks, **people, "shape": shape, "url": mark_safe(url)}  # noqa: S308 - an address and constants
    rendered = render_to_string("consultations/parts/input.html", context)
    return MARKS.sub(lambda found: f"%({found[1]})s", rendered.strip().replace("%", "%%"))


def _values(row: InputRow, ref: str, tongues: Mapping[str, Tongue], language: str) -> dict[str, object]:
    return {
        "number": row.pk,
        "ref": ref,
        "author": escape(row.author or ""),
        "authorslug": quote(row.author_slug or ""),
        "body": escape(row.body or ""),
        "bodyslug": quote(row.body_slug or ""),
        "bodylanguage": escape(row.body_language or ""),
        "attrs": lang_attrs(row.language),
        "autonym": escape(tongues[row.language].autonym),
        "html": row.html,
        "given": _time(row.given_at, language),
        "answer": row.answer or "",
        "answerattrs": lang_attrs(row.answer_language or ""),
        "answered": _time(row.answered_at, language) if row.answered_at else "",
        "answerer": escape(row.answerer or ""),
        "answererslug": quote(row.answerer_slug or ""),
    }


def _time(moment: datetime, language: str) -> str:
    """Return the same as the tag ``when``, with the day's words remembered."""
    moment = moment.astimezone(UTC)
    iso = moment.isoformat(timespec="minutes")[:16]
    return f'<time datetime="{iso}Z">{_day(moment.toordinal(), language)}, {iso[11:]} UTC</time>'


@lru_cache(maxsize=4096)
def _day(ordinal: int, language: str) -> str:
    """Return the day in words of the active language (``language``, part of the cache's key)."""
    return escape(formats.date_format(date.fromordinal(ordinal), "DATE_FORMAT"))
