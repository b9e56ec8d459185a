"""Forms of roles and mandates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.directory.forms.fields import PersonField
from talkoot.directory.queries import POWERS, WAYS_CHOSEN
from talkoot.directory.rules import (
    HowChosen,
    Power,
)
from talkoot.kernel.ids import key_of
from talkoot.kernel.refs import ref
from talkoot.ui.forms import CheckCards, Day, Form, LanguageField, LineField, SpokenForm


class RoleForm(Form):
    """A role of a body."""

    name = LineField(label=_("Name of the role"), max_length=120)
    seats = forms.IntegerField(label=_("Seats"), min_value=0, max_value=10_000, initial=1)
    term_months = forms.IntegerField(
        label=_("Term in months"), min_value=1, max_value=1_200, required=False, help_text=_("Empty: without end.")
    )
    powers = forms.MultipleChoiceField(
        label=_("What its holders may do"), required=False, widget=CheckCards, choices=list(POWERS.items())
    )

    @property
    def intent(self) -> dict[str, Any]:
        """Return what `actions.create_role` takes."""
        return self.cleaned_data | {"powers": [Power(p) for p in self.cleaned_data["powers"]]}


class NewRoleForm(RoleForm, SpokenForm):
    """A new role, whose name has a language."""

    language = LanguageField()
    field_order = ("name", "language", "seats", "term_months", "powers")


class MandateForm(Form):
    """Who is to hold a role, from when, until when, by what right."""

    person_id = PersonField(label=_("Person"), help_text=_("The exact name, or the end of the page's address."))
    from_on = Day(label=_("From"))
    until_on = Day(
        label=_("Until"),
        required=False,
        help_text=_("The first day without the role: the successor may begin on it. Empty: the end of the usual term."),
    )
    how_chosen = forms.ChoiceField(
        label=_("How chosen"), choices=[(h, t) for h, t in WAYS_CHOSEN.items() if h is not HowChosen.NOT_RECORDED]
    )
    decision = LineField(
        label=_("By which decision"),
        max_length=120,
        required=False,
        help_text=_("For example: D-87."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )

    def clean_decision(self) -> str:
        """Return the ledger's ref of the decision named."""
        text = self.cleaned_data["decision"]
        number = key_of(text, "D")
        if text and number is None:
            raise forms.ValidationError(_("Give the decision's short name, such as D-87."))
        return ref("decision", number) if number is not None else ""

    @property
    def intent(self) -> dict[str, Any]:
        """Return what `actions.give_mandate` takes."""
        return self.cleaned_data | {"how_chosen": HowChosen(self.cleaned_data["how_chosen"])}


class EndMandateForm(Form):
    """When a mandate ends, and why."""

    on = Day(label=_("Ends on"), help_text=_("The first day without the role."))
    reason = LineField(label=_("Reason"), max_length=500, help_text=_("Shown to everyone on the body's page."))
