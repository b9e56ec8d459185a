"""The reader's places on the rolls, as a form offers them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.decisions.queries import MyPlace
from talkoot.kernel.verdicts import Text
from talkoot.ui.forms import with_hint


def offer_places(form: forms.Form, places: Sequence[MyPlace]) -> None:
    """Offer the reader's places to vote in; where there is one only, it needs no asking."""
    place: Any = form.fields["place"]
    place.choices = [(each.entry_id, place_words(each)) for each in places]
    if len(places) == 1:
        place.widget = forms.HiddenInput()
        place.required, place.empty_value = False, places[0].entry_id


def place_words(place: MyPlace) -> Text:
    """Return whom a place is for, and whether a ballot is in it."""
    label = whose(place)
    return with_hint(label, _("Has voted; a new vote takes the place of the old one")) if place.voted_at else label


def whose(place: MyPlace) -> Text:
    """Return whom a place is for, and in which chamber."""
    if place.body is None:
        # Translators: %(chamber)s is the name of a group that votes separately.
        return _("Yourself, in %(chamber)s") % {"chamber": place.chamber.name}
    # Translators: %(body)s is the name of a body, %(chamber)s that of a group that votes separately.
    return _("%(body)s, in %(chamber)s") % {"body": place.body.name, "chamber": place.chamber.name}


def question_words(place: MyPlace) -> Text:
    """Return the question to whoever has one place only."""
    if place.body is None:
        return _("How do you vote?")
    # Translators: %(body)s is the name of a body, such as a chapter.
    return _("How does %(body)s vote?") % {"body": place.body.name}
