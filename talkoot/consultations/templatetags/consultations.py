"""Parts of pages, made as rarely as possible.

Small parts whose values hardly change are kept ready-made (`kept`). A consultation may show two hundred inputs at
once, each another: ``parts/input.html`` is rendered once for each language and shape of input (its outcome, whether
it has an author, a body), with marks where a row's own values go; rows are then filled in as plain text
(`input_rows`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from html import escape
from operator import itemgetter
from typing import Any
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
from talkoot.ui.templatetags.ui import lang_attrs, timed

register = template.Library()

# What differs from row to row, in the order of `_values`. Marks are plain letters, so that a URL takes them.
SLOTS = (
    "number", "ref", "author", "authorslug", "body", "bodyslug", "bodylanguage", "attrs", "autonym", "html", "given",
    "answer", "answerattrs", "answered",
)  # fmt: skip
MARK = "zq7{}7qz"
MARKS = re.compile(MARK.format(f"({'|'.join(SLOTS)})"))

# A mould: the format of one shape of input, and which of its `_values` go where.
type Mould = tuple[str, Callable[[tuple[str, ...]], tuple[str, ...]]]


@register.simple_tag
def kept(part: str, **values: Hashable) -> SafeString:
    """Return the template ``part`` rendered with ``values``; made once for them, as long as nothing of them changes.

    The values must be plain and be all that the part shows, beside the language of the page.
    """
    return _kept(part, get_language() or "", tuple(values.items()))


@lru_cache(maxsize=8192)
def _kept(part: str, language: str, values: tuple[tuple[str, Hashable], ...]) -> SafeString:
    return render_to_string(part, dict(values))


@register.simple_tag
def input_rows(rows: Sequence[InputRow], ref: str, tongues: Mapping[str, Tongue], *, is_over: bool) -> SafeString:
    """Return the list items of ``rows``, all of the consultation ``ref`` (``C-64``); ``is_over`` past its deadline."""
    language = get_language() or ""
    moulds: dict[tuple[str, bool, bool, bool], Mould] = {}
    items = []
    for row in rows:
        shape = (row.outcome, row.taken_up_at is not None, row.author is not None, row.body is not None)
        mould = moulds.get(shape)
        if mould is None:
            mould = moulds[shape] = _mould(language, _state(row, is_over=is_over), row.outcome, *shape[2:])
        items.append(mould[0] % mould[1](_values(row, ref, tongues, language)))
    return mark_safe("".join(items))  # noqa: S308 - `_values` escapes what is not HTML made by `render_markdown`


def _state(row: InputRow, *, is_over: bool) -> InputState:
    return state_of(is_answered=bool(row.outcome), is_taken_up=row.taken_up_at is not None, is_past_deadline=is_over)


@lru_cache(maxsize=1024)
def _mould(language: str, state: InputState, outcome: str, has_author: bool, has_body: bool) -> Mould:
    """Return the mould in the language that is active (``language``, part of the cache's key)."""
    marks = {name: mark_safe(MARK.format(name)) for name in SLOTS}  # noqa: S308 - made of constants alone
    person = reverse("directory:person", args=[marks["authorslug"]])
    body = reverse("directory:body", args=[marks["bodyslug"]])
    # Keys of inputs are numbers in addresses, so the marks are put in after the address is made.
    url = reverse("consultations:input", args=["C-0", 0])
    context = {
        **marks,
        "who": Label(marks["author"], person).link,
        "body": Label(marks["body"], body, marks["bodylanguage"]).link,
        "url": mark_safe(url.replace("C-0", marks["ref"]).replace("/0/", f"/{marks['number']}/")),  # noqa: S308 - made of constants alone
        "shape": {"state": state, "outcome": outcome, "has_author": has_author, "has_body": has_body},
    }
    rendered = render_to_string("consultations/parts/input.html", context).strip()
    places: Any = [SLOTS.index(name) for name in MARKS.findall(rendered)]
    return MARKS.sub("%s", rendered.replace("%", "%%")), itemgetter(*places)


def _values(row: InputRow, ref: str, tongues: Mapping[str, Tongue], language: str) -> tuple[str, ...]:
    return (
        str(row.pk),
        ref,
        _escaped(row.author or ""),
        _quoted(row.author_slug or ""),
        _escaped(row.body or ""),
        _quoted(row.body_slug or ""),
        _escaped(row.body_language or ""),
        lang_attrs(row.language),
        _escaped(tongues[row.language].autonym),
        row.html,
        _time(row.given_at, language),
        row.answer,
        lang_attrs(row.answer_language),
        _time(row.answered_at, language) if row.answered_at else "",
    )


_escaped = lru_cache(maxsize=8192)(escape)
_quoted = lru_cache(maxsize=8192)(quote)


def _time(moment: datetime, language: str) -> str:
    """Return the same as the tag ``when``, with the day's words remembered."""
    iso = moment.astimezone(UTC).isoformat()
    return f'<time datetime="{iso[:16]}Z">{timed(_day(iso[:10], language), iso[11:16])}</time>'


@lru_cache(maxsize=4096)
def _day(day: str, language: str) -> str:
    """Return the day in words of the active language (``language``, part of the cache's key)."""
    return escape(formats.date_format(date.fromisoformat(day), "DATE_FORMAT"))
