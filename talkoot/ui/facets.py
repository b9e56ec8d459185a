"""How forms ask for a scope: topics, places and languages as check boxes under headings that unfold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, Protocol

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

# Groups of (value, name), the group's own name first.
type Groups = Sequence[tuple[str, Sequence[tuple[Any, str]]]]


class Offer(Protocol):
    """What there is to choose from."""

    @property
    def topics(self) -> Groups:
        """Topic ids."""

    @property
    def territories(self) -> Groups:
        """Territory codes."""

    @property
    def languages(self) -> Sequence[tuple[str, str]]:
        """Language tags."""


class FacetPicker(forms.CheckboxSelectMultiple):
    """Hundreds of check boxes, folded away, and again by group where there are several; open where one is chosen.

    Written in one go to stay cheap; works without a script.
    """

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return details elements with the boxes in them."""
        chosen = {str(one) for one in value or ()}
        groups = [(str(label), [(str(v), text) for v, text in entries]) for label, entries in self.choices]
        if len(groups) == 1:
            inner = _boxes(name, groups[0][1], chosen)
        else:
            folded = (_fold(label, _boxes(name, rows, chosen), _count(rows, chosen)) for label, rows in groups)
            inner = f'<div class="groups">{"".join(folded)}</div>'
        whole = _fold(str(_("Choose")), inner, sum(_count(rows, chosen) for _label, rows in groups))
        return mark_safe(f'<div class="facet">{whole}</div>')  # noqa: S308 - every part is escaped where it is made


class FacetField(forms.MultipleChoiceField):
    """One facet of a scope; nothing chosen means everywhere."""

    widget = FacetPicker

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)


class ScopeFields(forms.Form):
    """Mixed into a form, adds the three facets. Call `offer_scope` with the choices, read `scope` when valid."""

    scope_topics = FacetField(label=_("Topics"), help_text=_("What it is about. Choose nothing for all topics."))
    scope_territories = FacetField(
        label=_("Places"), help_text=_("Regions and countries it is for. Choose nothing for everywhere.")
    )
    scope_languages = FacetField(
        label=_("Languages"), help_text=_("Whose readers and writers it is for. Choose nothing for all languages.")
    )

    def offer_scope(self, offer: Offer) -> None:
        """Set what there is to choose from."""
        groups: dict[str, Groups] = {
            "scope_topics": offer.topics,
            "scope_territories": offer.territories,
            "scope_languages": [(str(_("All languages by their own names")), offer.languages)],
        }
        for name, choices in groups.items():
            field = self.fields[name]
            if isinstance(field, FacetField):
                field.choices = choices

    @property
    def scope(self) -> dict[str, list[Any]]:
        """Return the chosen facets as keyword arguments of `scopes.actions.intern_scope`."""
        return {
            "topics": [int(key) for key in self.cleaned_data["scope_topics"]],
            "territories": self.cleaned_data["scope_territories"],
            "languages": self.cleaned_data["scope_languages"],
        }


def _count(rows: Iterable[tuple[str, str]], chosen: set[str]) -> int:
    return sum(value in chosen for value, _text in rows)


def _fold(label: str, inner: str, count: int) -> str:
    # Translators: n is a number of check boxes chosen in a group.
    told = ngettext("%(n)s chosen", "%(n)s chosen", count) % {"n": count}
    tail = format_html(' <span class="count">{}</span>', told) if count else ""
    return f"<details{' open' if count else ''}><summary><bdi>{escape(label)}</bdi>{tail}</summary>{inner}</details>"


def _boxes(name: str, rows: Iterable[tuple[str, str]], chosen: set[str]) -> str:
    boxes = (_box(name, value, text, is_chosen=value in chosen) for value, text in rows)
    return f'<div class="choices flat">{"".join(boxes)}</div>'


def _box(name: str, value: str, text: str, *, is_chosen: bool) -> str:
    lang = f' lang="{escape(value)}"' if name == "scope_languages" else ""
    state = " checked" if is_chosen else ""
    return (
        f'<label class="check"{lang}><input type="checkbox" name="{escape(name)}" value="{escape(value)}"{state}>'
        f"{escape(text)}</label>"
    )
