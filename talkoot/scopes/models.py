"""Schema of scopes: topics, territories, languages, how they contain each other, and the scopes made of them.

Keys without an index of their own (``db_index=False``) are the first column of a constraint or index below them.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from talkoot.kernel.refs import ref
from talkoot.scopes.rules import Direction, TerritoryKind

QID = r"^Q[1-9][0-9]{0,11}$"


class Topic(models.Model):
    """What a matter is about. It may lie under several broader topics; never, by any path, under itself."""

    slug = models.SlugField(max_length=80, unique=True)
    qid = models.CharField(max_length=13, null=True, blank=True, unique=True)

    class Meta:
        constraints = [models.CheckConstraint(name="scopes_topic_qid", condition=Q(qid=None) | Q(qid__regex=QID))]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        """Return the topic's page."""
        return reverse("scopes:topic", args=[self.slug])

    @property
    def ref(self) -> str:
        """Return the topic's reference in the ledger."""
        return ref("topic", self.pk)


class TopicLabel(models.Model):
    """A topic's name in one language; ``folded`` is the form searched: no case, no accents."""

    topic = models.ForeignKey(Topic, models.PROTECT, db_index=False, related_name="labels")
    language = models.CharField(max_length=35)
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=400, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="scopes_one_label_a_language", fields=["topic", "language"]),
            models.CheckConstraint(name="scopes_topic_label_not_empty", condition=~Q(text="") & ~Q(language="")),
        ]
        indexes = [models.Index(name="scopes_topic_label_folded", fields=["folded"])]

    def __str__(self) -> str:
        return self.text


class TopicClosure(models.Model):
    """``ancestor`` contains ``descendant``, ``depth`` steps down at the nearest; depth 1 is what people entered."""

    ancestor = models.ForeignKey(Topic, models.PROTECT, db_index=False, related_name="down")
    descendant = models.ForeignKey(Topic, models.PROTECT, db_index=False, related_name="up")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="scopes_topic_closure_once", fields=["descendant", "ancestor"]),
            models.CheckConstraint(
                name="scopes_topic_never_under_itself",
                condition=Q(depth=0, ancestor=F("descendant")) | (Q(depth__gt=0) & ~Q(ancestor=F("descendant"))),
            ),
        ]
        indexes = [models.Index(name="scopes_topic_closure_down", fields=["ancestor", "descendant"])]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"


class Territory(models.Model):
    """A UN M49 area (``014``, Eastern Africa) or an ISO 3166 country (``KE``)."""

    code = models.CharField(max_length=3, unique=True)
    kind = models.CharField(max_length=10, choices=[(k, k) for k in TerritoryKind])
    m49 = models.CharField(max_length=3, null=True, blank=True, unique=True)
    qid = models.CharField(max_length=13, null=True, blank=True, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="scopes_territory_kind", condition=Q(kind__in=list(TerritoryKind))),
            models.CheckConstraint(
                name="scopes_territory_code",
                condition=Q(kind=TerritoryKind.AREA, code__regex=r"^[0-9]{3}$")
                | Q(kind=TerritoryKind.COUNTRY, code__regex=r"^[A-Z]{2}$"),
            ),
            models.CheckConstraint(name="scopes_territory_qid", condition=Q(qid=None) | Q(qid__regex=QID)),
        ]

    def __str__(self) -> str:
        return self.code


class TerritoryLabel(models.Model):
    """A territory's name in one language; ``folded`` is the form searched: no case, no accents."""

    territory = models.ForeignKey(Territory, models.PROTECT, db_index=False, related_name="labels")
    language = models.CharField(max_length=35)
    text = models.CharField(max_length=200)
    folded = models.CharField(max_length=400, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="scopes_one_territory_label", fields=["territory", "language"]),
            models.CheckConstraint(name="scopes_territory_label_not_empty", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text


class TerritoryClosure(models.Model):
    """``ancestor`` contains ``descendant``, ``depth`` steps down at the nearest."""

    ancestor = models.ForeignKey(Territory, models.PROTECT, db_index=False, related_name="down")
    descendant = models.ForeignKey(Territory, models.PROTECT, db_index=False, related_name="up")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="scopes_territory_closure_once", fields=["descendant", "ancestor"]),
            models.CheckConstraint(
                name="scopes_territory_never_under_itself",
                condition=Q(depth=0, ancestor=F("descendant")) | (Q(depth__gt=0) & ~Q(ancestor=F("descendant"))),
            ),
        ]
        indexes = [models.Index(name="scopes_territory_closure_down", fields=["ancestor", "descendant"])]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"


class Language(models.Model):
    """A BCP 47 tag, its own name for itself (``folded`` for search) and the direction it is written in."""

    tag = models.CharField(max_length=35, unique=True)
    autonym = models.CharField(max_length=120)
    folded = models.CharField(max_length=240, editable=False)
    direction = models.CharField(max_length=3, choices=[(d, d) for d in Direction])

    class Meta:
        constraints = [
            models.CheckConstraint(name="scopes_language_direction", condition=Q(direction__in=list(Direction))),
            models.CheckConstraint(name="scopes_language_autonym", condition=~Q(autonym="")),
        ]

    def __str__(self) -> str:
        return self.tag


class LanguageFallback(models.Model):
    """What readers of ``language`` are shown when a text lacks it: first itself, then the chain, last English."""

    language = models.ForeignKey(Language, models.PROTECT, db_index=False, related_name="fallback")
    position = models.PositiveSmallIntegerField()
    tag = models.CharField(max_length=35)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="scopes_one_fallback_a_place", fields=["language", "position"]),
            models.UniqueConstraint(name="scopes_fallback_once", fields=["language", "tag"]),
        ]

    def __str__(self) -> str:
        return f"{self.language_id} {self.position} {self.tag}"


class LanguageClosure(models.Model):
    """``ancestor`` contains ``descendant``: ``zh`` contains ``zh-Hant`` and, as a macrolanguage, ``yue``."""

    ancestor = models.ForeignKey(Language, models.PROTECT, db_index=False, related_name="down")
    descendant = models.ForeignKey(Language, models.PROTECT, db_index=False, related_name="up")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="scopes_language_closure_once", fields=["descendant", "ancestor"]),
            models.CheckConstraint(
                name="scopes_language_never_under_itself",
                condition=Q(depth=0, ancestor=F("descendant")) | (Q(depth__gt=0) & ~Q(ancestor=F("descendant"))),
            ),
        ]
        indexes = [models.Index(name="scopes_language_closure_down", fields=["ancestor", "descendant"])]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"


class Scope(models.Model):
    """Topics x territories x languages; an empty facet means everywhere. Equal facets are the same row.

    ``key`` is the facets in canonical form. ``specificity`` counts the steps below everywhere (`rules.specificity`).
    """

    key = models.CharField(max_length=1_000, unique=True)
    topics = models.ManyToManyField(Topic, related_name="+")
    territories = models.ManyToManyField(Territory, related_name="+")
    languages = models.ManyToManyField(Language, related_name="+")
    specificity = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.key or "everywhere"

    def get_absolute_url(self) -> str:
        """Return the scope's page."""
        return reverse("scopes:scope", args=[self.pk])

    @property
    def ref(self) -> str:
        """Return the scope's reference."""
        return ref("scope", self.pk)


class ScopeCell(models.Model):
    """One point of a scope: topic x territory x language, 0 where the facet is everywhere.

    The scopes that cover a point are found by one look at this index per combination of its ancestors, however
    many scopes there are. Plain numbers instead of foreign keys, because no index finds "this row or none".
    """

    scope = models.ForeignKey(Scope, models.PROTECT, related_name="cells")
    topic_key = models.BigIntegerField()
    territory_key = models.BigIntegerField()
    language_key = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="scopes_cell_once", fields=["topic_key", "territory_key", "language_key", "scope"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope_id}: {self.topic_key}/{self.territory_key}/{self.language_key}"
