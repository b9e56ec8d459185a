"""People's words on their way into a row: cleaned, measured, in a known language, rendered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from talkoot.kernel import texts
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import Text
from talkoot.scopes.models import Language


@dataclass(frozen=True, slots=True)
class Words:
    """A text as it is stored: its source, its language, its safe HTML."""

    text: str
    language: str
    html: str


def words(text: str, language: str, *, limit: int, field: str, missing: Text | None = None) -> Words:
    """Return a long text ready to store; refuses it too long, in no known language, or empty (with ``missing``)."""
    cleaned = _clean(texts.clean_text, text, limit, field, missing)
    require_language(language)
    return Words(cleaned, language, texts.render_markdown(cleaned) if cleaned else "")


def line(text: str, *, limit: int, field: str, missing: Text) -> str:
    """Return one line ready to store; refuses it empty or too long."""
    return _clean(texts.clean_line, text, limit, field, missing)


def require_language(tag: str, field: str = "language") -> None:
    """Refuse a tag that is no language this site knows."""
    if not Language.objects.filter(tag=tag).exists():
        raise Refusal("unknown_language", _("Choose a language from the list."), field)


def _clean(clean: Callable[[str], str], text: str, limit: int, field: str, missing: Text | None) -> str:
    try:
        cleaned = clean(text)
    except texts.BadText as bad:
        # Translators: %(character)s is a code such as U+202E.
        sentence = _("This text holds a hidden character that cannot be kept: %(character)s. Remove it and send again.")
        raise Refusal("bad_character", sentence % {"character": bad.character}, field) from None
    if not cleaned and missing is not None:
        raise Refusal("empty", missing, field)
    if len(cleaned) > limit:
        # Translators: both placeholders are numbers of characters.
        sentence = _("This text has %(length)d characters; at most %(limit)d are kept. Shorten it and send again.")
        raise Refusal("too_long", sentence % {"length": len(cleaned), "limit": limit}, field)
    return cleaned
