"""What people fill in: rules as TOML, and the invented figures of a trial."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.kernel.verdicts import Text
from talkoot.rulebooks import rules
from talkoot.rulebooks.queries import ChamberSentences, Name, placed_problem
from talkoot.ui.forms import ChoiceCards, Choices, Form, LineField, offer_choices

FIGURES: dict[str, Text] = {
    "eligible": _("Could vote"),
    "yes": _("Yes"),
    "no": _("No"),
    "neutral": _("Neutral"),
}
LARGEST = 2_000_000_000


class Figure(forms.IntegerField):
    """A number of ballots or of people."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.NumberInput(attrs={"inputmode": "numeric", "dir": "ltr"})
        super().__init__(min_value=0, max_value=LARGEST, widget=widget, **kwargs)


class KeptForm(Form):
    """A rulebook to be published: which of ``bodies`` keeps it, under which short name."""

    body = forms.TypedChoiceField(
        label=_("Which body keeps it?"), coerce=int, empty_value=None, required=False, widget=ChoiceCards
    )
    slug = LineField(
        label=_("Short name"),
        max_length=80,
        required=False,
        help_text=_("For its address, in small Latin letters. Left empty, it is made of the name. "
                    "Under a name you keep already, the rules become its next version."),
        widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false"}),
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "body", bodies)


class RulebookForm(KeptForm):
    """A rulebook as TOML; every problem is told with its line."""

    source = forms.CharField(
        label=_("Rules as TOML"),
        max_length=rules.SOURCE_MAX,
        strip=False,
        widget=forms.Textarea(attrs={"dir": "ltr", "rows": 30, "spellcheck": "false", "class": "code"}),
    )

    def clean_source(self) -> str:
        """Refuse rules with anything wrong or unsaid, naming every line at once."""
        source = str(self.cleaned_data["source"])
        try:
            rules.read_rulebook(source)
        except rules.Unusable as unusable:
            raise forms.ValidationError([placed_problem(problem) for problem in unusable.problems]) from None
        return source


class TrialForm(forms.Form):
    """Invented figures for each chamber of a rulebook."""

    use_required_attribute = False

    def __init__(self, *args: Any, chambers: Sequence[ChamberSentences], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {chamber.key: chamber.name for chamber in chambers}
        for key in self.names:
            for name, label in FIGURES.items():
                self.fields[f"{key}.{name}"] = Figure(label=label)

    def clean(self) -> dict[str, Any]:
        """Refuse what no vote can come to."""
        values = super().clean() or {}
        for key in self.names:
            figures = {name: values.get(f"{key}.{name}") for name in FIGURES}
            if None in figures.values():
                continue
            code, name = rules.impossible(figures)  # type: ignore[arg-type]  # none of them is None
            if code:
                sentence = {
                    "nobody_eligible": _("At least one must be able to vote."),
                    "more_than_eligible": _("There are more ballots than people who could vote."),
                }
                self.add_error(f"{key}.{name}", sentence[code])
        return values

    @property
    def counts(self) -> dict[str, rules.Count]:
        """Return the count of each chamber, once the form is valid."""
        return {key: rules.Count(*(self.cleaned_data[f"{key}.{name}"] for name in FIGURES)) for key in self.names}

    def rows(self) -> list[tuple[Name, list[forms.BoundField]]]:
        """Return the chambers' names, each with its four fields."""
        return [(called, [self[f"{key}.{name}"] for name in FIGURES]) for key, called in self.names.items()]
