"""What a list of proposals is asked for, and which versions are compared."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.kernel.paging import after
from talkoot.proposals.queries import Filters, Sort, Tab
from talkoot.proposals.rules import StageKind
from talkoot.ui.forms import Form

STAGES = [
    (StageKind.TRIAGE, _("Triage")),
    (StageKind.CONSULTATION, _("Consultation")),
    (StageKind.DECISION, _("Decision")),
    (StageKind.DELIVERY, _("Delivery")),
    (StageKind.REVIEW, _("Review")),
]
SORTS = [(Sort.CLOSING, _("Nearest deadline")), (Sort.NEW, _("Newest")), (Sort.SUPPORTED, _("Most supported"))]
LONGEST = 200


def filters_of(query: Any) -> Filters:
    """Return the filters in an address; what it says wrongly is left out, so that every address shows a page."""
    return Filters(
        tab=_known(Tab, query.get("tab")) or Tab.OPEN,
        sort=_known(Sort, query.get("sort")),
        text=_line(query.get("q")),
        stage=_known(StageKind, query.get("stage")),
        topic=after(query.get("topic")),
        language=_line(query.get("language")),
        body=_line(query.get("body")),
    )


class VersionsForm(Form):
    """Two versions of one text."""

    old = forms.IntegerField(label=_("From version"), min_value=1, max_value=1_000_000)
    new = forms.IntegerField(label=_("to version"), min_value=1, max_value=1_000_000)


def _known[E: (Tab, Sort, StageKind)](kind: type[E], value: Any) -> E | None:
    return kind(value) if value in list(kind) else None


def _line(value: Any) -> str:
    text = " ".join(str(value or "").split())[:LONGEST]
    return "" if any(ord(character) < 32 or 0xD800 <= ord(character) <= 0xDFFF for character in text) else text
