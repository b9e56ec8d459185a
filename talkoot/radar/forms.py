"""Forms of the radar."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from talkoot.radar import queries
from talkoot.ui.forms import ChoiceCards, Choices, Day, LanguageField, LineField, SpokenForm, offer_choices


class ReasonForm(SpokenForm):
    """Why, in one line, and in which language."""

    reason = LineField(label=_("Reason"), max_length=500, help_text=_("Shown to everyone."))
    language = LanguageField(label=_("Language of the reason"))


class AcceptForm(ReasonForm):
    """How long to live with it."""

    until = Day(label=_("Until"), help_text=_("On that day it comes back. At most a year from now."))
    field_order = ("until", "reason", "language")


class ReassignForm(ReasonForm):
    """Who takes the duties over."""

    holder = forms.ChoiceField(label=_("Who takes them over"))
    field_order = ("holder", "reason", "language")

    def __init__(self, *args: Any, holders: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "holder", holders)


class MergeForm(ReasonForm):
    """Which of the two stays."""

    keep = forms.TypedChoiceField(label=_("Which duty stays"), widget=ChoiceCards, coerce=int)
    field_order = ("keep", "reason", "language")

    def __init__(self, *args: Any, duties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "keep", duties)


class FilterForm(forms.Form):
    """What a reader narrows the list to; wrong values narrow nothing."""

    kind = forms.CharField(required=False, max_length=24)
    body = forms.CharField(required=False, max_length=200)
    age = forms.TypedChoiceField(required=False, coerce=int)
    state = forms.ChoiceField(required=False, choices=[("", ""), ("accepted", ""), ("ended", "")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Translators: %(count)d is a number of days.
        words = ngettext_lazy("%(count)d day and older", "%(count)d days and older", "count")
        offer_choices(self, "age", [("", _("Any")), *((days, words % {"count": days}) for days in queries.AGES)])

    @property
    def filters(self) -> queries.Filters:
        """Return what was filled in that makes sense."""
        return queries.Filters(**{name: value for name, value in self.cleaned_data.items() if value})
