"""How many may vote in each chamber when a decision is rehearsed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.rulebooks.queries import ChamberSentences, Name
from talkoot.ui.forms import Form

USUAL = 100
MOST_VOTERS = 1_000_000


class TurnoutForm(Form):
    """Who could vote in each chamber: as many as the rolls say where they are written, else 100 unless told."""

    def __init__(
        self, *args: Any, chambers: Sequence[ChamberSentences], rolls: Mapping[str, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = {chamber.key: chamber.name for chamber in chambers}
        self.usual = {key: rolls.get(key) or USUAL for key in self.names}
        for key, usual in self.usual.items():
            widget = forms.NumberInput(attrs={"inputmode": "numeric", "dir": "ltr"})
            self.fields[f"{key}.eligible"] = forms.IntegerField(
                label=_("Could vote"), min_value=1, max_value=MOST_VOTERS, required=False, initial=usual, widget=widget
            )

    @property
    def eligible(self) -> dict[str, int]:
        """Return how many may vote in each chamber, by its key."""
        said = getattr(self, "cleaned_data", {})
        return {key: said.get(f"{key}.eligible") or usual for key, usual in self.usual.items()}

    def rows(self) -> list[tuple[Name, forms.BoundField]]:
        """Return the chambers' names, each with its field."""
        return [(called, self[f"{key}.eligible"]) for key, called in self.names.items()]
