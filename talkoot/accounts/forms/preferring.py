"""Preferences, languages in order, and the last word before erasing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from talkoot.accounts import queries
from talkoot.accounts.rules import MOST_LANGUAGES, ColourScheme, LanguageLevel, TextSize
from talkoot.ui.forms import ChoiceCards, Form, LineField

SPARE_ROWS = 3
LEVELS = [
    (LanguageLevel.NATIVE, _("My language")),
    (LanguageLevel.WRITES, _("I read and write it")),
    (LanguageLevel.READS, _("I read it")),
]


class PreferencesForm(Form):
    """How the owner likes the site."""

    interface_language = forms.ChoiceField(label=_("Language of menus, notices and e-mails"), required=False)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Deadlines are always shown in UTC too."), initial="UTC"
    )
    colour_scheme = forms.ChoiceField(
        label=_("Colours"),
        widget=ChoiceCards,
        choices=[
            (ColourScheme.AUTO, _("As my device")),
            (ColourScheme.LIGHT, _("Light")),
            (ColourScheme.DARK, _("Dark")),
        ],
    )
    text_size = forms.ChoiceField(
        label=_("Text size"),
        widget=ChoiceCards,
        choices=[(TextSize.NORMAL, _("Normal")), (TextSize.LARGE, _("Large")), (TextSize.LARGER, _("Larger"))],
    )
    reduced_data = forms.BooleanField(
        label=_("Low data: no scripts, shorter lists"), help_text=_("For slow or costly connections."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages: Any = self.fields["interface_language"]
        languages.choices = [("", _("The first of my languages that this site speaks")), *settings.LANGUAGES]
        zones: Any = self.fields["time_zone"]
        zones.choices = list(_grouped_zones(queries.time_zones()))


class LanguagesForm(Form):
    """The owner's languages in order, as many rows as needed; an empty row is no language.

    ``chosen`` gives (tag, level) in order once the form is valid. A row's language may be written as its own name,
    its English name or its code.
    """

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = queries.language_names()
        self.count = min(len(choices) + SPARE_ROWS, MOST_LANGUAGES)
        if self.is_bound:
            self.count = MOST_LANGUAGES
        for place in range(self.count):
            tag, level = choices[place] if place < len(choices) else ("", LanguageLevel.READS)
            self.fields[f"language_{place}"] = LineField(
                label=_("Language"),
                required=False,
                max_length=80,
                initial=names.get(tag, tag),
                widget=forms.TextInput(attrs={"list": "languages", "dir": "auto", "autocomplete": "off"}),
            )
            self.fields[f"level_{place}"] = forms.ChoiceField(
                label=_("How well"), required=False, choices=LEVELS, initial=level
            )

    @property
    def rows(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """Return the form's rows to show: those filled or faulty, and the spare ones."""
        spare = SPARE_ROWS
        for place in range(self.count):
            language, level = self[f"language_{place}"], self[f"level_{place}"]
            if not language.value():
                spare -= 1
            if spare >= 0 or language.errors:
                yield language, level

    @property
    def chosen(self) -> list[tuple[str, LanguageLevel]]:
        """Return the languages given, in order; only of a valid form."""
        filled = (place for place in range(self.count) if self.cleaned_data.get(f"language_{place}"))
        return [
            (
                self.cleaned_data[f"language_{place}"],
                LanguageLevel(self.cleaned_data[f"level_{place}"] or LanguageLevel.READS),
            )
            for place in filled
        ]

    def clean(self) -> dict[str, Any]:
        """Turn names into tags."""
        for place in range(self.count):
            name = f"language_{place}"
            text = self.cleaned_data.get(name)
            if not text:
                continue
            tag = queries.language_named(text)
            if tag is None:
                self.add_error(name, ValidationError(_("We do not know this language. Try its code, such as sw.")))
            else:
                self.cleaned_data[name] = tag
        return self.cleaned_data


class EraseForm(Form):
    """The owner's name, typed as a confirmation."""

    name = LineField(label=_("Your name, to confirm"), max_length=200)

    def __init__(self, *args: Any, expected: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = expected

    def clean_name(self) -> str:
        """Refuse any other name."""
        name: str = self.cleaned_data["name"]
        if name.casefold() != self.expected.casefold():
            raise ValidationError(_("This is not the name of your account."))
        return name


def _grouped_zones(zones: Sequence[str]) -> Iterator[tuple[str, list[tuple[str, str]]] | tuple[str, str]]:
    yield ("UTC", "UTC")
    for region, names in groupby((z for z in zones if "/" in z), key=lambda z: z.split("/", 1)[0]):
        yield (region, [(name, name.split("/", 1)[1].replace("_", " ")) for name in names])
