"""A scope is a value: the same facets are always the same row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import Text
from talkoot.scopes import queries
from talkoot.scopes.models import Language, Scope, ScopeCell, Territory, Topic
from talkoot.scopes.rules import MAX_CELLS, WORLD, Facets, cell_count, language_tag, specificity


def intern_scope(
    *, topics: Iterable[int] = (), territories: Iterable[str] = (), languages: Iterable[str] = ()
) -> Scope:
    """Return the scope with these topic ids, territory codes and language tags, made if it is new.

    An empty facet means everywhere, and so does one that names the whole world (``001``). Order and repetition do
    not matter. Refuses an unknown topic, territory or language, and facets that multiply to too many points.
    """
    codes = frozenset(c.strip().upper() for c in territories)
    facets = Facets(
        topics=frozenset(topics),
        territories=frozenset() if WORLD in codes else codes,
        languages=frozenset(language_tag(t) for t in languages),
    )
    known = Scope.objects.filter(key=facets.key).first() if cell_count(facets) <= MAX_CELLS else None
    return known or _new_scope(facets)


def _new_scope(facets: Facets) -> Scope:
    if cell_count(facets) > MAX_CELLS:
        raise Refusal("scope_too_wide", _("This names too much at once. Choose fewer, or wider ones."), "scope_topics")
    topics, territories, languages = _rows(facets)
    with transaction.atomic():
        scope, is_new = Scope.objects.get_or_create(
            key=facets.key, defaults={"specificity": specificity(facets, queries.ancestry_of(facets))}
        )
        if is_new:
            scope.topics.set(topics.values())
            scope.territories.set(territories.values())
            scope.languages.set(languages.values())
            keys = [sorted(row.pk for row in rows.values()) or [0] for rows in (topics, territories, languages)]
            ScopeCell.objects.bulk_create(
                ScopeCell(scope=scope, topic_key=t, territory_key=p, language_key=x) for t, p, x in product(*keys)
            )
    return scope


def _rows(facets: Facets) -> tuple[dict[int, Topic], dict[str, Territory], dict[str, Language]]:
    topics = Topic.objects.in_bulk(facets.topics)
    territories = Territory.objects.in_bulk(facets.territories, field_name="code")
    languages = Language.objects.in_bulk(facets.languages, field_name="tag")
    _refuse_missing("topic", facets.topics, topics)
    _refuse_missing("territory", facets.territories, territories)
    _refuse_missing("language", facets.languages, languages)
    return topics, territories, languages


# Which form field a missing thing belongs to, and what to say.
MISSING: dict[str, tuple[str, Text]] = {
    # Translators: %(names)s are one or several ids, codes or tags.
    "topic": ("scope_topics", _("No topic is known as %(names)s.")),
    # Translators: %(names)s are one or several ids, codes or tags.
    "territory": ("scope_territories", _("No territory is known as %(names)s.")),
    # Translators: %(names)s are one or several ids, codes or tags.
    "language": ("scope_languages", _("No language is known as %(names)s.")),
}


def _refuse_missing[T: (int, str)](kind: str, asked: Iterable[T], found: Mapping[T, object]) -> None:
    missing = sorted(str(one) for one in asked if one not in found)
    if missing:
        field, sentence = MISSING[kind]
        raise Refusal(f"unknown_{kind}", str(sentence) % {"names": ", ".join(missing)}, field)
