"""Rolls frozen at opening, ballots that may change until the close, and tallies of votes held elsewhere."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from talkoot.decisions.models.decisions import Chamber
from talkoot.decisions.rules import Choice


class RollEntry(models.Model):
    """One place on a chamber's roll: a person, or a body that votes by its delegate."""

    chamber = models.ForeignKey(Chamber, models.PROTECT, related_name="roll")
    person = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("directory.Body", models.PROTECT, null=True, related_name="+")
    voted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "roll entries"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, body__isnull=True) | Q(person__isnull=True, body__isnull=False),
                name="decisions_roll_person_or_body",
            ),
            models.UniqueConstraint(fields=["chamber", "person"], name="decisions_roll_person_once"),
            models.UniqueConstraint(fields=["chamber", "body"], name="decisions_roll_body_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["chamber", "id"], name="decisions_roll_in_order"),
            models.Index(fields=["chamber"], condition=Q(voted_at__isnull=False), name="decisions_roll_turnout"),
        ]

    def __str__(self) -> str:
        return f"{self.chamber_id} {self.voter_ref}"

    @property
    def voter_ref(self) -> str:
        """Return who votes in this place: ``person:12`` or ``body:7``."""
        return f"person:{self.person_id}" if self.person_id is not None else f"body:{self.body_id}"


class Ballot(models.Model):
    """One ballot of one place. Changing it adds a row; the last one counts and the earlier ones are kept.

    A question is answered by ``choice``; in an election ``marks`` are [candidate, number] pairs (`rules.Marks`).
    """

    entry = models.ForeignKey(RollEntry, models.PROTECT, related_name="ballots")
    chamber = models.ForeignKey(Chamber, models.PROTECT, related_name="ballots")
    number = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    choice = models.CharField(max_length=10, choices=[(c, c) for c in Choice], blank=True)
    marks = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    language = models.CharField(max_length=35)
    html = models.TextField(blank=True)
    cast_by = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=120, blank=True)
    cast_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "number"], name="decisions_ballot_number_once"),
            models.UniqueConstraint(fields=["entry"], condition=Q(is_current=True), name="decisions_ballot_one_counts"),
            models.CheckConstraint(
                condition=Q(choice__in=list(Choice), marks__isnull=True) | Q(choice="", marks__isnull=False),
                name="decisions_ballot_choice",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["chamber", "id"], condition=Q(is_current=True), name="decisions_ballot_counted"),
            models.Index(
                fields=["chamber", "id"], condition=Q(is_current=True) & ~Q(reason=""), name="decisions_ballot_reasoned"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} #{self.number}"


class Tally(models.Model):
    """The counts of a vote held elsewhere, with where they come from and who recorded them."""

    chamber = models.ForeignKey(Chamber, models.PROTECT, related_name="tallies")
    number = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    eligible = models.PositiveIntegerField()
    yes = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    neutral = models.PositiveIntegerField()
    source_url = models.URLField(max_length=500)
    evidence_sha256 = models.CharField(max_length=64)
    recorded_by = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "tallies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chamber", "number"], name="decisions_tally_number_once"),
            models.UniqueConstraint(
                fields=["chamber"], condition=Q(is_current=True), name="decisions_tally_one_counts"
            ),
            models.CheckConstraint(
                condition=Q(eligible__gte=F("yes") + F("no") + F("neutral")), name="decisions_tally_within_roll"
            ),
            models.CheckConstraint(
                condition=~Q(source_url="") & ~Q(evidence_sha256=""), name="decisions_tally_has_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chamber_id} #{self.number}"
