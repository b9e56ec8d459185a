"""Forms of duties."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.duties.rules import Issue, Letter
from talkoot.kernel.verdicts import Text
from talkoot.ui.facets import Offer, ScopeFields
from talkoot.ui.forms import ChoiceCards, Day, Form, LanguageField, LineField, SpokenForm, offer_choices, with_hint

REVIEW, CHANGED = "review", "changed"
LETTERS = [
    (Letter.ACCOUNTABLE, with_hint(_("Accountable"), _("Decides, and answers for the result."))),
    (Letter.RESPONSIBLE, with_hint(_("Responsible"), _("Does the work."))),
    (Letter.CONSULTED, with_hint(_("Consulted"), _("Must be asked before it is decided."))),
    (Letter.INFORMED, with_hint(_("Informed"), _("Is told after it is decided."))),
]


class ReasonForm(SpokenForm):
    """Why, in one line, and in which language."""

    reason = LineField(label=_("Reason"), max_length=500, help_text=_("Shown to everyone in the duty's history."))
    language = LanguageField(label=_("Language of the reason"))


class DutyForm(ScopeFields, ReasonForm):
    """A new duty of a body or of one of its roles."""

    holder = forms.ChoiceField(label=_("Who"), widget=ChoiceCards)
    letter = forms.ChoiceField(label=_("Is what"), choices=LETTERS, widget=ChoiceCards)
    matter = LineField(
        label=_("In which matter"),
        help_text=_("An area of work, named as in the charter. The same name joins duties to one line of the map."),
    )
    source = LineField(
        label=_("Which text says so"), max_length=300, required=False, help_text=_("For example: Charter 4.2")
    )
    source_url = LineField(
        label=_("Address of that text"),
        max_length=500,
        required=False,
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )
    review_on = Day(label=_("To be looked at again on"), required=False)

    field_order = (
        "holder", "letter", "matter", "scope_topics", "scope_territories", "scope_languages", "source", "source_url",
        "review_on", "reason", "language",
    )  # fmt: skip

    def __init__(self, *args: Any, holders: list[tuple[str, str]], offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].label = _("Language of the matter's name and of the reason")
        hints: dict[str, Text] = {"body": _("The body itself"), "role": _("Whoever holds this role")}
        offer_choices(self, "holder", [(ref, with_hint(name, hints[ref.split(":")[0]])) for ref, name in holders])
        self.offer_scope(offer)

    @property
    def intent(self) -> dict[str, Any]:
        """Return what `actions.assign_duty` takes; the holder is ``body:12`` or ``role:5``."""
        kind, _colon, key = self.cleaned_data["holder"].partition(":")
        names = ("letter", "matter", "language", "source", "source_url", "review_on", "reason")
        return {**{name: self.cleaned_data[name] for name in names}, **self.scope, f"{kind}_id": int(key)}


class ConfirmForm(ReasonForm):
    """The duty stands; when is it looked at next?"""

    review_on = Day(label=_("To be looked at again on"))
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = ("review_on", "reason", "language", "seen")


class RetireForm(Form):
    """Nothing to fill in: sending it is the answer."""


class FilterForm(forms.Form):
    """What a reader narrows the map to; wrong values narrow nothing."""

    q = forms.CharField(required=False, max_length=200)
    body = forms.CharField(required=False, max_length=200)
    letter = forms.ChoiceField(required=False, choices=[("", _("Any")), *LETTERS])
    scope = forms.CharField(required=False, max_length=200)
    document = forms.CharField(required=False, max_length=60)
    issue = forms.ChoiceField(
        required=False,
        choices=[
            ("", _("All matters")),
            ("any", _("With an issue")),
            (Issue.GAP, _("Gaps: nobody decides")),
            (Issue.OVERLAP, _("Overlaps: two decide")),
            (Issue.ORPHAN, _("Orphans: holder gone or vacant")),
            (REVIEW, _("With a review that is due")),
            (CHANGED, _("With a clause that changed")),
        ],
    )
