"""Moving a proposal on: a reason, and what the stage to come opens."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from talkoot.proposals.rules import limits
from talkoot.proposals.rules.openings import AddedParty, ConsultationOpening, Opening
from talkoot.scopes.queries import ScopeOffer
from talkoot.ui.facets import FacetField
from talkoot.ui.forms import LanguageField, LineField, SpokenForm, TextField
from talkoot.ui.moments import ClockedForm, MomentByClock

ADDED = 3


class MoveForm(SpokenForm):
    """A move to a stage that opens nothing, or to an end. ``record`` is the stay the mover saw."""

    record = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    reason = TextField(
        label=_("Why does it move on?"), max_length=limits.REASON_MAX, rows=4, help_text=_("Everybody can read it.")
    )
    language = LanguageField(label=_("Language of what you write"))

    @property
    def further(self) -> list[BoundField]:
        """Return the fields most moves do not need; a page may fold them away."""
        return [self[name] for name in self.fields if name.startswith(("party_", "why_"))]

    @property
    def main(self) -> list[BoundField]:
        """Return the fields every move needs."""
        return [field for field in self.visible_fields() if field.name not in {one.name for one in self.further}]

    @property
    def is_further_used(self) -> bool:
        """Tell whether one of the further fields holds or lacks something, so that they must not be folded away."""
        return any(field.errors or field.value() for field in self.further)

    @property
    def opening(self) -> Opening | None:
        """Return what the stage to come opens."""
        return None


class ConsultationMoveForm(ClockedForm, MoveForm):
    """A move into a consultation: what to ask, whom beside those whom duties name, until when."""

    question = TextField(
        label=_("What do you ask?"),
        max_length=limits.PROBLEM_MAX,
        rows=5,
        help_text=_("One question people can answer."),
    )
    closes_at = MomentByClock(label=_("Input is taken until"), help_text=_("Without a time it is the end of that day."))
    languages = FacetField("languages", label=_("Languages you can ask in"))
    field_order = ("record", "question", "closes_at", "clock", "languages", "reason", "language")

    def __init__(self, *args: Any, offer: ScopeOffer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].offer(offer)  # type: ignore[attr-defined]  # a FacetField, declared above
        for n in range(1, ADDED + 1):
            # Translators: %d counts bodies that are asked beside those whom duties name.
            label = _("One more to ask (%d)") % n
            self.fields[f"party_{n}"] = LineField(
                label=label, required=False, help_text=_("The address of the body's page here, or its name exactly.")
            )
            self.fields[f"why_{n}"] = LineField(label=_("Why are they asked?"), max_length=500, required=False)
        self.added: list[AddedParty] = []

    @property
    def wanted(self) -> list[tuple[str, str, str]]:
        """Return (field, body as typed, reason) of every further party named."""
        names = [(f"party_{n}", f"why_{n}") for n in range(1, ADDED + 1)]
        values = self.cleaned_data
        return [(party, values[party], values[why]) for party, why in names if values.get(party)]

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of every further party."""
        data = super().clean()
        for n in range(1, ADDED + 1):
            if data.get(f"party_{n}") and not data.get(f"why_{n}"):
                self.add_error(f"why_{n}", ValidationError(_("Say why they are asked; they read it first.")))
        return data

    @property
    def opening(self) -> ConsultationOpening:
        """Return what to ask, of whom, until when."""
        values = self.cleaned_data
        return ConsultationOpening(
            question=values["question"],
            language=values["language"],
            closes_at=values["closes_at"],
            languages=values["languages"],
            added=self.added,
        )
