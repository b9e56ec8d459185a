"""Naming one person or one body."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import bodies_named, person_named
from talkoot.ui.forms import LineField


class NamedField(LineField):
    """One row, given by its exact name or by the last part of its page's address."""

    find: Callable[[str], Sequence[Any]]
    nobody: Any
    several: Any

    def clean(self, value: Any) -> Any:
        """Return the key of the one row meant."""
        text = super().clean(value)
        found = self.find(text) if text else []
        if text and not found:
            raise forms.ValidationError(self.nobody)
        if len(found) > 1:
            raise forms.ValidationError(self.several, params={"addresses": ", ".join(row.slug for row in found)})
        return found[0].pk if found else None


class PersonField(NamedField):
    """A person."""

    find = staticmethod(person_named)
    nobody = _("Nobody here has this name. Look under People for the exact name.")
    # Translators: %(addresses)s is a list of ends of addresses, such as "ada-2, ada-3".
    several = _("Several people have this name. Give the end of the page's address instead: %(addresses)s.")


class BodyField(NamedField):
    """A body."""

    find = staticmethod(bodies_named)
    nobody = _("No body here has this name. Look under People for the exact name.")
    # Translators: %(addresses)s is a list of ends of addresses, such as "circle-2, circle-3".
    several = _("Several bodies have this name. Give the end of the page's address instead: %(addresses)s.")
