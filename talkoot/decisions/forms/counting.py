"""What a count needs from elsewhere: tallies and seeds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.ui.forms import Choices, Form, LineField, offer_choices

LARGEST = 2_000_000_000


class Figure(forms.IntegerField):
    """A number of ballots or of people."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "numeric", "dir": "ltr"})
        super().__init__(min_value=0, max_value=LARGEST, widget=widget, **kwargs)


class TallyForm(Form):
    """What a vote held elsewhere came to, and where that can be checked."""

    chamber = forms.ChoiceField(label=_("Chamber"))
    eligible = Figure(label=_("Could vote"))
    yes = Figure(label=_("Yes"))
    no = Figure(label=_("No"))
    neutral = Figure(label=_("Neutral"))
    source_url = forms.URLField(
        label=_("Where the result is published"),
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )
    evidence_sha256 = LineField(
        label=_("SHA-256 of the published result"),
        max_length=64,
        help_text=_("64 digits and letters from a to f; the command sha256sum prints it."),
        widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, chambers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "chamber", chambers)

    def clean_evidence_sha256(self) -> str:
        """Forgive capitals: they mean the same."""
        return str(self.cleaned_data["evidence_sha256"]).lower()


class SeedForm(Form):
    """What lots are drawn from, where the rulebook leaves it to the count."""

    seed = LineField(
        label=_("Seed"),
        required=False,
        max_length=500,
        help_text=_("For the lot: a text that nobody could know before the close, such as the numbers of a lottery."),
    )
