"""Topics: added, named in languages, put under broader ones. The closure is kept by the same writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.texts import clean_line
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.scopes import queries
from talkoot.scopes.events import TopicAdded, TopicLabelled, TopicLifted, TopicPlaced
from talkoot.scopes.models import Scope, Topic, TopicClosure, TopicLabel
from talkoot.scopes.permissions import Permission, may
from talkoot.scopes.rules import Cycle, Facets, closure, folded, is_qid, language_tag, specificity


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """A topic as a file or a demo describes it; ``broader`` are the slugs of topics that contain it."""

    slug: str
    labels: Mapping[str, str]
    qid: str = ""
    broader: Sequence[str] = field(default=())


def add_topic(
    *, labels: Mapping[str, str], slug: str = "", qid: str = "", broader: Sequence[int] = (), by: Actor, at: datetime,
    key: str = "",
) -> Topic:  # fmt: skip
    """Add a topic with its names (language tag -> text) under the topics ``broader``.

    Refuses a topic without a name, a slug or Wikidata id in use, and an id that is none.
    """
    with writing(by=by, at=at, key=key) as announce:
        require(may(by, Permission.ADD_TOPIC, at=at))
        topic = Topic.objects.create(slug=_free_slug(slug, labels, qid), qid=_checked_qid(qid))
        _write_labels(topic, labels)
        TopicClosure.objects.create(ancestor=topic, descendant=topic, depth=0)
        announce(TopicAdded(subject=topic.ref, slug=topic.slug, qid=topic.qid or ""))
        for parent in Topic.objects.filter(pk__in=broader):
            _place(topic, parent)
            announce(TopicPlaced(subject=topic.ref, broader=parent.ref))
    return topic


def label_topic(topic_id: int, *, language: str, text: str, by: Actor, at: datetime, key: str = "") -> TopicLabel:
    """Name the topic in ``language``; an earlier name in that language is replaced. Refuses an empty name."""
    with writing(by=by, at=at, key=key) as announce:
        topic = Topic.objects.select_for_update().get(pk=topic_id)
        require(may(by, Permission.LABEL_TOPIC, topic, at=at))
        (label,) = _write_labels(topic, {language: text})
        announce(TopicLabelled(subject=topic.ref, language=label.language))
    return label


def place_topic(topic_id: int, *, broader_id: int, by: Actor, at: datetime, key: str = "") -> None:
    """Put the topic under a broader one. Refuses when the broader one lies, by any path, under the topic."""
    with writing(by=by, at=at, key=key) as announce:
        topics = {t.pk: t for t in Topic.objects.select_for_update().order_by("pk")}
        topic, parent = topics[topic_id], topics[broader_id]
        require(may(by, Permission.PLACE_TOPIC, topic, at=at))
        if _place(topic, parent):
            announce(TopicPlaced(subject=topic.ref, broader=parent.ref))


def lift_topic(topic_id: int, *, broader_id: int, by: Actor, at: datetime, key: str = "") -> None:
    """Take the topic out from directly under ``broader_id``. Refuses when it does not lie there."""
    with writing(by=by, at=at, key=key) as announce:
        topics = {t.pk: t for t in Topic.objects.select_for_update().order_by("pk")}
        topic, parent = topics[topic_id], topics[broader_id]
        require(may(by, Permission.LIFT_TOPIC, topic, at=at))
        edges = _edges()
        if (parent.pk, topic.pk) not in edges:
            raise Refusal("not_under", _("The topic does not lie directly under that one."), "broader")
        _rewrite_closure(edges - {(parent.pk, topic.pk)})
        announce(TopicLifted(subject=topic.ref, broader=parent.ref))


def load_topics(specs: Sequence[TopicSpec], *, by: Actor, at: datetime) -> dict[str, Topic]:
    """Make the topics of ``specs`` exist with their names and broader topics; what is there already stays as it is.

    Return all of them by slug. May be run again at any time; only differences are written.
    """
    with writing(by=by, at=at):
        topics = {t.slug: t for t in Topic.objects.filter(slug__in=[s.slug for s in specs])}
        for spec in specs:
            if spec.slug not in topics:
                topics[spec.slug] = add_topic(labels=spec.labels, slug=spec.slug, qid=spec.qid, by=by, at=at)
        _load_labels(specs, topics, by=by, at=at)
        edges = _edges()
        for spec in specs:
            for parent in (topics[slug] for slug in spec.broader):
                if (parent.pk, topics[spec.slug].pk) not in edges:
                    place_topic(topics[spec.slug].pk, broader_id=parent.pk, by=by, at=at)
    return topics


def _load_labels(specs: Sequence[TopicSpec], topics: Mapping[str, Topic], *, by: Actor, at: datetime) -> None:
    labels = TopicLabel.objects.filter(topic__in=topics.values()).values_list("topic__slug", "language", "text")
    there = {(slug, language): text for slug, language, text in labels}
    for spec in specs:
        for language, text in spec.labels.items():
            if there.get((spec.slug, language_tag(language))) != clean_line(text):
                label_topic(topics[spec.slug].pk, language=language, text=text, by=by, at=at)


def _free_slug(slug: str, labels: Mapping[str, str], qid: str) -> str:
    if slug:
        if Topic.objects.filter(slug=slug).exists():
            raise Refusal("slug_taken", _("Another topic has this address."), "slug")
        return slug
    names = [labels.get("en", ""), *labels.values()]
    stem = next((s for s in (slugify(n)[:60] for n in names) if s), qid.lower() or "topic")
    taken = set(Topic.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(s for s in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if s not in taken)


def _checked_qid(qid: str) -> str | None:
    if not qid:
        return None
    if not is_qid(qid):
        raise Refusal("bad_qid", _("A Wikidata id is the letter Q and a number, such as Q42."), "qid")
    if Topic.objects.filter(qid=qid).exists():
        raise Refusal("qid_taken", _("Another topic stands for this Wikidata item."), "qid")
    return qid


def _write_labels(topic: Topic, labels: Mapping[str, str]) -> list[TopicLabel]:
    cleaned = {language_tag(language): clean_line(text) for language, text in labels.items()}
    if not cleaned or not all(cleaned.values()):
        raise Refusal("no_name", _("A topic needs a name."), "text")
    return [
        TopicLabel.objects.update_or_create(
            topic=topic, language=language, defaults={"text": text, "folded": folded(text)}
        )[0]
        for language, text in cleaned.items()
    ]


def _place(topic: Topic, parent: Topic) -> bool:
    edges = _edges()
    if (parent.pk, topic.pk) in edges:
        return False
    try:
        _rewrite_closure(edges | {(parent.pk, topic.pk)})
    except Cycle:
        raise Refusal(
            "cycle", _("That topic lies under this one already, so it cannot be broader too."), "broader"
        ) from None
    return True


def _edges() -> set[tuple[int, int]]:
    return set(TopicClosure.objects.filter(depth=1).values_list("ancestor", "descendant"))


def _rewrite_closure(edges: set[tuple[int, int]]) -> None:
    wanted = closure(edges)
    rows = {(row.ancestor_id, row.descendant_id): row for row in TopicClosure.objects.exclude(depth=0)}
    wanted = {pair: depth for pair, depth in wanted.items() if depth}
    gone = [row.pk for pair, row in rows.items() if wanted.get(pair) != row.depth]
    new = [(pair, depth) for pair, depth in wanted.items() if pair not in rows or rows[pair].depth != depth]
    TopicClosure.objects.filter(pk__in=gone).delete()
    TopicClosure.objects.bulk_create(
        TopicClosure(ancestor_id=up, descendant_id=down, depth=depth) for (up, down), depth in new
    )
    moved = {down for _up, down in (set(rows) ^ set(wanted))}
    _measure_again(moved)


def _measure_again(topic_ids: set[int]) -> None:
    """Scopes about moved topics lie deeper or less deep than before."""
    scopes = list(Scope.objects.filter(topics__in=topic_ids).distinct())
    facets = queries.facets_of([s.pk for s in scopes])
    world = queries.ancestry_of(*facets.values())
    for scope in scopes:
        scope.specificity = specificity(facets.get(scope.pk, Facets()), world)
    Scope.objects.bulk_update(scopes, ["specificity"])
