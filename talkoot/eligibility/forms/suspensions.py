"""Forms of suspensions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.eligibility.forms.fields import PersonField
from talkoot.eligibility.rules import APPEAL_MAX, REASON_MAX
from talkoot.kernel.ids import key_of
from talkoot.kernel.refs import ref
from talkoot.ui.forms import Choices, Day, LanguageField, LineField, SpokenForm, offer_choices


class SuspensionForm(SpokenForm):
    """Who is suspended by which body, from when until when, by which decision, why, and how they can appeal."""

    field_order = ("body_id", "person_id", "from_on", "until_on", "decision", "reason", "appeal", "language")
    body_id = forms.TypedChoiceField(label=_("Suspended by"), coerce=int)
    person_id = PersonField(label=_("Person"), help_text=_("The exact name, or the end of the page's address."))
    from_on = Day(label=_("From"), help_text=_("Today or later."))
    until_on = Day(label=_("Until"), required=False, help_text=_("The first day without. Empty: until it is lifted."))
    decision = LineField(
        label=_("By which decision"),
        max_length=120,
        help_text=_("For example: D-87."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    reason = LineField(label=_("Reason"), max_length=REASON_MAX, help_text=_("The person is told; nobody else."))
    appeal = LineField(
        label=_("How to appeal"),
        max_length=APPEAL_MAX,
        help_text=_("To whom the person can write, and until when. They are told."),
    )
    language = LanguageField()

    def __init__(self, *args: Any, bodies: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "body_id", bodies)

    def clean_decision(self) -> str:
        """Return the ledger's ref of the decision named."""
        number = key_of(self.cleaned_data["decision"], "D")
        if number is None:
            raise forms.ValidationError(_("Give the decision's short name, such as D-87."))
        return ref("decision", number)


class LiftForm(SpokenForm):
    """Why a suspension ends today."""

    field_order = ("reason", "language")
    reason = LineField(label=_("Reason"), max_length=REASON_MAX, help_text=_("The person is told; nobody else."))
    language = LanguageField(label=_("Language of the reason"))
