"""The form that takes a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.kernel.imports import Run, Source, Upload
from talkoot.ui.forms import Form, LineField, offer_choices

UPLOAD_LIMIT = 20_000_000


class ImportForm(Form):
    """A file to import; trying it out first is the default."""

    source = forms.ChoiceField(label=_("What it is"))
    file = forms.FileField(label=_("File"), help_text=_("At most 20 MB here; larger ones by the command line."))
    origin = LineField(
        label=_("Kept under the name"),
        max_length=40,
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

    def __init__(self, *args: Any, sources: Mapping[str, Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "source", [(name, source.label) for name, source in sources.items()])

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

    def run(self, *, origin: str, by: Any, at: datetime) -> Run:
        """Return how to import; ``origin`` is the source's usual name."""
        values = self.cleaned_data
        flags = {name: values[name] for name in ("dry_run", "lenient", "partial")}
        return Run(origin=values["origin"] or origin, by=by, at=at, **flags)
