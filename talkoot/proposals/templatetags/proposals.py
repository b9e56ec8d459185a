"""Words and parts of proposals' pages: states, list rows kept ready-made, differences between texts."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from django import template
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import POWERS
from talkoot.directory.rules import Power
from talkoot.duties.queries import letter_words
from talkoot.kernel.verdicts import Text
from talkoot.proposals.permissions import demand
from talkoot.proposals.queries import Filters, Row, Sort, Tab
from talkoot.proposals.rules import (
    Facts,
    Outcome,
    Process,
    Requirements,
    StageKind,
    Status,
    Weighed,
    in_language,
    weigh,
)
from talkoot.proposals.rules.process import Move, Words

register = template.Library()

STATUS: dict[str, Text] = {
    Status.OPEN: _("Under way"),
    Status.COMPLETED: _("Completed"),
    Status.DECLINED: _("Declined"),
    Status.WITHDRAWN: _("Withdrawn"),
    Status.DEFERRED: _("Put off"),
    Status.SUPERSEDED: _("Replaced by another"),
    Status.GONE: _("Gone from its source"),
}
OUTCOME: dict[str, Text] = {
    Outcome.MOVED: _("Moved on"),
    Outcome.ADOPTED: _("Adopted"),
    Outcome.REJECTED: _("Rejected"),
    Outcome.COMPLETED: _("Completed"),
    Outcome.DECLINED: _("Declined"),
    Outcome.WITHDRAWN: _("Withdrawn"),
    Outcome.DEFERRED: _("Put off"),
    Outcome.SUPERSEDED: _("Replaced by another"),
    Outcome.GONE: _("Gone from its source"),
}
KIND: dict[str, Text] = {
    StageKind.TRIAGE: _("It is looked at, and answered or moved on."),
    StageKind.CONSULTATION: _("Those concerned are asked; each input gets an answer."),
    StageKind.DECISION: _("It is decided under rules fixed before."),
    StageKind.DELIVERY: _("A body promises to deliver it, by a day everyone can see."),
    StageKind.REVIEW: _("Others judge whether the promise was kept."),
}


@register.filter
def power_words(power: str) -> Text:
    """Return what a power lets its holders do, as the pages of bodies say it."""
    return POWERS[Power(power)]


@register.filter
def status_words(status: str) -> Text:
    """Return where a proposal stands as a whole, in words."""
    return STATUS[status]


@register.filter
def outcome_words(outcome: str) -> Text:
    """Return how a stage was left, in words."""
    return OUTCOME[outcome]


@register.filter
def kind_words(kind: str) -> Text:
    """Return in a sentence what a kind of stage is for."""
    return KIND[kind]


@register.filter
def letter_in_words(letter: str) -> str:
    """Return what a holder of a duty is in the matter: ``Accountable``."""
    return letter_words(letter)


@register.simple_tag
def named(words: Words) -> SafeString:
    """Return a text that a process holds in several languages, in the reader's, marked with its own."""
    language, text = in_language(words, [get_language() or "en"])
    return mark_safe(f'<bdi lang="{escape(language)}">{escape(text)}</bdi>')  # noqa: S308 - both parts are escaped on this line


@register.filter
def language_name(tag: str) -> str:
    """Return a language's own name, the tag where it is not known."""
    return _language_name(tag)


@lru_cache(maxsize=1_000)
def _language_name(tag: str) -> str:
    try:
        name = Locale.parse(tag, sep="-").get_display_name()
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:] if name else tag


@register.simple_tag
def proposal_row(row: Row, heading: int = 2) -> SafeString:
    """Return one proposal of a list; made once for all that it shows, as long as nothing of it changes."""
    return _row(row, heading, get_language() or "en")


@lru_cache(maxsize=4_096)
def _row(row: Row, heading: int, language: str) -> SafeString:
    return render_to_string("proposals/parts/row.html", {"row": row, "heading": heading})


@register.simple_tag
def list_part(name: str, filters: Filters) -> SafeString:
    """Return a part of the list's page that rests on nothing but the filters: its ``head``, or the ``order`` of it."""
    return _list_part(name, filters, get_language() or "en")


@lru_cache(maxsize=512)
def _list_part(name: str, filters: Filters, language: str) -> SafeString:
    tabs = [(tab, replace(filters, tab=tab).address) for tab in Tab]
    sorts = [(sort, replace(filters, sort=sort).address) for sort in Sort]
    return render_to_string(f"proposals/parts/list_{name}.html", {"filters": filters, "tabs": tabs, "sorts": sorts})


@register.filter
def asks_for(move: Move) -> list[Any]:
    """Return what the gate of a move asks for, as nested lists of sentences, whatever proposal may come."""
    return _asked(weigh(move.gate, Facts()))


def _asked(weighed: Weighed) -> list[Any]:
    if isinstance(weighed, Requirements):
        inner = [_asked(part) for part in weighed.parts]
        flat = [line for part in inner for line in part]
        return flat if weighed.join == "all" or len(flat) < 2 else [gettext("One of these is enough:"), flat]
    return [demand(weighed)]


@register.simple_tag
def stage_of(record: Any, process: Process) -> SafeString:
    """Return the name of the stage of a record, in the reader's language."""
    return named(process.stage(record.stage).name)


@register.simple_tag
def move_name(move: Move, process: Process) -> SafeString:
    """Return where a move leads: the name of a stage, or how it ends."""
    return mark_safe(escape(STATUS[move.to])) if move.is_end else named(process.stage(move.to).name)  # noqa: S308 - both parts are escaped on this line
