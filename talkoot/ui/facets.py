"""How forms ask for a scope: topics, places and languages, a few to tick and every other by its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Protocol

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.ui.templatetags.ui import comma

# (value, name) of what can be chosen.
type Pairs = Sequence[tuple[str, str]]

# More lines than anybody types.
LINES = 50


class Offer(Protocol):
    """What there is to choose from; a facet is ``topics``, ``territories`` or ``languages``."""

    def first(self, facet: str) -> Pairs:
        """Return what stands to be ticked before anything is typed."""

    def named(self, facet: str, keys: Iterable[str]) -> Pairs:
        """Return the names of ``keys``; those nobody knows are left out."""

    def called(self, facet: str, name: str) -> tuple[bool, Pairs]:
        """Return what a typed name may mean, and whether it can mean nothing else."""


@dataclass(frozen=True, slots=True)
class Picked:
    """What was ticked, and what was typed."""

    ticked: tuple[str, ...]
    typed: str = ""

    @property
    def names(self) -> list[str]:
        """Return the names typed, one a line."""
        lines = (line.strip()[:200] for line in self.typed.splitlines()[:LINES])
        return list(dict.fromkeys(line for line in lines if line))

    def kept_as(self, name: str) -> dict[str, Any]:
        """Return both in plain values, under the names of the field's controls, as `FacetPicker` reads them again."""
        return {name: list(self.ticked), f"{name}_named": self.typed}


class FacetPicker(forms.Widget):
    """Check boxes for what is chosen or may be meant, more of them folded away, and a box for names.

    A list of everything would be thousands of elements. Written in one go to stay cheap; works without a script.
    """

    use_fieldset = True
    facet = ""
    offer: Offer
    meant: Pairs = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Picked:
        """Return what was ticked and what was typed."""
        ticked = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        return Picked(tuple(dict.fromkeys(str(one) for one in ticked if one)), data.get(f"{name}_named") or "")

    def id_for_label(self, id_: str) -> str:
        """Return nothing: the legend names the whole."""
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the boxes and the lines."""
        picked = _picked(value)
        chosen = self.offer.named(self.facet, picked.ticked)
        shown = {key for key, _name in (*chosen, *self.meant)}
        others = [pair for pair in self.offer.first(self.facet) if pair[0] not in shown]
        meant = [pair for pair in dict(self.meant).items() if pair not in chosen]
        inner = (
            self._boxes(name, [*chosen, *meant], set(picked.ticked)),
            _fold(gettext("Choose"), self._boxes(name, others, set())) if others else "",
            _lines(f"{(attrs or {}).get('id') or name}_named", f"{name}_named", picked.typed),
        )
        return mark_safe(f'<div class="facet">{"".join(inner)}</div>')  # noqa: S308 - every part is escaped where it is made

    def _boxes(self, name: str, pairs: Pairs, ticked: set[str]) -> str:
        boxes = (self._box(name, value, text, is_ticked=value in ticked) for value, text in pairs)
        return f'<div class="choices flat">{"".join(boxes)}</div>' if pairs else ""

    def _box(self, name: str, value: str, text: str, *, is_ticked: bool) -> str:
        lang = f' lang="{escape(value)}"' if self.facet == "languages" else ""
        state = " checked" if is_ticked else ""
        return (
            f'<label class="check"{lang}><input type="checkbox" name="{escape(name)}" value="{escape(value)}"{state}>'
            f"{escape(text)}</label>"
        )


class FacetField(forms.Field):
    """One facet of a scope; nothing chosen means everywhere."""

    widget = FacetPicker

    def __init__(self, facet: str, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.facet = facet

    def offer(self, offer: Offer) -> None:
        """Set what there is to choose from."""
        self._offer = offer
        widget: Any = self.widget
        widget.facet, widget.offer = self.facet, offer

    def clean(self, value: Any) -> list[str]:
        """Return the values; refuse one that was not offered, and a name that means nothing here, or several things."""
        picked = _picked(value)
        keys = [key for key, _name in self._offer.named(self.facet, picked.ticked)]
        if len(keys) < len(picked.ticked):
            raise ValidationError(_("Choose from the list."), code="invalid_choice")
        meanings = {name: self._offer.called(self.facet, name) for name in picked.names}
        keys += [found[0][0] for is_sure, found in meanings.values() if is_sure]
        self._settle(keys, {name: found for name, (is_sure, found) in meanings.items() if not is_sure})
        return list(dict.fromkeys(keys))

    def _settle(self, keys: list[str], unsure: dict[str, Pairs]) -> None:
        """Refuse names that are still open; one is settled once something it may mean is ticked."""
        left = {name: found for name, found in unsure.items() if not any(key in keys for key, _name in found)}
        widget: Any = self.widget
        widget.meant = [pair for found in left.values() for pair in found]
        unknown, several = [n for n, found in left.items() if not found], [n for n, found in left.items() if found]
        errors = []
        if unknown:
            # Translators: %(names)s is a list of names somebody typed.
            said = _("Nothing here is called: %(names)s. Check the spelling, or try the name in English.")
            errors.append(ValidationError(said, params={"names": comma().join(unknown)}, code="unknown_name"))
        if several:
            # Translators: %(names)s is a list of names somebody typed; check boxes with what they may mean follow.
            said = _("Tick below which you mean by: %(names)s.")
            errors.append(ValidationError(said, params={"names": comma().join(several)}, code="several_meanings"))
        if errors:
            raise ValidationError(errors)


class ScopeFields(forms.Form):
    """Mixed into a form, adds the three facets. Call `offer_scope` with the choices, read `scope` when valid."""

    scope_topics = FacetField(
        "topics", label=_("Topics"), help_text=_("What it is about. Choose nothing for all topics.")
    )
    scope_territories = FacetField(
        "territories",
        label=_("Places"),
        help_text=_("Regions and countries it is for. Choose nothing for everywhere."),
    )
    scope_languages = FacetField(
        "languages",
        label=_("Languages"),
        help_text=_("Whose readers and writers it is for. Choose nothing for all languages."),
    )

    def offer_scope(self, offer: Offer) -> None:
        """Set what there is to choose from."""
        for field in self.fields.values():
            if isinstance(field, FacetField):
                field.offer(offer)

    @property
    def scope(self) -> dict[str, list[Any]]:
        """Return the chosen facets as keyword arguments of `scopes.actions.intern_scope`."""
        return {
            "topics": [int(key) for key in self.cleaned_data["scope_topics"]],
            "territories": self.cleaned_data["scope_territories"],
            "languages": self.cleaned_data["scope_languages"],
        }


def _picked(value: Any) -> Picked:
    """Return what was sent, or what a form begins with: a list of values."""
    return value if isinstance(value, Picked) else Picked(tuple(str(one) for one in value or ()))


def _fold(label: str, inner: str) -> str:
    return f"<details><summary>{escape(label)}</summary>{inner}</details>"


def _lines(key: str, name: str, typed: str) -> str:
    label = escape(gettext("By name, one a line"))
    return (
        f'<label class="small" for="{escape(key)}">{label}</label>'
        f'<textarea id="{escape(key)}" name="{escape(name)}" rows="2" dir="auto">\n{escape(typed)}</textarea>'
    )
