"""What forms offer for a scope: a few things to tick, and everything else by its name."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any

from babel import Locale, UnknownLocaleError
from django.db.models import BooleanField, CharField, Exists, ExpressionWrapper, OuterRef, Q, Value
from django.db.models.functions import Cast
from django.utils.translation import get_language

from talkoot.scopes.models import Language, Territory, TerritoryLabel, Topic, TopicClosure, TopicLabel
from talkoot.scopes.queries.names import best_label
from talkoot.scopes.rules import TerritoryKind, folded, is_regional, language_tag

# (value, name): topic ids as text, territory codes, language tags.
type Pairs = list[tuple[str, str]]

# So many topics stand to be ticked at once; where there are more, only the broadest do.
FEW = 40
# So many things are offered for a name that fits several.
MEANT = 8


class ScopeOffer:
    """Everything a form needs to ask for a scope; two queries, and two more for a name in another language.

    ``language`` is that of the names, the page's when empty; ``own`` are the languages the reader reads.
    """

    def __init__(self, language: str = "", own: Collection[str] = ()) -> None:
        self._tag = language_tag(language or get_language() or "en")
        self._own = own

    @property
    def languages(self) -> Pairs:
        """Return what `language_choices` returns, without asking anew."""
        rows = [row for row in self._languages.items() if not is_regional(row[0])]
        return sorted(rows, key=lambda row: (row[0] != self._tag, folded(row[1])))

    def first(self, facet: str) -> Pairs:
        """Return what stands to be ticked before anything is typed: topics, regions, the reader's languages."""
        if facet == "languages":
            return [(tag, self._languages[tag]) for tag in self._own if tag in self._languages]
        few = facet == "topics" and len(self._names[facet]) <= FEW
        names = {key: name for key, name in self._names[facet].items() if few or key in self._broad[facet]}
        return sorted(names.items(), key=lambda row: folded(row[1]))

    def named(self, facet: str, keys: Iterable[str]) -> Pairs:
        """Return the names of ``keys``, in their order; those nobody knows are left out."""
        names = self._languages if facet == "languages" else self._names[facet]
        return [(key, names[key]) for key in keys if key in names]

    def called(self, facet: str, name: str) -> tuple[bool, Pairs]:
        """Return what ``name`` may mean, and whether it can mean nothing else.

        A name means what is called exactly so, in any language, else whatever has it in its name.
        """
        wanted = folded(name.strip())
        if not wanted:
            return False, []
        rows = self._rows(facet, wanted)
        exact = list(dict.fromkeys(key for key, text in rows if wanted in (text, key.lower())))
        near = sorted((row for row in rows if wanted in row[1]), key=lambda row: (len(row[1]), row[1]))
        keys = exact or list(dict.fromkeys(key for key, _text in near))
        return len(exact) == 1, self.named(facet, keys[:MEANT])

    def _rows(self, facet: str, wanted: str) -> Iterable[tuple[str, str]]:
        """Return (value, folded name) of what may be meant, in the page's language first, else in any."""
        if facet == "languages":
            return [(tag, folded(name)) for tag, name in (*self._languages.items(), *self._translated())]
        rows = [(key, folded(name)) for key, name in self._names[facet].items()]
        if any(wanted in (text, key.lower()) for key, text in rows):
            return rows
        return [*rows, *_labels(facet, wanted)]

    def _translated(self) -> Iterable[tuple[str, str]]:
        """Return the languages' names in the page's language and in English, so that "Swahili" finds Kiswahili."""
        for tag in dict.fromkeys((self._tag, "en")):
            try:
                names = Locale.parse(tag.replace("-", "_")).languages
            except (UnknownLocaleError, ValueError):
                continue
            for key, name in names.items():
                found = key.replace("_", "-")
                if found in self._languages:
                    yield found, name

    @cached_property
    def _languages(self) -> dict[str, str]:
        return dict(Language.objects.values_list("tag", "autonym"))

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {"topics": {}, "territories": {}}
        for facet, key, name, _broad in self._known:
            found[facet][key] = name
        return found

    @cached_property
    def _broad(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {"topics": set(), "territories": set()}
        for facet, key, _name, is_broad in self._known:
            if is_broad:
                found[facet].add(key)
        return found

    @cached_property
    def _known(self) -> list[tuple[str, str, str, bool]]:
        """Return facet, key, name and whether it is among the broadest, of each topic and territory."""
        narrower = TopicClosure.objects.filter(descendant=OuterRef("pk"), depth__gt=0)
        topics = Topic.objects.values_list(
            Value("topics"),
            Cast("pk", CharField()),
            best_label(TopicLabel, self._tag, key="pk", plain="slug"),
            ~Exists(narrower),
        )
        territories = Territory.objects.values_list(
            Value("territories"),
            "code",
            best_label(TerritoryLabel, self._tag, key="pk", plain="code"),
            ExpressionWrapper(Q(kind=TerritoryKind.AREA), output_field=BooleanField()),
        )
        return list(topics.union(territories, all=True))


def _labels(facet: str, wanted: str) -> list[tuple[str, str]]:
    """Return (value, folded name) of what has ``wanted`` in its name in any language."""
    labels: Any = (
        TopicLabel.objects.values_list(Cast("topic", CharField()), "folded")
        if facet == "topics"
        else TerritoryLabel.objects.values_list("territory__code", "folded")
    )
    return list(labels.filter(folded__contains=wanted)[:200])
