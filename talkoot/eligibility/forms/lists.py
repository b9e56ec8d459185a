"""Forms of lists: a new one, who stands on it, and a file of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.eligibility.forms.fields import BodyField, PersonField
from talkoot.eligibility.rules import NAME_MAX, REASON_MAX, SOURCE_MAX, TEXT_MAX, Voters
from talkoot.kernel.imports import Run, Upload
from talkoot.ui.forms import (
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

UPLOAD_LIMIT = 20_000_000
HOLDS = [(Voters.PERSONS, _("People")), (Voters.BODIES, _("Bodies"))]
SHOWN = [
    ("yes", with_hint(_("Everybody"), _("Their names are on the list's page."))),
    ("no", with_hint(_("Only a count"), _("Each person is told whether they stand on it; the keepers see all."))),
]


class ListForm(SpokenForm):
    """A new list."""

    field_order = ("body_id", "name", "purpose", "language", "holds", "is_public")
    body_id = forms.TypedChoiceField(label=_("Kept by"), coerce=int)
    name = LineField(label=_("Name"), max_length=NAME_MAX)
    purpose = TextField(
        label=_("What it is for"),
        max_length=TEXT_MAX,
        rows=4,
        help_text=_("Who is put on it, by what decision, for how long. Everybody can read this. Markdown works."),
    )
    language = LanguageField()
    holds = forms.ChoiceField(label=_("Who stands on it?"), choices=HOLDS, widget=ChoiceCards)
    is_public = forms.ChoiceField(label=_("Who sees who stands on it?"), choices=SHOWN, widget=ChoiceCards)

    def __init__(self, *args: Any, bodies: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "body_id", bodies)

    @property
    def intent(self) -> dict[str, Any]:
        """Return what `actions.make_list` takes."""
        values = self.cleaned_data
        return values | {"holds": Voters(values["holds"]), "is_public": values["is_public"] == "yes"}


class EntryForm(SpokenForm):
    """Why somebody is put on a list."""

    field_order = ("person_id", "body_id", "reason", "language")
    reason = LineField(
        label=_("Reason"), max_length=REASON_MAX, help_text=_("Shown beside the name, to whoever sees the name.")
    )
    language = LanguageField(label=_("Language of the reason"))


class PersonEntryForm(EntryForm):
    """A person for a list."""

    person_id = PersonField(label=_("Person"), help_text=_("The exact name, or the end of the page's address."))


class BodyEntryForm(EntryForm):
    """A body for a list."""

    body_id = BodyField(label=_("Body"), help_text=_("The exact name, or the end of the page's address."))


class EndEntryForm(Form):
    """Why somebody is taken off a list."""

    reason = LineField(label=_("Reason"), max_length=REASON_MAX, help_text=_("Kept beside the entry."))


class EntriesForm(Form):
    """A file of entries; trying it out first is the default."""

    file = forms.FileField(
        label=_("File"), help_text=_("CSV with the columns person (or body), reason, language. At most 20 MB.")
    )
    origin = LineField(
        label=_("Kept under the name"),
        max_length=SOURCE_MAX,
        required=False,
        help_text=_("Files with the same name here update each other's rows. Empty: the usual name."),
    )
    dry_run = forms.BooleanField(
        label=_("Only try it out"), required=False, initial=True, help_text=_("Shows what would be done.")
    )
    lenient = forms.BooleanField(
        label=_("Set bad rows aside"), required=False, help_text=_("Otherwise one bad row refuses the whole file.")
    )
    partial = forms.BooleanField(
        label=_("The file holds only a part"),
        required=False,
        help_text=_("Otherwise what it does not hold any more is marked as ended."),
    )

    def clean_file(self) -> Any:
        """Refuse a file too large to be read while somebody waits."""
        file = self.cleaned_data["file"]
        if file.size > UPLOAD_LIMIT:
            raise forms.ValidationError(_("The file is larger than 20 MB. Import it by the command line."))
        return file

    @property
    def upload(self) -> Upload:
        """Return the file."""
        file = self.cleaned_data["file"]
        return Upload(file.name, file.read())

    def run(self, *, by: Any, at: datetime) -> Run:
        """Return how to import."""
        values = self.cleaned_data
        flags = {name: values[name] for name in ("dry_run", "lenient", "partial")}
        return Run(origin=values["origin"] or "csv", by=by, at=at, **flags)
