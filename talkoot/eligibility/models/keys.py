"""Keys on which other software brings in facts, and what came on each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from talkoot.kernel.refs import ref


class FactKey(models.Model):
    """Who knows the secret may bring in ``facts`` from ``source``, as long as who made it may bring in any.

    Only a ``digest`` of the secret is kept. ``window_at`` and ``window_uses`` count how often it was used of late.
    """

    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    source = models.CharField(max_length=40)
    facts = models.JSONField()
    made_by = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    window_at = models.DateTimeField(null=True)
    window_uses = models.PositiveSmallIntegerField(default=0)
    revoked_by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="eligibility_key_named"),
            models.CheckConstraint(condition=~Q(facts=[]), name="eligibility_key_opens_something"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None, revoked_reason="")
                | Q(Q(revoked_at__isnull=False, revoked_by__isnull=False), ~Q(revoked_reason="")),
                name="eligibility_key_revoked_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page, which operators can read."""
        return reverse("eligibility:fact-key", args=[self.pk])

    @property
    def ref(self) -> str:
        """Return how the ledger names this key."""
        return ref("fact_key", self.pk)


class FactImport(models.Model):
    """What was answered to one import on a key: the same request under the same mark is answered so again.

    ``mark`` is a digest of what the client calls the import by, ``request`` one of all that it sent.
    """

    key = models.ForeignKey(FactKey, models.PROTECT, related_name="imports")
    mark = models.CharField(max_length=64)
    request = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "mark"], name="eligibility_import_once_a_mark")]

    def __str__(self) -> str:
        return f"import {self.pk} on key {self.key_id}"
