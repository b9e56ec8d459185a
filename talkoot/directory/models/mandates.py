"""Roles (named places in a body), their seats, and mandates: who sits there from when until when, and by what right."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from talkoot.directory.models.bodies import Body
from talkoot.directory.models.persons import Person
from talkoot.directory.rules import WORKING, HowChosen
from talkoot.kernel.refs import ref


class Role(models.Model):
    """A named place in a body with ``seats`` seats; ``powers`` (see `rules.Power`) are what its holders may do.

    ``seats`` 0 is a role that is not filled any more, kept for those who held it. ``term_months`` is the usual term.
    ``filled`` counts the seats held today: kept by every write and once a day, since mandates begin and end by date.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="roles")
    name = models.CharField(max_length=120)
    slug = models.CharField(max_length=120)
    language = models.CharField(max_length=35, default="en")
    seats = models.PositiveSmallIntegerField(default=1)
    filled = models.PositiveSmallIntegerField(default=0, editable=False)
    term_months = models.PositiveSmallIntegerField(null=True)
    powers = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=0)
    ended_on = models.DateField(null=True)
    source = models.CharField(max_length=40, blank=True)
    source_key = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "slug"], name="directory_role_slug_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="directory_role_named"),
            models.CheckConstraint(
                condition=Q(term_months=None) | Q(term_months__gt=0), name="directory_role_term_positive"
            ),
            models.UniqueConstraint(
                fields=["source", "source_key"], condition=~Q(source_key=""), name="directory_role_source_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(ended_on=None, seats__gt=F("filled")), name="directory_role_vacant"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """Return how the ledger names this role."""
        return ref("role", self.pk)


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Mandates by when they hold."""

    def held_on(self, day: date) -> Self:
        """Keep those that hold on ``day``."""
        return self.filter(Q(from_on=None) | Q(from_on__lte=day), Q(until_on=None) | Q(until_on__gt=day), is_over=False)

    def giving_rights(self, day: date) -> Self:
        """Keep those that hold on ``day`` in a body that works (neither suspended nor ended)."""
        return self.held_on(day).filter(role__body__status__in=list(WORKING))


class Mandate(models.Model):
    """A hat: ``person`` holds ``seat`` of ``role`` from ``from_on`` up to, not including, ``until_on``.

    The day of ``until_on`` is the successor's. No ``from_on``: its start was not recorded. ``is_over``: it ended on a
    day that was not recorded, and names no seat. ``decision`` is the ledger ref of the decision it comes from.
    No two mandates on one seat overlap: the database refuses (see migration 0002).
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    role = models.ForeignKey(Role, models.PROTECT, related_name="mandates")
    seat = models.PositiveSmallIntegerField(null=True)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    is_over = models.BooleanField(default=False)
    how_chosen = models.CharField(max_length=16, choices=[(h, h) for h in HowChosen])
    decision = models.CharField(max_length=120, blank=True)
    ended_reason = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=40, blank=True)
    source_key = models.CharField(max_length=200, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(how_chosen__in=list(HowChosen)), name="directory_mandate_how_chosen"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(from_on=None) | Q(until_on__gte=F("from_on")),
                name="directory_mandate_until_after_from",
            ),
            models.CheckConstraint(
                condition=Q(is_over=True, seat=None, until_on=None) | Q(is_over=False, seat__isnull=False, seat__gt=0),
                name="directory_mandate_has_seat",
            ),
            models.UniqueConstraint(
                fields=["source", "source_key"], condition=~Q(source_key=""), name="directory_mandate_source_once"
            ),
        ]
        indexes = [
            models.Index(fields=["role", "seat", "from_on"], name="directory_mandate_by_seat"),
            models.Index(fields=["until_on"], name="directory_mandate_by_end"),
        ]

    def __str__(self) -> str:
        return f"person:{self.person_id} as role:{self.role_id}"

    def runs_on(self, day: date) -> bool:
        """Tell whether it has not ended by ``day``; it may not have begun."""
        return not self.is_over and (self.until_on is None or self.until_on > day)

    @property
    def ref(self) -> str:
        """Return how the ledger names this mandate."""
        return ref("mandate", self.pk)
