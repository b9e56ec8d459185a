"""People's words on their way into a row: cleaned, measured, in a known language, rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from talkoot.kernel import texts
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import Text
from talkoot.scopes.models import Language

_KNOWN: set[str] = set()  # languages once found: none is ever deleted, so each is asked for once a process


@dataclass(frozen=True, slots=True)
class Words:
    """A text as it is stored: its source, its language, its safe HTML (source and HTML empty when there is none)."""

    text: str
    language: str
    html: str


def words(text: str, language: str, *, limit: int, field: str, missing: Text | None = None) -> Words:
    """Return a long text ready to store.

    Refuses it too long, in no known language, and empty where ``missing`` says what to do. ``limit`` is in characters,
    ``field`` the one the refusal is shown at.
    """
    said = rendered(text, language, limit=limit, field=field, missing=missing)
    require_languages([language])
    return said


def rendered(text: str, language: str, *, limit: int, field: str, missing: Text | None = None) -> Words:
    """Return the same without asking after the language: the caller does, once for several texts, or only if needed."""
    cleaned = _checked(texts.clean_text, text, limit, field, missing)
    return Words(cleaned, language, texts.render_markdown(cleaned))


def line(text: str, *, limit: int, field: str, missing: Text) -> str:
    """Return one line ready to store; refuses it too long, or empty (with ``missing``)."""
    return _checked(texts.clean_line, text, limit, field, missing)


def require_languages(tags: Iterable[str], field: str = "language") -> None:
    """Refuse tags that are no language this site knows."""
    if unknown := set(tags) - _KNOWN:
        found = set(Language.objects.filter(tag__in=unknown).values_list("tag", flat=True))
        if found != unknown:
            raise Refusal("unknown_language", _("Choose a language from the list."), field)
        _KNOWN.update(found)


def _checked(clean: Callable[[str], str], text: str, limit: int, field: str, missing: Text | None) -> str:
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
