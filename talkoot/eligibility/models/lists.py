"""Named lists of people or of bodies, kept by a body, and who stands on them."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from talkoot.eligibility.rules import Voters
from talkoot.kernel.refs import ref


class NamedList(models.Model):
    """A list that rules call by its ``slug``, kept by ``body``; it ``holds`` persons or bodies.

    ``is_public``: everybody may read who stands on it; otherwise everybody is told that there is such a list, what it
    is for and how many stand on it, each person whether they do, and its keepers the rest. Bodies have nothing to hide:
    a list of them is always public.
    """

    slug = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=35)
    purpose = models.TextField()
    html = models.TextField(editable=False)
    body = models.ForeignKey("directory.Body", models.PROTECT, related_name="named_lists")
    holds = models.CharField(max_length=8, choices=[(v, v) for v in Voters])
    is_public = models.BooleanField()
    made_by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug="") & ~Q(name="") & ~Q(purpose="") & ~Q(language=""), name="eligibility_list_named"
            ),
            models.CheckConstraint(condition=Q(holds__in=list(Voters)), name="eligibility_list_holds"),
            models.CheckConstraint(
                condition=Q(holds=Voters.PERSONS) | Q(is_public=True), name="eligibility_list_of_bodies_is_public"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the list's page."""
        return reverse("eligibility:list", args=[self.slug])

    @property
    def ref(self) -> str:
        """Return how the ledger names this list."""
        return ref("named_list", self.pk)


class ListEntryQuerySet(models.QuerySet["ListEntry"]):
    """Entries by when they stood."""

    def current(self) -> Self:
        """Keep those that nobody ended."""
        return self.filter(ended_at=None)

    def standing_at(self, at: datetime) -> Self:
        """Keep those that stood at ``at``."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=at), added_at__lte=at)


class ListEntry(models.Model):
    """One person, or one body, on a list, with the reason; taken off it with another reason, never deleted.

    ``source`` is the origin of the import that keeps the row, empty for one put there by hand.
    """

    named_list = models.ForeignKey(NamedList, models.PROTECT, related_name="entries")
    person = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="list_entries")
    body = models.ForeignKey("directory.Body", models.PROTECT, null=True, related_name="list_entries")
    reason = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=35, blank=True)
    source = models.CharField(max_length=40, blank=True)
    added_by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    ended_by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_reason = models.CharField(max_length=500, blank=True)
    erased_at = models.DateTimeField(null=True)

    objects = ListEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, body__isnull=False) | Q(person__isnull=False, body=None),
                name="eligibility_entry_person_or_body",
            ),
            models.UniqueConstraint(
                fields=["named_list", "person"],
                condition=Q(ended_at=None, person__isnull=False),
                name="eligibility_entry_person_once",
            ),
            models.UniqueConstraint(
                fields=["named_list", "body"],
                condition=Q(ended_at=None, body__isnull=False),
                name="eligibility_entry_body_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("added_at")), name="eligibility_entry_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(reason="") | ~Q(language=""), name="eligibility_entry_reason_has_language"
            ),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk} of list {self.named_list_id}"

    @property
    def ref(self) -> str:
        """Return how the ledger names this entry."""
        return ref("list_entry", self.pk)
