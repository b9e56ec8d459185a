"""Rulebooks: the rules of counting as data, in versions that never change once published."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from talkoot.kernel.refs import ref


class Rulebook(models.Model):
    """One published version. ``source`` is the TOML its steward wrote, ``canonical`` what its hash is taken of.

    The database itself refuses to change the rules of a published version (see migration 0002).
    """

    slug = models.SlugField(max_length=80)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=35)
    body = models.ForeignKey("directory.Body", models.PROTECT, null=True, related_name="rulebooks")
    source = models.TextField()
    canonical = models.TextField()
    sha256 = models.CharField(max_length=64)
    # What the short names in its electorates were called at publication: see `queries.names_in`.
    directory_names = models.JSONField(default=dict)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    is_latest = models.BooleanField(default=True)
    # The version whose rules name this one's as those of a run-off; nobody wrote it.
    derived_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    class Meta:
        # Rulebooks once lived with decisions. A new name would have SQLite build the table anew, without its trigger.
        db_table = "decisions_rulebook"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slug", "version"], name="decisions_rulebook_version_once"),
            models.UniqueConstraint(fields=["slug"], condition=Q(is_latest=True), name="decisions_rulebook_one_latest"),
            models.CheckConstraint(condition=Q(version__gte=1), name="decisions_rulebook_version_from_1"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(source="") & ~Q(canonical="") & ~Q(sha256=""),
                name="decisions_rulebook_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"

    def get_absolute_url(self) -> str:
        """Return the page of this version."""
        return reverse("rulebooks:rulebook", args=[self.slug, self.version])

    @property
    def ref(self) -> str:
        """Return how the ledger names this version: ``rulebook:12``."""
        return ref("rulebook", self.pk)
