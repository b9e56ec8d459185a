"""Bodies: their kinds (data), their place in the tree, their names and where they can be met."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from talkoot.directory.rules import BodyStatus, ChannelKind, RelationKind
from talkoot.kernel.refs import ref


class BodyKind(models.Model):
    """A kind of body (chapter, hub, council…): data, so a movement may add its own."""

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.key


class BodyKindLabel(models.Model):
    """The words for a kind in one language."""

    kind = models.ForeignKey(BodyKind, models.PROTECT, related_name="labels")
    language = models.CharField(max_length=35)
    singular = models.CharField(max_length=80)
    plural = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "language"], name="directory_kind_label_once")]

    def __str__(self) -> str:
        return f"{self.singular} ({self.language})"


class Body(models.Model):
    """A group with a mandate. ``parent`` is what it is part of; `BodyClosure` is the fast form of that tree.

    ``mission`` is Markdown in ``language``, ``html`` the same rendered. Names are proper names, in no language.
    """

    name = models.CharField(max_length=200)
    slug = models.CharField(max_length=120, unique=True)
    fold = models.CharField(max_length=400, editable=False)
    kind = models.ForeignKey(BodyKind, models.PROTECT, related_name="bodies")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    scope = models.ForeignKey("scopes.Scope", models.PROTECT, related_name="bodies")
    status = models.CharField(max_length=10, choices=[(s, s) for s in BodyStatus], default=BodyStatus.ACTIVE)
    mission = models.TextField(blank=True)
    language = models.CharField(max_length=35)
    html = models.TextField(blank=True, editable=False)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    source = models.CharField(max_length=40, blank=True)
    source_key = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=list(BodyStatus)), name="directory_body_status"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="directory_body_named"),
            models.CheckConstraint(condition=~Q(language=""), name="directory_body_has_language"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="directory_body_not_own_parent"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(status=BodyStatus.ENDED), name="directory_body_end_means_ended"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gte=F("started_on")),
                name="directory_body_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["source", "source_key"], condition=~Q(source_key=""), name="directory_body_source_once"
            ),
        ]
        indexes = [
            models.Index(fields=["fold", "id"], name="directory_body_by_fold"),
            models.Index(fields=["kind", "fold", "id"], name="directory_body_by_kind"),
        ]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the body's page."""
        return reverse("directory:body", args=[self.slug])

    @property
    def ref(self) -> str:
        """Return how the ledger names this body."""
        return ref("body", self.pk)


class BodyClosure(models.Model):
    """``descendant`` is part of ``ancestor``, ``depth`` steps down; every body is in itself at depth 0."""

    ancestor = models.ForeignKey(Body, models.PROTECT, related_name="within")
    descendant = models.ForeignKey(Body, models.PROTECT, related_name="above")
    depth = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["descendant", "ancestor"], name="directory_closure_once"),
            # A body is at depth 0 of itself and of nothing else, so a cycle has no row it could be written as.
            models.CheckConstraint(
                condition=Q(depth=0, ancestor=F("descendant")) | (Q(depth__gt=0) & ~Q(ancestor=F("descendant"))),
                name="directory_closure_no_cycle",
            ),
        ]
        indexes = [models.Index(fields=["ancestor", "depth", "descendant"], name="directory_closure_down")]

    def __str__(self) -> str:
        return f"{self.descendant_id} in {self.ancestor_id} ({self.depth})"


class Channel(models.Model):
    """A place where a body can be met: an address, or for a meeting the words that say when and where."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="channels")
    kind = models.CharField(max_length=12, choices=[(k, k) for k in ChannelKind])
    name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=500)
    note = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "kind", "address", "name"], name="directory_channel_once"),
            models.CheckConstraint(condition=Q(kind__in=list(ChannelKind)), name="directory_channel_kind"),
        ]

    def __str__(self) -> str:
        return self.address


class Alias(models.Model):
    """Another name a body is found by: short form, former name, code."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=200)
    fold = models.CharField(max_length=400, editable=False)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "fold"], name="directory_alias_once")]
        indexes = [models.Index(fields=["fold", "body"], name="directory_alias_by_fold")]
        verbose_name_plural = "aliases"

    def __str__(self) -> str:
        return self.name


class Relation(models.Model):
    """How ``body`` stands to ``other`` beside parts and wholes."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="relations")
    other = models.ForeignKey(Body, models.PROTECT, related_name="related_from")
    kind = models.CharField(max_length=12, choices=[(k, k) for k in RelationKind])
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "other", "kind"], name="directory_relation_once"),
            models.CheckConstraint(condition=Q(kind__in=list(RelationKind)), name="directory_relation_kind"),
            models.CheckConstraint(condition=~Q(body=F("other")), name="directory_relation_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.kind} {self.other_id}"


class BodyStatusChange(models.Model):
    """Why a body's status changed; who and under which mandate is in the ledger entry beside it."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="status_changes")
    before = models.CharField(max_length=10, choices=[(s, s) for s in BodyStatus])
    after = models.CharField(max_length=10, choices=[(s, s) for s in BodyStatus])
    reason = models.CharField(max_length=500)
    language = models.CharField(max_length=35)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(before=F("after")), name="directory_status_change_changes"),
            models.CheckConstraint(condition=~Q(reason=""), name="directory_status_change_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"
