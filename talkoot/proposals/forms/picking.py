"""Choosing several things from long lists with plain controls: one list more than is chosen, filled one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

# Groups of (value, label), as `scopes.queries` gives them; a group without a name has no heading.
type Groups = Iterable[tuple[str, Iterable[tuple[Any, str]]]]
MOST = 6


class SeveralSelects(forms.Widget):
    """As many lists as there are chosen values and one empty one, up to `MOST`; written in one go to stay cheap."""

    groups: Groups = ()
    empty = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return the values chosen, each once, empty ones left out."""
        values = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        return list(dict.fromkeys(str(value) for value in values if value))

    def id_for_label(self, id_: str) -> str:
        """Return the first list's id."""
        return id_

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the lists; the first carries the label, the others say which of several they are."""
        chosen = [str(v) for v in value or []][:MOST]
        shown = [*chosen, ""] if len(chosen) < MOST else chosen
        return mark_safe("".join(self._one(name, one, n, attrs or {}) for n, one in enumerate(shown)))  # noqa: S308 - every part is escaped

    def _one(self, name: str, chosen: str, place: int, attrs: dict[str, Any]) -> str:
        own = {**self.attrs, **attrs, "name": name}
        if place:
            own.pop("id", None)
            # Translators: %(place)d counts lists to choose from: the second, third … choice.
            own["aria-label"] = gettext("Choice %(place)d") % {"place": place + 1}
        inner = "".join(self._group(label, entries, chosen) for label, entries in self.groups)
        return f'<select{flatatt(own)}><option value="">{escape(str(self.empty))}</option>{inner}</select>'

    def _group(self, label: str, entries: Iterable[tuple[Any, str]], chosen: str) -> str:
        options = "".join(
            f'<option value="{escape(str(value))}"{" selected" if str(value) == chosen else ""}>{escape(text)}</option>'
            for value, text in entries
        )
        return f'<optgroup label="{escape(str(label))}">{options}</optgroup>' if label else options


class SeveralField(forms.Field):
    """Several values from what `offer` gives; kept as a list of text."""

    widget = SeveralSelects

    def offer(self, groups: Groups, empty: Any) -> None:
        """Give what there is to choose from, and the words of the empty choice."""
        self.groups = [(label, list(entries)) for label, entries in groups]
        self.known = {str(value) for _label, entries in self.groups for value, _text in entries}
        widget: Any = self.widget
        widget.groups, widget.empty = self.groups, empty

    def clean(self, value: Any) -> list[str]:
        """Return the values; refuse one that was not offered."""
        values: Sequence[str] = super().clean(value) or []
        if not set(values) <= self.known:
            raise ValidationError(_("Choose from the list."), code="invalid_choice")
        return list(values)
