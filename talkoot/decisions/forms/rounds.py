"""Rounds of consent: positions, overrides and amendments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.counting import rules as counting
from talkoot.counting.rules import Position
from talkoot.decisions import rules
from talkoot.decisions.forms.places import place_words, whose
from talkoot.decisions.queries import MyPlace
from talkoot.ui.forms import (
    CheckCards,
    ChoiceCards,
    Choices,
    Form,
    LanguageField,
    LineField,
    SpokenForm,
    TextField,
    offer_choices,
    with_hint,
)


class PositionForm(SpokenForm):
    """Where the reader stands in a round of consent, for one of their places."""

    place = forms.TypedChoiceField(label=_("For whom do you speak?"), coerce=int, widget=ChoiceCards)
    position = forms.ChoiceField(
        label=_("Where do you stand?"),
        widget=ChoiceCards,
        choices=[
            (Position.AGREE, _("I agree")),
            (Position.CONCERN, with_hint(_("I have a concern"), _("It is heard and kept, and holds nothing up"))),
            (Position.STAND_ASIDE, with_hint(_("I stand aside"), _("Let the others decide without you"))),
            (Position.OBJECTION, with_hint(_("I object"), _("The proposal would do harm: name it"))),
        ],
    )
    reason = TextField(
        label=_("Your words"),
        required=False,
        max_length=rules.REASON_MAX,
        rows=4,
        help_text=_(
            "A concern and an objection need them. A reasoned objection says what harm the proposal would do, to whom "
            "or to what. It is none that you would prefer something else, or that it could be better still."
        ),
    )
    language = LanguageField(label=_("Language of your words"))

    field_order = ("place", "position", "reason", "language")

    def __init__(self, *args: Any, places: Sequence[MyPlace] = (), **kwargs: Any) -> None:
        ballot = places[0].ballot if len(places) == 1 else None
        if ballot is not None:
            said = {"reason": ballot.reason, "language": ballot.language}
            kwargs["initial"] = {"position": counting.position_in(ballot.marks), **said}
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        place.choices = [(p.entry_id, place_words(p)) for p in places]
        if len(places) == 1:
            place.widget = forms.HiddenInput()
            place.required, place.empty_value = False, places[0].entry_id


class OverrideForm(Form):
    """For which of the reader's places an override is supported."""

    place = forms.TypedChoiceField(label=_("For whom do you speak?"), coerce=int, widget=ChoiceCards)

    def __init__(self, *args: Any, places: Sequence[MyPlace] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        place.choices = [(p.entry_id, whose(p)) for p in places]
        place.initial = places[0].entry_id


class AmendmentForm(SpokenForm):
    """The next version of a proposal, what it is for, and which objections it shall meet."""

    title = LineField(label=_("Title"), max_length=rules.TITLE_MAX)
    question = TextField(label=_("The proposal"), max_length=rules.QUESTION_MAX, rows=6)
    why = TextField(
        label=_("What does the amendment change, and why?"),
        max_length=rules.REASON_MAX,
        rows=3,
        help_text=_(
            "Everybody can read it. Whoever objected is asked with these words whether it meets the objection."
        ),
    )
    language = LanguageField()
    meets = forms.TypedMultipleChoiceField(
        label=_("Which objections shall it meet?"), coerce=int, required=False, widget=CheckCards
    )

    field_order = ("title", "question", "why", "language", "meets")

    def __init__(self, *args: Any, objections: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "meets", objections)
        if not objections:
            del self.fields["meets"]
