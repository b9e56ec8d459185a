"""Ballots with a box beside each candidate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.counting import rules as counting
from talkoot.counting.rules import Filling, Paper
from talkoot.decisions import rules
from talkoot.decisions.forms.places import offer_places
from talkoot.decisions.queries import MyPlace, misfilled_sentence
from talkoot.slates.queries import Standing as Candidate
from talkoot.ui.forms import ChoiceCards, Form, LanguageField, LineField, SpokenForm, TextField


class SealedMarksForm(Form):
    """The paper of an election: a box for each candidate, and for which of the reader's places it is.

    ``marks`` in the cleaned data are what was written (`counting.Marks`); what cannot be taken is told beside its box.
    """

    place = forms.TypedChoiceField(label=_("For whom do you vote?"), coerce=int, widget=ChoiceCards)

    def __init__(
        self, *args: Any, paper: Paper, places: Sequence[MyPlace], candidates: Sequence[Candidate], **kwargs: Any
    ) -> None:
        self.paper, self.candidates = paper, candidates
        kwargs["initial"] = {**_marked(paper, places), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields |= {mark_name(each.key): mark_field(paper, each) for each in candidates}
        offer_places(self, places)
        self.order_fields(["place", *(mark_name(each.key) for each in candidates), "reason", "language"])

    def clean(self) -> dict[str, Any]:
        """Return the cleaned data with ``marks``."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        typed = {each.key: _typed(data.pop(mark_name(each.key), "")) for each in self.candidates}
        marks, wrong = counting.read_marks(self.paper, typed, list(typed))
        for each in wrong:
            self.add_error(mark_name(each.option) if each.option in typed else None, misfilled_sentence(each))
        return {**data, "marks": marks}


class MarksForm(SealedMarksForm, SpokenForm):
    """The paper of an election that everybody can read after the close, with a reason in any language."""

    reason = TextField(
        label=_("Reason"),
        required=False,
        max_length=rules.REASON_MAX,
        rows=3,
        help_text=_("In any language. Shown with the vote once voting is over."),
    )
    language = LanguageField(label=_("Language of the reason"))


def mark_name(candidate: int) -> str:
    """Return the name of a candidate's box."""
    return f"m{candidate}"


def mark_field(paper: Paper, candidate: Candidate) -> forms.Field:
    """Return the box beside a candidate: for a number, a tick, or a stance."""
    shown: dict[str, Any] = {"label": candidate.name, "required": False, "template_name": "decisions/forms/mark.html"}
    if paper.filling is Filling.STANCES:
        choices = [("support", _("Support")), ("neutral", _("Neutral")), ("oppose", _("Oppose"))]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **shown)
    if paper.filling in {Filling.APPROVALS, Filling.ONE}:
        return forms.BooleanField(**shown)
    attributes = {"inputmode": "numeric", "autocomplete": "off", "dir": "ltr", "size": "3"}
    return LineField(max_length=8, widget=forms.TextInput(attrs=attributes), **shown)


def _typed(value: object) -> str:
    return "1" if value is True else str(value or "")


def _marked(paper: Paper, places: Sequence[MyPlace]) -> dict[str, Any]:
    """Return what the boxes hold when the one place there is has a ballot already."""
    ballot = places[0].ballot if len(places) == 1 else None
    if ballot is None or ballot.marks is None:
        return {}
    said = counting.typed(paper, tuple((option, number) for option, number in ballot.marks))
    is_tick = paper.filling in {Filling.APPROVALS, Filling.ONE}
    boxes = {mark_name(option): True if is_tick else text for option, text in said.items()}
    return {**boxes, "reason": ballot.reason, "language": ballot.language}
