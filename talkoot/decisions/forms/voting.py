"""Ballots with yes, no and neutral."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.counting.rules import Choice
from talkoot.decisions import rules
from talkoot.decisions.forms.places import offer_places, question_words
from talkoot.decisions.queries import MyPlace
from talkoot.kernel.verdicts import Text
from talkoot.ui.forms import ChoiceCards, Form, LanguageField, SpokenForm, TextField, offer_choices, with_hint


class SealedBallotForm(Form):
    """A ballot for one of the reader's places on the rolls, without a word beside it: as secret chambers cast it."""

    place = forms.TypedChoiceField(label=_("For whom do you vote?"), coerce=int, widget=ChoiceCards)
    choice = forms.ChoiceField(label=_("How do you vote?"), widget=ChoiceCards)

    no: Text = _("No")

    def __init__(self, *args: Any, places: Sequence[MyPlace] = (), **kwargs: Any) -> None:
        if len(places) == 1:
            kwargs["initial"] = {**_cast(places[0]), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["choice"]
        offer_places(self, places)
        if len(places) == 1:
            choice.label = question_words(places[0])
        self.explain_neutral(())

    def explain_neutral(self, sentences: Iterable[str]) -> None:
        """Say beside neutral what it does, where the chambers concerned agree on that."""
        offer_choices(self, "choice", choice_cards(self.no, list(dict.fromkeys(sentences))))


class BallotForm(SealedBallotForm, SpokenForm):
    """A ballot that everybody can read after the close, with a reason in any language."""

    no = with_hint(_("No"), _("A reason is needed and will be public"))
    reason = TextField(
        label=_("Reason"),
        required=False,
        max_length=rules.REASON_MAX,
        rows=3,
        help_text=_("In any language. Shown with the vote once voting is over; a no needs one."),
    )
    language = LanguageField(label=_("Language of the reason"))

    field_order = ("place", "choice", "reason", "language")


def choice_cards(no: Text, neutral: Sequence[str]) -> list[tuple[str, Text]]:
    """Return the choices; what neutral does is said where it is the same in all chambers concerned."""
    return [
        (Choice.YES, _("Yes")),
        (Choice.NO, no),
        (Choice.NEUTRAL, with_hint(_("Neutral"), neutral[0]) if len(neutral) == 1 else _("Neutral")),
    ]


def _cast(place: MyPlace) -> dict[str, Any]:
    ballot = place.ballot
    said = {"choice": ballot.choice, "reason": ballot.reason, "language": ballot.language} if ballot else {}
    return {"place": place.entry_id, **said}
