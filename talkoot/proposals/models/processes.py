"""Processes as data: one row a published version, never changed afterwards."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from talkoot.kernel.refs import ref


class ProcessTemplate(models.Model):
    """One version of a process. ``source`` is the TOML as written, ``canonical`` the same as sorted JSON.

    ``sha256`` is over ``canonical``. ``body`` looks after proposals for which no duty names anyone.
    ``is_current`` marks the version new proposals get; proposals under way keep theirs.
    """

    slug = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    source = models.TextField()
    canonical = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    body = models.ForeignKey("directory.Body", models.PROTECT, null=True, related_name="+")
    is_current = models.BooleanField(default=True)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug", "version"], name="proposals_process_version_once"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(is_current=True), name="proposals_process_one_current"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="proposals_process_version_from_one"),
            models.CheckConstraint(condition=~Q(sha256=""), name="proposals_process_is_hashed"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.version}"

    def get_absolute_url(self) -> str:
        """Return the address of the page that shows this version."""
        return reverse("proposals:process", args=[self.slug, self.version])

    @property
    def ref(self) -> str:
        """Return how the ledger names this version."""
        return ref("process", self.pk)
