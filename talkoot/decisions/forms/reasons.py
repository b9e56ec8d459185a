"""What is wrong, what should be done about it, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.decisions import rules
from talkoot.decisions.forms.places import offer_places
from talkoot.decisions.queries import MyPlace
from talkoot.ui.forms import ChoiceCards, LanguageField, SpokenForm, TextField, offer_choices, with_hint


class ReasonForm(SpokenForm):
    """Why a decision does not stand, or a roll should change."""

    reason = TextField(label=_("Reason"), max_length=rules.REASON_MAX, rows=4, help_text=_("Everybody can read it."))
    language = LanguageField(label=_("Language of the reason"))

    field_order: tuple[str, ...] = ("reason", "language")


class RecusalForm(ReasonForm):
    """Why somebody stands back from a vote, and in which of their places."""

    place = forms.TypedChoiceField(label=_("Who stands back?"), coerce=int, widget=ChoiceCards)

    field_order = ("place", "reason", "language")

    def __init__(self, *args: Any, places: Sequence[MyPlace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_places(self, places)


class ChallengeForm(SpokenForm):
    """What is wrong with a count, and what should be done about it."""

    change = forms.ChoiceField(
        label=_("What should be done?"),
        widget=ChoiceCards,
        choices=[("recount", _("Correct it and count again")), ("void", _("Void the decision"))],
    )
    reason = TextField(label=_("What is wrong?"), max_length=rules.REASON_MAX, rows=5)
    language = LanguageField(label=_("Language of the reason"))

    field_order = ("change", "reason", "language")

    def leave_out_recount(self) -> None:
        """Offer no other count, where it would say the same."""
        _leave_out(self, "change", "recount")


class ChallengeAnswerForm(SpokenForm):
    """What comes of a challenge, and why."""

    outcome = forms.ChoiceField(
        label=_("What comes of it?"),
        widget=ChoiceCards,
        choices=[
            ("dismissed", with_hint(_("Dismiss it"), _("The count stays"))),
            ("recount", with_hint(_("Uphold it and count again"), _("The count is set aside until it was corrected"))),
            ("void", with_hint(_("Uphold it and void the decision"), _("Nothing is decided then"))),
        ],
    )
    reason = TextField(label=_("Reason"), max_length=rules.REASON_MAX, rows=5, help_text=_("Everybody can read it."))
    language = LanguageField(label=_("Language of the reason"))

    field_order: tuple[str, ...] = ("outcome", "reason", "language")

    def leave_out_recount(self) -> None:
        """Offer no other count, where it would say the same."""
        _leave_out(self, "outcome", "recount")


def _leave_out(form: forms.Form, name: str, choice: str) -> None:
    field: Any = form.fields[name]
    left = [one for one in field.choices if one[0] != choice]
    offer_choices(form, name, left)
    if len(left) == 1:
        form.initial.setdefault(name, left[0][0])
