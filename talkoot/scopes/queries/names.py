"""What things are called in the reader's language, or in the nearest one its readers understand."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from django.db.models import Case, CharField, F, IntegerField, Model, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, gettext

from talkoot.kernel.refs import Label
from talkoot.ledger.queries.naming import Naming
from talkoot.scopes.models import (
    Language,
    LanguageFallback,
    Scope,
    Territory,
    TerritoryLabel,
    Topic,
    TopicLabel,
)
from talkoot.scopes.queries import statements
from talkoot.scopes.rules import language_tag


def describe(scope_ids: Collection[int], language: str = "") -> dict[int, str]:
    """Return each scope in words, ``Reading interface · Kenya and Uganda · Kiswahili``, in one query.

    Topics and territories are named in ``language`` (the page's when empty), languages by their own names.
    """
    tag = language_tag(language or get_language() or "en")
    return {i: _joined(facets, tag) or gettext("Everywhere") for i, facets in _facets(scope_ids, tag).items()}


def element_rows(scopes: QuerySet[Any, Any], language: str = "") -> list[QuerySet[Any]]:
    """Return rows for a query of a page's own: every element of ``scopes`` with its ``facet`` and its ``word``.

    They are `in_words` together; ``scopes`` gives keys, the language is as in `describe`.
    """
    words: tuple[tuple[Any, Any], ...] = (
        (Scope.topics, best_label(TopicLabel, language, key="topic", plain="topic__slug")),
        (Scope.territories, best_label(TerritoryLabel, language, key="territory", plain="territory__code")),
        (Scope.languages, F("language__autonym")),
    )
    return [
        elements.through._default_manager.filter(scope__in=scopes).annotate(
            facet=Value(facet, IntegerField()), word=word
        )
        for facet, (elements, word) in enumerate(words)
    ]


def in_words(elements: Iterable[tuple[int, str]], language: str = "") -> str:
    """Return the (facet, word) of one scope's elements as `describe` puts them."""
    facets: list[list[str]] = [[], [], []]
    for facet, word in elements:
        facets[facet].append(word)
    return _joined(facets, language_tag(language or get_language() or "en")) or gettext("Everywhere")


def places(scope_ids: Collection[int], language: str = "") -> dict[int, str]:
    """Return only where each scope holds, ``Kenya and Uganda · Kiswahili``, in one query; empty for everywhere."""
    tag = language_tag(language or get_language() or "en")
    return {i: _joined(facets[1:], tag) for i, facets in _facets(scope_ids, tag).items()}


def topic_names(topic_ids: Collection[int], language: str = "") -> dict[int, str]:
    """Return the topics' names in ``language`` (the page's when empty) or the nearest there is."""
    name = best_label(TopicLabel, language, key="pk", plain="slug")
    rows = Topic.objects.filter(pk__in=topic_ids).values_list("pk", name)
    return dict(rows)


def territory_names(codes: Collection[str], language: str = "") -> dict[str, str]:
    """Return the territories' names in ``language`` (the page's when empty) or the nearest there is."""
    name = best_label(TerritoryLabel, language, key="pk", plain="code")
    rows = Territory.objects.filter(code__in=codes).values_list("code", name)
    return dict(rows)


def language_names(tags: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return each language's own name and direction (``ltr``, ``rtl``)."""
    rows = Language.objects.filter(tag__in=tags).values_list("tag", "autonym", "direction")
    return {tag: (autonym, direction) for tag, autonym, direction in rows}


def fallback_chain(language: str) -> list[str]:
    """Return the tags to try for a reader of ``language``: itself, its chain to the end, then English."""
    tag = language_tag(language)
    chain = list(LanguageFallback.objects.filter(language__tag=tag).order_by("position").values_list("tag", flat=True))
    return chain or list(dict.fromkeys([tag, tag.split("-", 1)[0], "en"]))


def best_label(model: type[Model], language: str, *, key: str, plain: str) -> Coalesce:
    """Return an expression: the text of the label of ``key`` nearest to ``language``, else of any, else ``plain``.

    ``key`` and ``plain`` are columns of the query it is put into; topics and territories have labels.
    """
    owner = "topic" if model is TopicLabel else "territory"
    tag = language_tag(language or get_language() or "en")
    own = model._default_manager.filter(**{owner: OuterRef(key)})
    place = LanguageFallback.objects.filter(language__tag=tag, tag=OuterRef("language")).values("position")
    in_chain = own.annotate(place=Subquery(place)).exclude(place=None).order_by("place")
    fallback = Case(When(language=tag.split("-", 1)[0], then=0), When(language="en", then=1), default=2)
    return Coalesce(
        Subquery(in_chain.values("text")[:1]),
        Subquery(own.order_by(fallback, "pk").values("text")[:1]),
        F(plain),
        output_field=CharField(),
    )


def _facets(scope_ids: Collection[int], tag: str) -> dict[int, list[list[str]]]:
    """Return the names of each scope's topics, territories and languages."""
    found: dict[int, list[list[str]]] = {i: [[], [], []] for i in scope_ids}
    for scope_id, facet, name in statements.names(found, tag):
        found[scope_id][facet].append(name)
    return found


def _joined(facets: list[list[str]], language: str) -> str:
    return " · ".join(_listed(sorted(names), language) for names in facets if names)


def _listed(names: list[str], language: str) -> str:
    if len(names) == 1:
        return names[0]
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return format_list(names, locale=locale)


# Topics for history and recent changes.
labels = Naming(
    lambda keys, viewer: Topic.objects.filter(pk__in=keys),
    ("slug", lambda: best_label(TopicLabel, "", key="pk", plain="slug")),
    lambda key, slug, name: Label(name, Topic(pk=key, slug=slug).get_absolute_url()),
)
