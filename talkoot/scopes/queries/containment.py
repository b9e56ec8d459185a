"""Which scopes cover or overlap which, by the closure tables. The SQL twin of `rules.covers` and `rules.overlaps`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Value

from talkoot.scopes.models import (
    Language,
    LanguageClosure,
    Scope,
    ScopeCell,
    TerritoryClosure,
    TerritoryLabel,
    TopicClosure,
    TopicLabel,
)
from talkoot.scopes.queries import statements
from talkoot.scopes.rules import Ancestry, Facets, World, folded

# Facet -> (the column of `ScopeCell`, the scope's own elements, the closure table).
FACETS: dict[str, tuple[str, type[Model], type[Model]]] = {
    "topic": ("topic_key", Scope.topics.through, TopicClosure),
    "territory": ("territory_key", Scope.territories.through, TerritoryClosure),
    "language": ("language_key", Scope.languages.through, LanguageClosure),
}
EVERYWHERE = 0


def covering(scope_id: int) -> QuerySet[ScopeCell, int]:
    """Return a subquery of the ids of all scopes that cover this one, itself included (ids may repeat).

    Asks once for the scope's ancestors. The work of the subquery grows with the depth of the closures, not with
    the number of scopes: it looks up combinations of ancestors in the index of `ScopeCell`.
    """
    cells = ScopeCell.objects.all()
    for facet, elements in _reach(scope_id).items():
        column = FACETS[facet][0]
        first, *others = sorted(elements.values(), key=len) or [frozenset[int]()]
        cells = cells.filter(**{f"{column}__in": [EVERYWHERE, *sorted(first)]})
        for ancestors in others:
            same = ScopeCell.objects.filter(
                scope=OuterRef("scope"), **{f"{column}__in": [EVERYWHERE, *sorted(ancestors)]}
            )
            cells = cells.filter(Exists(same))
    return cells.values_list("scope_id", flat=True)


def overlapping(scope_id: int) -> QuerySet[ScopeCell, int]:
    """Return a subquery of the ids of all scopes that share anything with this one and of itself (may repeat)."""
    cells = ScopeCell.objects.all()
    for facet, elements in _reach(scope_id).items():
        if elements:
            column, _own, closures = FACETS[facet]
            related = _related(closures, list(elements))
            cells = cells.filter(Q(**{column: EVERYWHERE}) | Q(**{f"{column}__in": related}))
    return cells.values_list("scope_id", flat=True)


def mentioning(text: str) -> QuerySet[ScopeCell, int]:
    """Return a subquery of the ids of scopes that name, contain or lie in something whose name holds ``text``.

    Names are those of topics and territories in any language, and languages' own. Everywhere names nothing.
    """
    wanted = folded(text.strip())
    named = {
        "topic": TopicLabel.objects.filter(folded__contains=wanted).values("topic"),
        "territory": TerritoryLabel.objects.filter(folded__contains=wanted).values("territory"),
        "language": Language.objects.filter(folded__contains=wanted).values("pk"),
    }
    found = Q(pk=None)
    for facet, keys in named.items():
        found |= Q(**{f"{FACETS[facet][0]}__in": _related(FACETS[facet][2], keys)})
    return ScopeCell.objects.filter(found).values_list("scope_id", flat=True)


def about_topic(topic_id: int) -> QuerySet[ScopeCell, int]:
    """Return a subquery of the ids of scopes that name a topic or something that contains it."""
    above = TopicClosure.objects.filter(descendant=topic_id).values("ancestor")
    return ScopeCell.objects.filter(topic_key__in=above).values_list("scope_id", flat=True)


def _related(closures: type[Model], keys: object) -> QuerySet[Any, Any]:
    """Return a subquery of everything that shares something with one of ``keys``."""
    below = closures._default_manager.filter(ancestor__in=keys).values("descendant")
    return closures._default_manager.filter(descendant__in=below).values("ancestor")


def _reach(scope_id: int) -> dict[str, dict[int, frozenset[int]]]:
    """Return, for each facet, the keys of the scope's elements with the keys of all that contains each (one query)."""
    found: tuple[dict[int, set[int]], ...] = ({}, {}, {})
    for facet, element, ancestor in statements.reach(scope_id):
        found[facet].setdefault(element, set()).add(ancestor)
    elements = ({k: frozenset(v) for k, v in facet.items()} for facet in found)
    return dict(zip(FACETS, elements, strict=True))


def facets_of(scope_ids: Collection[int]) -> dict[int, Facets]:
    """Return the facets of each scope, in one query."""
    names = {"topic": "topic__slug", "territory": "territory__code", "language": "language__tag"}
    branches = [
        own._default_manager.filter(scope__in=scope_ids).values_list(
            "scope_id", Value(facet), f"{facet}_id", names[facet]
        )
        for facet, (_column, own, _closure) in FACETS.items()
    ]
    found: dict[int, dict[str, set[Any]]] = {i: defaultdict(set) for i in scope_ids}
    for scope_id, facet, key, name in branches[0].union(*branches[1:], all=True):
        found[scope_id][facet].add(key if facet == "topic" else name)
    return {
        i: Facets(frozenset(f["topic"]), frozenset(f["territory"]), frozenset(f["language"])) for i, f in found.items()
    }


def reaches_of(scope_ids: Collection[int]) -> tuple[dict[int, Facets], World]:
    """Return the facets of each scope and what contains their elements, all by key instead of by code and tag.

    One query; enough for `covers` and `specificity` among these scopes, and for nothing else.
    """
    facets: dict[int, tuple[set[Any], ...]] = {i: (set(), set(), set()) for i in scope_ids}
    up: tuple[dict[Any, set[Any]], ...] = (defaultdict(set), defaultdict(set), defaultdict(set))
    for scope_id, facet, element, ancestor in statements.reaches(facets):
        name = str if facet else int
        facets[scope_id][facet].add(name(element))
        up[facet][name(element)].add(name(ancestor))
    world = World(*({k: frozenset(v) for k, v in found.items()} for found in up))
    return {i: Facets(*map(frozenset, three)) for i, three in facets.items()}, world


def ancestry_of(*facets: Facets) -> World:
    """Return what contains each element of these facets; enough for `covers` among them and for `specificity`."""
    return World(
        topics=_ancestry(TopicClosure, "id", {t for f in facets for t in f.topics}),
        territories=_ancestry(TerritoryClosure, "code", {t for f in facets for t in f.territories}),
        languages=_ancestry(LanguageClosure, "tag", {t for f in facets for t in f.languages}),
    )


def world() -> World:
    """Return what contains everything there is; enough for `overlaps`."""
    return World(
        topics=_ancestry(TopicClosure, "id"),
        territories=_ancestry(TerritoryClosure, "code"),
        languages=_ancestry(LanguageClosure, "tag"),
    )


def _ancestry(closures: type[Model], name: str, only: Iterable[Any] | None = None) -> Ancestry[Any]:
    rows = closures._default_manager.values_list(F(f"descendant__{name}"), F(f"ancestor__{name}"))
    if only is not None:
        wanted = list(only)
        rows = rows.filter(**{f"descendant__{name}__in": wanted}) if wanted else rows.none()
    found: dict[Any, set[Any]] = defaultdict(set)
    for descendant, ancestor in rows:
        found[descendant].add(ancestor)
    return {k: frozenset(v) for k, v in found.items()}
