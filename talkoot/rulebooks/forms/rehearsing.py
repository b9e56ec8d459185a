"""The cast of a rehearsal: how many may vote in each chamber, and what is known of the candidates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.rulebooks import rules
from talkoot.rulebooks.queries import ChamberSentences, Name, placed_problem
from talkoot.ui.forms import Form

USUAL = 100
MOST_VOTERS = 1_000_000
# A rehearsal tries many ways to seat candidates; more of them than this are counted on one's own machine.
MOST_ROWS = 300
MOST_LETTERS = 40_000


class VotersField(forms.IntegerField):
    """How many may vote in a chamber."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "numeric", "dir": "ltr"})
        super().__init__(min_value=1, max_value=MOST_VOTERS, required=False, initial=USUAL, widget=widget, **kwargs)


class CandidatesField(forms.CharField):
    """A small table of candidates as CSV; cleaned it is a `Field` of recount, None when it is empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Candidates, as a table"))
        kwargs.setdefault(
            "help_text",
            _("Only where seats are capped or reserved. A line each, with commas; the first line names the columns: "
              "name, then what caps and reserved seats ask for, such as home_wiki and region."),
        )  # fmt: skip
        attrs = {"dir": "auto", "rows": 6, "spellcheck": "false", "class": "code"}
        widget = forms.Textarea(attrs=attrs)
        super().__init__(required=False, max_length=MOST_LETTERS, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the candidates; refuse a table that cannot be read, by its line."""
        text = super().clean(value)
        if not text:
            return None
        if len(text.splitlines()) > MOST_ROWS:
            raise forms.ValidationError(_("Rehearse with at most 300 candidates here."))
        try:
            return rules.field_of(text)
        except rules.Unusable as unusable:
            raise forms.ValidationError([placed_problem(problem) for problem in unusable.problems]) from None


class RehearsalForm(Form):
    """Who could vote in each chamber of a published rulebook, and who could stand."""

    candidates = CandidatesField()

    def __init__(self, *args: Any, chambers: Sequence[ChamberSentences], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {chamber.key: chamber.name for chamber in chambers}
        for key in self.names:
            self.fields[f"{key}.eligible"] = VotersField(label=_("Could vote"))

    @property
    def eligible(self) -> dict[str, int]:
        """Return how many may vote in each chamber, by its key."""
        return {key: self.cleaned_data.get(f"{key}.eligible") or USUAL for key in self.names}

    def rows(self) -> list[tuple[Name, forms.BoundField]]:
        """Return the chambers' names, each with its field."""
        return [(called, self[f"{key}.eligible"]) for key, called in self.names.items()]
