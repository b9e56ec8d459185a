"""What people fill in: input, answers, deadlines, parties, and a new consultation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.consultations import queries, rules
from talkoot.consultations.rules import Outcome
from talkoot.ui.forms import (
    CheckCards,
    ChoiceCards,
    Choices,
    Form,
    LanguageField,
    LineField,
    SpokenForm,
    TextField,
    offer_choices,
    with_hint,
)
from talkoot.ui.moments import ClockedForm, MomentByClock

OUTCOMES = [
    (Outcome.ADOPTED, with_hint(_("Adopted"), _("It will be done as asked."))),
    (Outcome.PARTLY_ADOPTED, with_hint(_("Partly adopted"), _("Say which part, and why not the rest."))),
    (Outcome.ALREADY_COVERED, with_hint(_("Already covered"), _("Say where."))),
    (Outcome.REJECTED, with_hint(_("Rejected"), _("Say why."))),
    (Outcome.OUT_OF_SCOPE, with_hint(_("Out of scope"), _("Say whose matter it is."))),
    (Outcome.DEFERRED, with_hint(_("Deferred"), _("Say until when or until what."))),
    (Outcome.DUPLICATE, with_hint(_("Duplicate"), _("Say of which input."))),
]


class InputForm(SpokenForm):
    """What somebody says, in any language, for themselves or for a body they represent."""

    field_order = ("text", "language", "body_id")
    text = TextField(
        label=_("What do you want to say?"),
        max_length=rules.INPUT_MAX,
        rows=10,
        help_text=_("In any language. Everybody can read it, and the body that asked must answer it."),
    )
    language = LanguageField()
    body_id = forms.TypedChoiceField(
        label=_("You speak"), coerce=int, empty_value=None, required=False, widget=ChoiceCards
    )

    def offer_bodies(self, bodies: Sequence[tuple[int, str]]) -> None:
        """Give the bodies the reader may speak for; without any there is nothing to choose.

        To be called before the form is shown, and before it is read when it names a body: mostly it names none.
        """
        if bodies:
            # Translators: %s is the name of a body, such as a chapter.
            named = [(key, _("For %s") % name) for key, name in bodies]
            offer_choices(self, "body_id", [("", _("For yourself")), *named])
        else:
            self.fields.pop("body_id", None)


class AnswerForm(SpokenForm):
    """What became of an input, and why."""

    field_order = ("outcome", "reason", "language")
    outcome = forms.ChoiceField(label=_("What became of it?"), widget=ChoiceCards, choices=OUTCOMES)
    reason = TextField(
        label=_("Reason"),
        max_length=rules.REASON_MAX,
        rows=5,
        help_text=_("Everybody can read it, first of all the author."),
    )
    language = LanguageField(label=_("Language of the reason"))
    replaces = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ChosenForm(Form):
    """Some inputs of one consultation, by key."""

    inputs = forms.TypedMultipleChoiceField(label=_("Inputs"), coerce=int, required=True)

    def __init__(self, *args: Any, inputs: Iterable[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "inputs", [(str(key), str(key)) for key in inputs])


class BulkAnswerForm(ChosenForm, AnswerForm):
    """One outcome and one reason for all inputs chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["replaces"]

    @property
    def chosen(self) -> frozenset[int]:
        """Return the inputs chosen when the form was sent."""
        return frozenset(int(key) for key, _label in self.fields["inputs"].choices)  # type: ignore[attr-defined]  # a choice field


class ExtensionForm(ClockedForm, SpokenForm):
    """A later deadline and the reason for it."""

    field_order = ("closes_at", "clock", "reason", "language")
    closes_at = MomentByClock(label=_("New deadline"), help_text=_("Without a time it is the end of that day."))
    reason = TextField(label=_("Reason"), max_length=rules.REASON_MAX, rows=4, help_text=_("Everybody can read it."))
    language = LanguageField(label=_("Language of the reason"))


class PartyForm(SpokenForm):
    """One more party: whose page, why, and whether it must be heard."""

    field_order = ("whom", "must_be_heard", "reason", "language")
    whom = LineField(
        label=_("Body or person"),
        max_length=500,
        help_text=_("The address of their page here, or their name exactly."),
    )
    must_be_heard = forms.BooleanField(label=_("Must be heard"), required=False)
    reason = LineField(
        label=_("Why are they asked?"), max_length=rules.PARTY_REASON_MAX, help_text=_("They read this sentence first.")
    )
    language = LanguageField(label=_("Language of this sentence"))

    def clean_whom(self) -> tuple[str, int]:
        """Return kind and key of the one party meant."""
        found = queries.named_party(self.cleaned_data["whom"])
        if found is None:
            raise forms.ValidationError(_("Nobody here, or more than one, has this name or address."))
        return found


class ConsultationForm(ClockedForm, SpokenForm):
    """A new consultation."""

    field_order = ("answering_body_id", "title", "question", "language", "closes_at", "answers_by", "clock")
    answering_body_id = forms.TypedChoiceField(label=_("Who asks, and will answer"), coerce=int)
    title = LineField(label=_("Title"), max_length=rules.TITLE_MAX)
    question = TextField(label=_("What do you want to know?"), max_length=rules.QUESTION_MAX, rows=8)
    language = LanguageField(label=_("Language of title and question"))
    closes_at = MomentByClock(label=_("Deadline"), help_text=_("Without a time it is the end of that day."))
    answers_by = MomentByClock(
        label=_("Answers promised by"),
        required=False,
        help_text=_("Without a time it is the end of that day. Being late with them is public."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you ask in"),
        required=False,
        widget=CheckCards,
        help_text=_("Input is welcome in every language; these are the ones you can present the question in."),
    )
    takes_visitors = forms.BooleanField(label=_("People without an account may give input"), required=False)

    def __init__(
        self,
        *args: Any,
        bodies: Sequence[tuple[int, str]],
        languages: Choices = (),
        own: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        offered = list(languages)
        super().__init__(*args, languages=offered, own=own, **kwargs)
        offer_choices(self, "answering_body_id", [(str(key), name) for key, name in bodies])
        offer_choices(self, "languages", [(tag, name) for tag, name in offered if tag in own])


class ReceiptForm(Form):
    """The code of a receipt, typed by hand."""

    code = LineField(label=_("Receipt code"), max_length=60, widget=forms.TextInput(attrs={"dir": "ltr"}))
