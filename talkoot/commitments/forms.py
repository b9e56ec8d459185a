"""What people fill in: a promise, how it goes, another day, a judgement, a withdrawal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.commitments import queries, rules
from talkoot.commitments.rules import ReviewOutcome
from talkoot.ui.forms import (
    ChoiceCards,
    Choices,
    Day,
    LanguageField,
    LineField,
    SpokenForm,
    TextField,
    offer_choices,
    with_hint,
)

OUTCOMES = [
    (ReviewOutcome.KEPT, with_hint(_("Kept"), _("What was promised is there."))),
    (ReviewOutcome.PARTLY, with_hint(_("Partly kept"), _("Say which part is missing."))),
    (ReviewOutcome.NOT_KEPT, with_hint(_("Not kept"), _("Say what happened instead."))),
]


class ReasonForm(SpokenForm):
    """A reason everybody can read."""

    field_order: tuple[str, ...] = ("reason", "language")
    reason = TextField(label=_("Reason"), max_length=rules.REASON_MAX, rows=4, help_text=_("Everybody can read it."))
    language = LanguageField(label=_("Language of the reason"))


class CommitmentForm(SpokenForm):
    """A new promise about no other matter: who owes it is the role chosen, and with it the body."""

    field_order = ("role_id", "text", "language")
    role_id = forms.TypedChoiceField(label=_("Who promises"), coerce=int, help_text=_("The role that will own it."))
    text = TextField(
        label=_("What is promised?"),
        max_length=rules.TEXT_MAX,
        rows=4,
        help_text=_("Begin with one line that says what will be there; the promise is called by it."),
    )
    language = LanguageField()
    due_on = Day(label=_("By which day?"))
    review_body = LineField(
        label=_("Who judges whether it was kept?"),
        required=False,
        max_length=500,
        help_text=_("The address of a body's page here, or its exact name. Left empty: the body yours is part of."),
    )

    def __init__(self, *args: Any, roles: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "role_id", roles)

    def clean_review_body(self) -> int | None:
        """Return the key of the body named, or None when none is."""
        text = self.cleaned_data["review_body"]
        if not text:
            return None
        found = queries.named_body(text)
        if found is None:
            raise forms.ValidationError(_("No body, or more than one, has this name or address."))
        return found


class UpdateForm(SpokenForm):
    """How it goes."""

    field_order = ("text", "language")
    text = TextField(label=_("How does it go?"), max_length=rules.UPDATE_MAX, rows=5)
    language = LanguageField()
    evidence_url = LineField(
        label=_("Evidence"),
        required=False,
        max_length=rules.URL_MAX,
        help_text=_("A web address where everybody can see it."),
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url", "autocomplete": "off"}),
    )
    says_done = forms.BooleanField(
        label=_("It is done"), required=False, help_text=_("Whoever judges the promise is told, and may review it now.")
    )

    def clean_evidence_url(self) -> str:
        """Return the address; refuse all but plain web addresses."""
        url: str = self.cleaned_data["evidence_url"]
        if not rules.is_web_address(url):
            raise forms.ValidationError(_("Give a full web address that starts with https://."))
        return url


class DueDateForm(ReasonForm):
    """Another day, and why."""

    due_on = Day(label=_("New day"))
    field_order = ("due_on", "reason", "language")


class ReviewForm(ReasonForm):
    """Whether the promise was kept, and why one thinks so."""

    outcome = forms.ChoiceField(label=_("Was it kept?"), widget=ChoiceCards, choices=OUTCOMES)
    field_order = ("outcome", "reason", "language")
