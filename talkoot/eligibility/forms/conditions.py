"""Conditions that somebody wants to be checked against."""

from __future__ import annotations

from datetime import UTC, datetime, time

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.eligibility.queries import placed_problem, unknown_in
from talkoot.eligibility.rules import TEXT_MAX, Eligibility, Voters, read_text
from talkoot.ui.forms import Day, Form, TextField


class ConditionsForm(Form):
    """Conditions in TOML or JSON, as a rulebook has them, and the day on which voting would open."""

    text = TextField(
        label=_("Who may vote"),
        max_length=TEXT_MAX,
        rows=12,
        help_text=_("Copy the electorate of a chamber out of a rulebook, in TOML or JSON."),
        widget=forms.Textarea(attrs={"dir": "ltr", "rows": 12, "spellcheck": "false"}),
    )
    day = Day(label=_("The day voting opens"))
    eligibility: Eligibility | None = None

    def clean_text(self) -> str:
        """Return the text; refuse one that cannot be read, with the line of each mistake."""
        text: str = self.cleaned_data["text"]
        self.eligibility, problems = read_text(text)
        problems = problems or unknown_in(text)
        if problems:
            raise forms.ValidationError([placed_problem(problem) for problem in problems[:20]])
        if self.eligibility is not None and self.eligibility.voters is Voters.BODIES:
            raise forms.ValidationError(_("Here bodies vote, not people. Who votes for a body its own page shows."))
        return text

    @property
    def at(self) -> datetime:
        """Return the beginning of the day, in UTC."""
        return datetime.combine(self.cleaned_data["day"], time(), UTC)
