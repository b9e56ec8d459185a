"""What other systems know about people, as of a day: an edit count, a number of blocks."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from talkoot.kernel.refs import ref


class ExternalFactQuerySet(models.QuerySet["ExternalFact"]):
    """Facts by when they were known."""

    def current(self) -> Self:
        """Keep those that no later import replaced."""
        return self.filter(superseded_at=None)

    def known_at(self, at: datetime) -> Self:
        """Keep what was known at ``at``."""
        return self.filter(Q(superseded_at=None) | Q(superseded_at__gt=at), imported_at__lte=at)


class ExternalFact(models.Model):
    """``name`` of ``person`` was ``value`` on ``as_of``, says ``source`` (the origin of the import).

    A value that an import changed is a new row; the one before stays, ``superseded_at``. ``erased_at``: the person had
    everything personal erased, and the value with it.
    """

    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="external_facts")
    name = models.CharField(max_length=60)
    value = models.BigIntegerField(null=True)
    as_of = models.DateField()
    source = models.CharField(max_length=40)
    imported_by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    objects = ExternalFactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name", "as_of"],
                condition=Q(superseded_at=None),
                name="eligibility_fact_one_value_a_day",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(source=""), name="eligibility_fact_named"),
            models.CheckConstraint(
                condition=Q(erased_at=None, value__isnull=False, value__gte=0) | Q(erased_at__isnull=False, value=None),
                name="eligibility_fact_has_value_until_erased",
            ),
            models.CheckConstraint(
                condition=Q(superseded_at=None) | Q(superseded_at__gte=F("imported_at")),
                name="eligibility_fact_superseded_after_import",
            ),
        ]
        indexes = [models.Index(fields=["name", "as_of", "value"], name="eligibility_fact_by_value")]

    def __str__(self) -> str:
        return f"{self.name} of person:{self.person_id} on {self.as_of}"

    @property
    def ref(self) -> str:
        """Return how counts of an import name this row."""
        return ref("external_fact", self.pk)
