"""What several forms ask for: a day, a language, a person, a body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.directory import queries
from talkoot.ui.forms import Form, LanguageField, LineField


class Day(forms.DateField):
    """A day, picked with the browser's own control."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class SpokenForm(Form):
    """A form whose text has a language: the reader's first, unless they choose another."""

    language = LanguageField()

    def __init__(
        self, *args: Any, languages: Iterable[tuple[str, str]] = (), own: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        if isinstance(field, LanguageField):
            field.offer(languages, own)


class PersonField(LineField):
    """A person, by name or by the last part of their page's address; names that several have are refused."""

    def clean(self, value: Any) -> Any:
        """Return the id of the one person meant."""
        text = super().clean(value)
        found = queries.person_named(text) if text else []
        if not text:
            return None
        if not found:
            raise forms.ValidationError(_("Nobody here has this name. Look under People for the exact name."))
        if len(found) > 1:
            # Translators: %(addresses)s is a list of ends of addresses, such as "ada-2, ada-3".
            message = _("Several people have this name. Give the end of the page's address instead: %(addresses)s.")
            raise forms.ValidationError(message, params={"addresses": ", ".join(p.slug for p in found)})
        return found[0].pk


class BodyField(LineField):
    """A body, by name or by the last part of its page's address."""

    def clean(self, value: Any) -> Any:
        """Return the id of the one body meant, None when empty."""
        text = super().clean(value)
        found = queries.bodies_named(text) if text else []
        if not text:
            return None
        if not found:
            raise forms.ValidationError(_("No body here has this name. Look under People for the exact name."))
        if len(found) > 1:
            # Translators: %(addresses)s is a list of ends of addresses, such as "circle-2, circle-3".
            message = _("Several bodies have this name. Give the end of the page's address instead: %(addresses)s.")
            raise forms.ValidationError(message, params={"addresses": ", ".join(b.slug for b in found)})
        return found[0].pk
