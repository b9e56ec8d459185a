"""What forms offer: topics under their broadest topic, countries under their region, languages by own name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Exists, OuterRef
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext

from talkoot.scopes.models import (
    Language,
    Territory,
    TerritoryClosure,
    TerritoryLabel,
    Topic,
    TopicClosure,
    TopicLabel,
)
from talkoot.scopes.queries.names import best_label
from talkoot.scopes.rules import TerritoryKind, folded, is_regional

# Groups of (value, label), as form widgets take them.
type Choices = list[tuple[str, list[tuple[Any, str]]]]


@dataclass(frozen=True, slots=True)
class ScopeChoices:
    """Everything a form needs to ask for a scope; values are topic ids, territory codes and language tags."""

    topics: Choices
    territories: Choices
    languages: list[tuple[str, str]]


def scope_form_choices(language: str = "") -> ScopeChoices:
    """Return all choices for a scope's three facets (five queries), named in ``language``, the page's when empty."""
    return ScopeChoices(topic_choices(language), territory_choices(language), language_choices(language))


def topic_choices(language: str = "") -> Choices:
    """Return topic ids and names, grouped under the broadest topics; each group starts with the broad topic itself."""
    name = best_label(TopicLabel, language, key="pk", plain="slug")
    narrower = TopicClosure.objects.filter(descendant=OuterRef("pk"), depth__gt=0)
    rows = Topic.objects.annotate(name=name, is_narrower=Exists(narrower)).values_list("pk", "name", "is_narrower")
    names = {pk: text for pk, text, _narrow in rows}
    roots = {pk for pk, _text, narrow in rows if not narrow}
    pairs = TopicClosure.objects.filter(ancestor__in=roots).values_list("ancestor", "descendant")
    return _grouped(names, pairs, roots)


def territory_choices(language: str = "") -> Choices:
    """Return territory codes and names: first the areas, then the countries of each smallest region."""
    name = best_label(TerritoryLabel, language, key="pk", plain="code")
    rows = list(Territory.objects.annotate(name=name).values_list("code", "kind", "name"))
    names = {code: text for code, _kind, text in rows}
    areas = {code for code, kind, _text in rows if kind == TerritoryKind.AREA}
    pairs = TerritoryClosure.objects.filter(depth=1, descendant__kind=TerritoryKind.COUNTRY)
    placed = list(pairs.values_list("ancestor__code", "descendant__code"))
    loose = set(names) - areas - {country for _area, country in placed}
    groups = [(gettext("Regions"), _sorted(areas, names)), *_grouped(names, placed, {a for a, _c in placed})]
    return [*groups, (gettext("Other"), _sorted(loose, names))] if loose else groups


def language_choices(language: str = "") -> list[tuple[str, str]]:
    """Return language tags with the languages' own names, by name; the reader's language comes first.

    Variants that only name a script or a region (``zh-Hant-TW``, ``es-419``) are left to their language. The database
    is asked when somebody first looks at the list: a form that is sent in the reader's own language never does.
    """

    def found() -> list[tuple[str, str]]:
        rows = [row for row in Language.objects.values_list("tag", "autonym") if not is_regional(row[0])]
        return sorted(rows, key=lambda row: (row[0] != language, folded(row[1])))

    return cast("list[tuple[str, str]]", SimpleLazyObject(found))


def _grouped(names: dict[Any, str], pairs: Any, heads: set[Any]) -> Choices:
    groups: dict[Any, set[Any]] = defaultdict(set)
    for head, one in pairs:
        groups[head].add(one)
    ordered = sorted(heads, key=lambda head: folded(names[head]))
    return [(names[head], _sorted(groups[head], names, head)) for head in ordered]


def _sorted(keys: set[Any], names: dict[Any, str], head: Any = None) -> list[tuple[Any, str]]:
    return sorted(((key, names[key]) for key in keys), key=lambda row: (row[0] != head, folded(row[1])))
