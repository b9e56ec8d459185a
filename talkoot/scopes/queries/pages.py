"""What the pages of scopes and topics show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from talkoot.kernel.actors import Actor
from talkoot.kernel.paging import SIZE
from talkoot.scopes.models import (
    Language,
    Scope,
    Territory,
    TerritoryLabel,
    Topic,
    TopicClosure,
    TopicLabel,
)
from talkoot.scopes.queries.names import best_label, describe
from talkoot.scopes.rules import folded


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic as a link: its name in the reader's language and, where a search found it by another, that one."""

    id: int
    slug: str
    name: str
    found_by: str = ""


@dataclass(frozen=True, slots=True)
class NameLine:
    """A name in a language, and that language's own name."""

    language: str
    autonym: str
    text: str


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic with its names, and what lies right above and right below it."""

    topic: Topic
    name: str
    labels: Sequence[NameLine]
    broader: Sequence[TopicLink]
    narrower: Sequence[TopicLink]


@dataclass(frozen=True, slots=True)
class ScopePage:
    """A scope in words and by its facets; each facet is empty where it is everywhere."""

    scope: Scope
    name: str
    topics: Sequence[TopicLink]
    territories: Sequence[tuple[str, str]]
    languages: Sequence[Language]


def get_topic(slug: str, *, viewer: Actor, language: str = "") -> TopicPage:
    """Return the topic's page (topics are public); 404 when there is none."""
    topic = get_object_or_404(_named(Topic.objects.all(), language), slug=slug)
    above = TopicClosure.objects.filter(descendant=topic, depth=1).values("ancestor")
    below = TopicClosure.objects.filter(ancestor=topic, depth=1).values("descendant")
    near = _named(Topic.objects.filter(Q(pk__in=above) | Q(pk__in=below)), language)
    marked = near.annotate(is_above=Exists(TopicClosure.objects.filter(ancestor=OuterRef("pk"), descendant=topic)))
    links = [(row.is_above, _link(row)) for row in marked]
    return TopicPage(
        topic=topic,
        name=topic.name,  # type: ignore[attr-defined]  # an annotation of the query above
        labels=_names(topic),
        broader=[link for is_above, link in links if is_above],
        narrower=[link for is_above, link in links if not is_above],
    )


def _names(topic: Topic) -> list[NameLine]:
    autonym = Language.objects.filter(tag=OuterRef("language")).values("autonym")
    rows = topic.labels.annotate(autonym=Coalesce(Subquery(autonym), F("language"))).order_by("autonym")
    return [NameLine(*row) for row in rows.values_list("language", "autonym", "text")]


def get_scope(scope_id: int, *, viewer: Actor, language: str = "") -> ScopePage:
    """Return the scope's page (scopes are public); 404 when there is none."""
    scope = get_object_or_404(Scope, pk=scope_id)
    places = Territory.objects.filter(pk__in=scope.territories.values("pk")).annotate(
        name=best_label(TerritoryLabel, language, key="pk", plain="code")
    )
    return ScopePage(
        scope=scope,
        name=describe([scope.pk], language)[scope.pk],
        topics=[_link(t) for t in _named(Topic.objects.filter(pk__in=scope.topics.values("pk")), language)],
        territories=list(places.order_by("name").values_list("code", "name")),
        languages=list(scope.languages.order_by("autonym")),
    )


def find_topics(text: str, *, viewer: Actor, language: str = "", limit: int = SIZE) -> list[TopicLink]:
    """Return topics that have a name, in any language, holding ``text``; those whose name starts with it first."""
    wanted = folded(text.strip())
    if not wanted:
        return []
    hits = TopicLabel.objects.filter(topic=OuterRef("pk"), folded__contains=wanted)
    starts = hits.filter(folded__startswith=wanted)
    found = (
        _named(Topic.objects.filter(Exists(hits)), language)
        .annotate(is_start=Exists(starts), found_by=hits.order_by("pk").values("text")[:1])
        .order_by(F("is_start").desc(), F("name"), "pk")[:limit]
    )
    return [_link(t, found_by="" if wanted in folded(t.name) else t.found_by) for t in found]  # type: ignore[attr-defined]  # an annotation of the query above


def list_topics(*, viewer: Actor, language: str = "") -> list[tuple[TopicLink, list[TopicLink]]]:
    """Return the broadest topics, each with those right below it, by name."""
    roots = _named(
        Topic.objects.exclude(pk__in=TopicClosure.objects.filter(depth__gt=0).values("descendant")), language
    )
    below = TopicClosure.objects.filter(depth=1, ancestor__in=[t.pk for t in roots])
    pairs = list(below.values_list("ancestor", "descendant"))
    children = {t.pk: _link(t) for t in _named(Topic.objects.filter(pk__in=[d for _a, d in pairs]), language)}
    return [(_link(t), [link for pk, link in children.items() if (t.pk, pk) in pairs]) for t in roots]


def _named(topics: QuerySet[Topic], language: str) -> QuerySet[Topic]:
    name = best_label(TopicLabel, language, key="pk", plain="slug")
    return topics.annotate(name=name).order_by("name", "pk")


def _link(topic: Topic, found_by: str = "") -> TopicLink:
    return TopicLink(topic.pk, topic.slug, topic.name, found_by)  # type: ignore[attr-defined]  # the name is an annotation made by `_named`
