"""Entries (facts), seals (their chain), deliveries (who was told) and the worker's heartbeat."""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """One fact, never changed nor deleted: the database itself refuses (see migration 0002)."""

    kind = models.CharField(max_length=80)
    subject = models.CharField(max_length=120)
    actor = models.CharField(max_length=120)
    mandate = models.CharField(max_length=120, blank=True)
    on_behalf = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    payload = models.JSONField(default=dict)
    is_public = models.BooleanField(default=True)
    key = models.CharField(max_length=200, null=True, unique=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"]),
            models.Index(fields=["actor", "id"]),
            models.Index(fields=["on_behalf", "id"], condition=~Q(on_behalf=""), name="ledger_entry_on_behalf"),
            models.Index(fields=["kind", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Seal(models.Model):
    """The place of one entry in the chain; rows appear in order, after the entry's own commit."""

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="seal")
    number = models.BigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:12]}"


class DeliveryState(StrEnum):
    """Waiting to be tried, done, or parked for an operator after too many failures."""

    PENDING = "pending"
    DONE = "done"
    PARKED = "parked"


class Delivery(models.Model):
    """One reaction owed to one entry; done in the same transaction as the reaction's own effect."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="deliveries")
    reaction = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=[(s, s) for s in DeliveryState], default=DeliveryState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "reaction"], name="ledger_delivery_once"),
            models.CheckConstraint(condition=Q(state__in=list(DeliveryState)), name="ledger_delivery_state"),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False) | (~Q(state="done") & Q(done_at__isnull=True)),
                name="ledger_delivery_done_has_time",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at", "id"], condition=Q(state="pending"), name="ledger_delivery_due"),
            models.Index(fields=["state", "id"], condition=Q(state="parked"), name="ledger_delivery_parked"),
        ]

    def __str__(self) -> str:
        return f"{self.reaction} for {self.entry_id}: {self.state}"


class Heartbeat(models.Model):
    """When each worker process last showed that it lives."""

    worker = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.worker} {self.at:%F %T}"
