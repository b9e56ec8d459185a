"""A question, in which words, who may stand for it, and when votes are taken."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.decisions import rules
from talkoot.ui.forms import (
    ChoiceCards,
    Choices,
    LanguageField,
    LineField,
    SpokenForm,
    TextField,
    offer_choices,
)
from talkoot.ui.moments import ClockedForm, MomentByClock


class DecisionForm(SpokenForm):
    """A question and the rules it is put under."""

    body = forms.TypedChoiceField(label=_("Which body puts the question?"), coerce=int)
    title = LineField(label=_("Title"), max_length=rules.TITLE_MAX)
    question = TextField(
        label=_("Question"),
        max_length=rules.QUESTION_MAX,
        rows=6,
        help_text=_("Word it so that yes, no and neutral can answer it. It cannot change once somebody has voted."),
    )
    rests_on = LineField(
        label=_("Which consultation does it rest on?"),
        required=False,
        help_text=_("Its number, such as C-64, or the address of its page. Voting opens once it is closed."),
    )
    exemption = TextField(
        label=_("Why was nobody asked?"),
        required=False,
        max_length=rules.REASON_MAX,
        rows=3,
        help_text=_("Only where it rests on no consultation. Everybody can read it."),
    )
    language = LanguageField(label=_("Language of what you write"))
    rulebook = forms.TypedChoiceField(label=_("Rulebook"), coerce=int)

    field_order = ("body", "title", "question", "rests_on", "exemption", "language", "rulebook")

    def __init__(self, *args: Any, bodies: Choices = (), rulebooks: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "body", bodies)
        offer_choices(self, "rulebook", rulebooks)

    def clean_rests_on(self) -> str:
        """Return the ref of the consultation named, or nothing when none is."""
        text = str(self.cleaned_data["rests_on"])
        found = rules.consultation_named(text)
        if text and not found:
            sentence = _("There is no such consultation. Give its number, such as C-64, or the address of its page.")
            raise forms.ValidationError(sentence)
        return found


class QuestionForm(SpokenForm):
    """The same question in other words."""

    title = LineField(label=_("Title"), max_length=rules.TITLE_MAX)
    question = TextField(label=_("Question"), max_length=rules.QUESTION_MAX, rows=6)
    language = LanguageField(label=_("Language of the question"))

    field_order = ("title", "question", "language")


class NominationsForm(ClockedForm):
    """Who may stand, and between when people come forward."""

    kind = forms.ChoiceField(
        label=_("Who or what stands?"),
        widget=ChoiceCards,
        choices=[("people", _("People")), ("bodies", _("Bodies")), ("projects", _("Projects"))],
    )
    opens_at = MomentByClock(label=_("Nominations open"), help_text=_("Without a time it is the end of that day."))
    closes_at = MomentByClock(
        label=_("Nominations close"),
        help_text=_("Without a time it is the end of that day. Voting can open from then on."),
    )

    field_order = ("kind", "opens_at", "closes_at", "clock")


class OpeningForm(ClockedForm):
    """Until when votes are taken."""

    closes_at = MomentByClock(
        label=_("Closing time"),
        help_text=_("Without a time it is the end of that day. Voting cannot be cut short afterwards."),
    )

    field_order = ("closes_at", "clock")


class AnnouncementForm(ClockedForm):
    """When voting opens by itself, and until when votes are taken."""

    opens_at = MomentByClock(label=_("Opening time"), help_text=_("Without a time it is the end of that day."))
    closes_at = MomentByClock(
        label=_("Closing time"),
        help_text=_("Without a time it is the end of that day. Voting cannot be cut short afterwards."),
    )

    field_order = ("opens_at", "closes_at", "clock")
