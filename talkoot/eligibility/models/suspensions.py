"""Suspensions: a body decided that somebody takes no part for a time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from talkoot.kernel.refs import ref


class SuspensionQuerySet(models.QuerySet["Suspension"]):
    """Suspensions by the days they are in force."""

    def known_at(self, at: datetime) -> Self:
        """Keep those that somebody had written down at ``at``."""
        return self.filter(suspended_at__lte=at)

    def in_force_on(self, day: date) -> Self:
        """Keep those in force on ``day``."""
        until = Q(until_on=None) | Q(until_on__gt=day)
        return self.filter(until, Q(lifted_on=None) | Q(lifted_on__gt=day), from_on__lte=day)


class Suspension(models.Model):
    """``person`` is suspended by ``body`` from ``from_on`` up to, not including, ``until_on`` (None: until lifted).

    ``decision`` is the ledger ref of the decision behind it; ``reason`` and ``appeal`` (how to appeal) are told to the
    person, in ``language``. Lifting it ends it on ``lifted_on``, the first day without. A rule says whose suspensions
    count for it, so one body's never reaches further than others let it.
    """

    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="suspensions")
    body = models.ForeignKey("directory.Body", models.PROTECT, related_name="suspensions")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    decision = models.CharField(max_length=120)
    reason = models.CharField(max_length=500, blank=True)
    appeal = models.CharField(max_length=1_000)
    language = models.CharField(max_length=35)
    suspended_by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    suspended_at = models.DateTimeField()
    lifted_on = models.DateField(null=True)
    lifted_by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_reason = models.CharField(max_length=500, blank=True)
    lifted_language = models.CharField(max_length=35, blank=True)
    erased_at = models.DateTimeField(null=True)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")), name="eligibility_suspension_has_days"
            ),
            models.CheckConstraint(
                condition=~Q(decision="") & ~Q(appeal="") & ~Q(language=""),
                name="eligibility_suspension_names_decision_and_appeal",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=False) | ~Q(reason=""), name="eligibility_suspension_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(lifted_on=None, lifted_at=None) | Q(lifted_on__isnull=False, lifted_at__isnull=False),
                name="eligibility_suspension_lifted_whole",
            ),
        ]
        indexes = [models.Index(fields=["body", "from_on"], name="eligibility_suspension_by_body")]

    def __str__(self) -> str:
        return f"suspension {self.pk} of person:{self.person_id}"

    def get_absolute_url(self) -> str:
        """Return the address of its page, which its body's stewards and the person suspended can read."""
        return reverse("eligibility:suspension", args=[self.pk])

    @property
    def ref(self) -> str:
        """Return how the ledger names this suspension."""
        return ref("suspension", self.pk)

    @property
    def ends_on(self) -> date | None:
        """Return the first day without it, as planned or as lifted; None while nobody knows."""
        return min((day for day in (self.until_on, self.lifted_on) if day is not None), default=None)
