"""Forms in the house's look: safe text fields, a token against double posts, errors next to their fields."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from talkoot.kernel import texts
from talkoot.kernel.verdicts import Text

type Choices = Iterable[tuple[Any, Any]]

format_html_lazy = lazy(format_html, str)
LINE = 200
TEXT = 20_000


class Form(forms.Form):
    """The parent of every form. ``key`` is the token that makes a write safe when posted twice."""

    use_required_attribute = False
    error_css_class = "wrong"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posted = self.data.get("token", "") if self.is_bound else ""
        self.token = posted if posted and len(posted) <= 64 and posted.isascii() else secrets.token_urlsafe(16)

    @property
    def key(self) -> str:
        """Return the token the form was rendered with; pass it to the action as ``key``."""
        return self.token


class LineField(forms.CharField):
    """One line of people's words: NFC, no control or direction-override characters, at most ``max_length``."""

    def __init__(self, *, max_length: int = LINE, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"dir": "auto"}))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: object) -> str:
        """Return the cleaned line; refuse forbidden characters by name."""
        return _checked(texts.clean_line, super().to_python(value) or "")


class TextField(forms.CharField):
    """A long text in Markdown: NFC, Unix line ends, no control or direction-override characters."""

    def __init__(self, *, max_length: int = TEXT, rows: int = 6, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"dir": "auto", "rows": rows}))
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: object) -> str:
        """Return the cleaned text; refuse forbidden characters by name."""
        return _checked(texts.clean_text, super().to_python(value) or "")


class Day(forms.DateField):
    """A day, picked, or typed as year, month, day: in every other order some readers take one day for another."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date", "dir": "ltr"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **kwargs)


class ChoiceCards(forms.RadioSelect):
    """Radio buttons as cards whose whole row is the target; labels may carry a hint (`with_hint`)."""

    template_name = "ui/forms/choices.html"
    option_template_name = "ui/forms/choice.html"


class CheckCards(forms.CheckboxSelectMultiple):
    """Check boxes in the same look."""

    template_name = "ui/forms/choices.html"
    option_template_name = "ui/forms/choice.html"


class LanguageSelect(forms.Select):
    """A list of hundreds of languages, each in its own name and marked so; written in one go to stay cheap."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the select element; groups as in `LanguageField.offer`."""
        chosen = "" if value is None else str(value)
        opening = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        groups = ((label, entries) for label, entries in self.choices if isinstance(entries, list))
        inner = "".join(_group(str(label), entries, chosen) for label, entries in groups)
        return mark_safe(f"<select{opening}>{inner}</select>")  # noqa: S308 - every part above is escaped


class LanguageField(forms.ChoiceField):
    """The language of a text; give what there is to choose from with `offer`."""

    widget = LanguageSelect
    _own: frozenset[str] = frozenset()

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Language of the text"))
        super().__init__(**kwargs)

    def offer(self, languages: Iterable[tuple[str, str]], own: Sequence[str] = ()) -> None:
        """Offer ``languages`` (tag and own name), those of the reader first, and choose the reader's first.

        ``own`` are tags that were checked when the reader chose them; they are taken without looking at all others.
        """

        def groups() -> list[tuple[Any, list[tuple[str, str]]]]:
            names = dict(languages)
            first = [(tag, names.pop(tag)) for tag in own if tag in names]
            rest = (_("All languages"), list(names.items()))
            return [(_("Your languages"), first), rest] if first else [rest]

        self._own = frozenset(own)
        self.choices = groups
        if own and self.initial is None:
            self.initial = own[0]

    def valid_value(self, value: Any) -> bool:
        """Tell whether ``value`` is one of the languages offered."""
        return value in self._own or super().valid_value(value)


class SpokenForm(Form):
    """A form whose text has a language: the reader's first, unless they choose another.

    The field ``language`` is declared by each form, where it is to stand.
    """

    def __init__(self, *args: Any, languages: Choices = (), own: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        if isinstance(field, LanguageField):
            field.offer(languages, own)


def offer_choices(form: forms.Form, name: str, choices: Choices) -> None:
    """Set what there is to choose from in the field ``name`` of ``form``, a field of choices."""
    field: Any = form.fields[name]
    field.choices = list(choices)


def with_hint(label: Text, hint: Text) -> Text:
    """Return a choice's label with a quieter second part."""
    return format_html_lazy("{} <small>{}</small>", label, hint)


def _group(label: str, entries: list[tuple[str, str]], chosen: str) -> str:
    options = "".join(_option(escape(tag), escape(name), is_chosen=tag == chosen) for tag, name in entries)
    return f'<optgroup label="{escape(label)}">{options}</optgroup>'


def _option(tag: str, name: str, *, is_chosen: bool) -> str:
    return f'<option value="{tag}" lang="{tag}"{" selected" if is_chosen else ""}>{name}</option>'


def _checked(clean: Any, value: str) -> str:
    try:
        cleaned: str = clean(value)
    except texts.BadText as bad:
        raise ValidationError(
            # Translators: %(character)s is a code such as U+202E.
            _("This text holds a hidden character that cannot be kept: %(character)s. Remove it and send again."),
            params={"character": bad.character},
            code="bad_character",
        ) from None
    return cleaned
