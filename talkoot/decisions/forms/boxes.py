"""Ballot boxes: who keeps their keys."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.ballotboxes.rules import CUSTODIANS_MAX, NEEDED_MIN, Custody
from talkoot.directory.queries import person_named
from talkoot.ui.forms import ChoiceCards, Form, TextField, with_hint


class BoxesForm(Form):
    """Who keeps the keys of a draft's ballot boxes."""

    custody = forms.ChoiceField(
        label=_("Who keeps the key?"),
        widget=ChoiceCards,
        choices=[
            (Custody.SCRUTINEERS, with_hint(_("Scrutineers"), _("Nobody opens the box alone, whoever runs this site"))),
            (
                Custody.KEY_FILE,
                with_hint(_("A file on the server"), _("Weaker: whoever runs this site could read who voted how")),
            ),
        ],
    )
    custodians = TextField(
        label=_("Scrutineers"),
        required=False,
        rows=5,
        max_length=4_000,
        help_text=_("One in each line: the name, or the last part of the address of the person's page."),
    )
    needed = forms.IntegerField(
        label=_("How many of them are needed to open the box?"),
        required=False,
        min_value=NEEDED_MIN,
        max_value=CUSTODIANS_MAX,
        help_text=_("Less than all of them, so that one who loses the key does not lose every ballot."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
    )

    def clean_custodians(self) -> list[int]:
        """Return the persons who are named, each once."""
        lines = [line.strip() for line in str(self.cleaned_data["custodians"]).splitlines()]
        return list(dict.fromkeys(_person(line) for line in lines if line))

    def clean(self) -> dict[str, Any]:
        """Return what is asked of `prepare_boxes`: a file has no scrutineers, whatever stands in their fields."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("custody") == Custody.KEY_FILE:
            return {"custody": Custody.KEY_FILE, "custodians": [], "needed": 0}
        return {**data, "needed": data.get("needed") or 0}


def _person(text: str) -> int:
    found = person_named(text)
    if len(found) == 1:
        return found[0].pk
    if not found:
        # Translators: %(name)s is what somebody typed.
        nobody = _("Nobody here is called “%(name)s”. Look under People for the exact name.")
        raise forms.ValidationError(nobody, params={"name": text[:60]})
    # Translators: %(addresses)s is a list of ends of addresses, such as "ada-2, ada-3".
    several = _("Several people have this name. Give the end of the page's address instead: %(addresses)s.")
    raise forms.ValidationError(several, params={"addresses": ", ".join(person.slug for person in found)})
