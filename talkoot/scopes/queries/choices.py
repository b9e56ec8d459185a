"""What lists in forms offer: topics under their broadest topic, languages by own name. See `offers` for scopes."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, cast

from django.db.models import Exists, OuterRef
from django.utils.functional import SimpleLazyObject

from talkoot.scopes.models import Language, Topic, TopicClosure, TopicLabel
from talkoot.scopes.queries.names import best_label
from talkoot.scopes.rules import folded, is_regional

# Groups of (value, label), as form widgets take them.
type Choices = list[tuple[str, list[tuple[Any, str]]]]


def topic_choices(language: str = "") -> Choices:
    """Return topic ids and names, grouped under the broadest topics; each group starts with the broad topic itself."""
    name = best_label(TopicLabel, language, key="pk", plain="slug")
    narrower = TopicClosure.objects.filter(descendant=OuterRef("pk"), depth__gt=0)
    rows = Topic.objects.annotate(name=name, is_narrower=Exists(narrower)).values_list("pk", "name", "is_narrower")
    names = {pk: text for pk, text, _narrow in rows}
    roots = {pk for pk, _text, narrow in rows if not narrow}
    pairs = TopicClosure.objects.filter(ancestor__in=roots).values_list("ancestor", "descendant")
    return _grouped(names, pairs, roots)


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
