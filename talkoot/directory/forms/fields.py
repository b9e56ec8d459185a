"""What several forms ask for: a person, a body."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.directory import queries
from talkoot.ui.forms import LineField


class NamedField(LineField):
    """One row, given by its exact name or by the last part of its page's address; empty is None."""

    def __init__(self, find: Callable[[str], Sequence[Any]], *, nobody: Any, several: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._find, self._nobody, self._several = find, nobody, several

    def clean(self, value: Any) -> Any:
        """Return the id of the one row meant."""
        text = super().clean(value)
        found = self._find(text) if text else []
        if text and not found:
            raise forms.ValidationError(self._nobody)
        if len(found) > 1:
            raise forms.ValidationError(self._several, params={"addresses": ", ".join(row.slug for row in found)})
        return found[0].pk if found else None


class PersonField(NamedField):
    """A person."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queries.person_named,
            nobody=_("Nobody here has this name. Look under People for the exact name."),
            # Translators: %(addresses)s is a list of ends of addresses, such as "ada-2, ada-3".
            several=_("Several people have this name. Give the end of the page's address instead: %(addresses)s."),
            **kwargs,
        )


class BodyField(NamedField):
    """A body."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queries.bodies_named,
            nobody=_("No body here has this name. Look under People for the exact name."),
            # Translators: %(addresses)s is a list of ends of addresses, such as "circle-2, circle-3".
            several=_("Several bodies have this name. Give the end of the page's address instead: %(addresses)s."),
            **kwargs,
        )
