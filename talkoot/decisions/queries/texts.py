"""The question in the reader's language where somebody wrote it there, and which languages are still missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.translation import get_language

from talkoot.decisions.models import Decision
from talkoot.decisions.rules import Said, course_of
from talkoot.kernel.actors import Actor
from talkoot.scopes.models import Language
from talkoot.slates.rules import wanted_languages


def languages_of(reader: Actor) -> list[str]:
    """Return in which languages somebody reads: that of the page, then their own."""
    return wanted_languages([get_language() or "", *reader.languages])


def title_in(languages: Sequence[str], path: str = "") -> dict[str, Case]:
    """Return the title in the first of ``languages`` it stands in, else as it was put, and that language.

    They are annotations of decisions, or of what leads to one by ``path``: ``said_title`` and ``said_language``.
    """
    titles, tags = [], []
    for tag in languages:
        written = KeyTextTransform("title", KeyTransform(tag, f"{path}translations"))
        as_put, there = Q(**{f"{path}language": tag}), Q(**{f"{path}translations__has_key": tag})
        titles += [When(as_put, then=F(f"{path}title")), When(there, then=written)]
        tags.append(When(as_put | there, then=Value(tag)))
    return {
        "said_title": Case(*titles, default=F(f"{path}title"), output_field=CharField()),
        "said_language": Case(*tags, default=F(f"{path}language"), output_field=CharField()),
    }


@dataclass(frozen=True, slots=True)
class Wording:
    """Title and question in one language; ``others`` are tags and own names of the languages there are beside it."""

    title: str
    html: str
    language: str
    others: Sequence[tuple[str, str]]


def wording_of(decision: Decision, languages: Sequence[str]) -> Wording:
    """Return the question in the first of ``languages`` it stands in, else as it was put; no query."""
    texts = decision.translations
    known = [decision.language, *sorted(texts)]
    chosen = next((tag for tag in languages if tag in known), decision.language)
    others = [(tag, _own_name(tag)) for tag in known if tag != chosen]
    if chosen == decision.language:
        return Wording(decision.title, decision.html, decision.language, others)
    return Wording(texts[chosen]["title"], texts[chosen]["html"], chosen, others)


def said_in(decision: Decision, languages: Sequence[str]) -> Said:
    """Return the title in the first of ``languages`` it stands in, else as it was put; no query."""
    wording = wording_of(decision, languages)
    return Said(wording.title, wording.language)


def title_here(decision: Decision) -> str:
    """Return the title in the language of the page, or of whoever a notice is written for, else as it was put."""
    return said_in(decision, wanted_languages([get_language() or ""])).title


def missing_languages(decision: Decision) -> list[str]:
    """Return the languages that the rulebook asks for and in which the question does not stand; no query."""
    there = {decision.language, *decision.translations}
    return [tag for tag in course_of(decision.rulebook.canonical).languages if tag not in there]


def lacking_of(decision: Decision) -> list[tuple[str, str]]:
    """Return tag and own name of the languages in which a draft does not stand yet, in the rulebook's order; no query.

    Nothing lacks what was announced or opened: it was complete then.
    """
    return [(tag, _own_name(tag)) for tag in missing_languages(decision)] if decision.is_draft else []


def named(tags: Sequence[str]) -> list[str]:
    """Return languages by their own names, in their order (one query); one the site does not know by its tag."""
    names = dict(Language.objects.filter(tag__in=tags).values_list("tag", "autonym")) if tags else {}
    return [names.get(tag, tag) for tag in tags]


@lru_cache(maxsize=1_000)
def _own_name(tag: str) -> str:
    """Return a language's own name, the tag where it is not known."""
    try:
        return Locale.parse(tag, sep="-").get_display_name() or tag
    except (UnknownLocaleError, ValueError):
        return tag
