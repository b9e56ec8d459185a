"""A promise to deliver a proposal: by which role, what, until when, judged by whom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.commitments import rules
from talkoot.commitments.queries import body_of_role, named_body
from talkoot.ui.forms import Choices, Day, LanguageField, LineField, SpokenForm, TextField, offer_choices


class PromiseForm(SpokenForm):
    """Who owes it is the role chosen, and with it the body."""

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
        found = named_body(text) if text else None
        if text and found is None:
            raise forms.ValidationError(_("No body, or more than one, has this name or address."))
        return found

    @property
    def promise(self) -> dict[str, Any]:
        """Return what is promised by which role of which body, once the form is valid."""
        values = dict(self.cleaned_data)
        values["review_body_id"] = values.pop("review_body")
        return {**values, "body_id": body_of_role(values["role_id"])}
