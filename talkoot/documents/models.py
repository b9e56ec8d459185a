"""Schema of documents: clauses with ids never used again, their wordings, and versions that never change."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from talkoot.documents import rules
from talkoot.kernel.refs import ref


class Document(models.Model):
    """A living text of a body. ``language`` is the one that binds; ``newest`` the number of its last version."""

    slug = models.SlugField(max_length=rules.SLUG_MAX, unique=True)
    title = models.CharField(max_length=rules.TITLE_MAX)
    language = models.CharField(max_length=35)
    body = models.ForeignKey("directory.Body", models.PROTECT, related_name="documents")
    newest = models.PositiveIntegerField(default=0)
    clause_count = models.PositiveIntegerField(default=0)
    review_on = models.DateField(null=True)
    founded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="documents_named_in_a_language", condition=~Q(slug="") & ~Q(title="") & ~Q(language="")
            ),
        ]
        indexes = [models.Index(name="documents_by_title", fields=["title", "id"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of what is in force."""
        return reverse("documents:document", args=[self.slug])

    @property
    def ref(self) -> str:
        """Return how the ledger names this document."""
        return ref("document", self.pk)


class Version(models.Model):
    """A document as a whole at one time; when and why it was published, and from when it is in force.

    ``by`` is nobody where it was taken over from elsewhere; ``digest`` is the SHA-256 of its text as Markdown.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    summary = models.CharField(max_length=rules.SUMMARY_MAX)
    language = models.CharField(max_length=35)
    by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    mandate = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    in_force_on = models.DateField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="documents_versions_are_counted", fields=["document", "number"]),
            models.CheckConstraint(name="documents_versions_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="documents_version_says_why", condition=~Q(summary="") & ~Q(language="")),
        ]
        indexes = [models.Index(name="documents_in_force", fields=["document", "in_force_on", "number"])]

    def __str__(self) -> str:
        return f"{self.number} #{self.document_id}"

    def get_absolute_url(self) -> str:
        """Return the page of the document as it was in this version; asks for the document where it is not at hand."""
        return reverse("documents:version", args=[self.document.slug, self.number])


class Clause(models.Model):
    """A unit of a document that stays itself whatever becomes of its words, number and place; its id is for good."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="clauses")
    first = models.ForeignKey(Version, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"c{self.pk}"


class Wording(models.Model):
    """What a clause says, in as many versions as it does."""

    clause = models.ForeignKey(Clause, models.PROTECT, related_name="wordings")
    heading = models.CharField(max_length=rules.HEADING_MAX, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="documents_wording_says_something", condition=~Q(heading="") | ~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.heading or self.text[:50]


class Placing(models.Model):
    """Where a clause stands in a version, and in which wording. ``place`` is the order, from 0."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="placings", db_index=False)
    clause = models.ForeignKey(Clause, models.PROTECT, related_name="placings")
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="placings")
    place = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="documents_one_clause_a_place", fields=["version", "place"]),
            models.UniqueConstraint(name="documents_one_clause_a_number", fields=["version", "number"]),
            models.UniqueConstraint(name="documents_clause_stands_once", fields=["version", "clause"]),
            models.CheckConstraint(
                name="documents_depth", condition=Q(depth__lte=F("place") + 1) & Q(depth__lte=rules.DEEPEST)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} #{self.clause_id}"
