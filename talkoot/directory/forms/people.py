"""The form of a person's own page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import AUDIENCES
from talkoot.directory.rules import (
    Audience,
)
from talkoot.ui.facets import FacetField, Offer
from talkoot.ui.forms import LanguageField, LineField, SpokenForm, TextField


class ProfileForm(SpokenForm):
    """A person's own page: each field with its audience."""

    about = TextField(label=_("About me"), required=False, help_text=_("Markdown works."))
    language = LanguageField()
    contact = LineField(
        label=_("Where to write to me"),
        max_length=300,
        required=False,
        widget=forms.URLInput(attrs={"dir": "ltr"}),
        help_text=_("The address of a page, such as your talk page. No e-mail address: it would be harvested."),
    )
    topics = FacetField("topics", label=_("Topics I follow"))

    def __init__(self, *args: Any, offer: Offer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].offer(offer)  # type: ignore[attr-defined]  # a FacetField, declared above
        for field, label in SHOWN_TO.items():
            self.fields[f"{field}_shown_to"] = forms.ChoiceField(label=label, choices=list(AUDIENCES.items()))
        self.order_fields([
            "about", "language", "about_shown_to", "contact", "contact_shown_to", "topics", "topics_shown_to",
            "languages_shown_to", "activity_shown_to",
        ])  # fmt: skip

    @property
    def intent(self) -> dict[str, Any]:
        """Return what `actions.edit_profile` takes."""
        values = self.cleaned_data
        return {
            "about": values["about"],
            "language": values["language"] if values["about"] else "",
            "contact": values["contact"],
            "topics": [int(key) for key in values["topics"]],
            "shown_to": {field: Audience(values[f"{field}_shown_to"]) for field in SHOWN_TO},
        }


SHOWN_TO: Mapping[str, Any] = {
    "about": _("Who sees what I wrote about me"),
    "contact": _("Who sees where to write to me"),
    "topics": _("Who sees the topics I follow"),
    "languages": _("Who sees my languages"),
    "activity": _("Who sees, on this page, what I took part in"),
}
