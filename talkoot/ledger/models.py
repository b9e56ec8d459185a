"""Entries (facts), the queue before the seal, seals (the chain), deliveries (who was told), and heartbeats."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from secrets import token_hex
from typing import Any

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import StrIndex, Substr

from talkoot.kernel.events import REGISTRY, Event
from talkoot.kernel.refs import ref


def make_nonce() -> str:
    """Return 128 random bits in hex. They keep a private entry from being guessed from its digest."""
    return token_hex(16)


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
    key = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 - unique where there is one
    area = models.GeneratedField(  # the app whose fact it is: the part of the kind before the dot
        expression=Substr("kind", 1, StrIndex("kind", Value(".")) - 1),
        output_field=models.CharField(max_length=80),
        db_persist=True,
    )
    nonce = models.CharField(max_length=32, default=make_nonce, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"]),
            models.Index(fields=["actor", "id"]),
            models.Index(fields=["on_behalf", "id"]),
            models.Index(fields=["kind", "id"]),
            models.Index(fields=["area", "id"]),
            models.Index(fields=["id"], condition=Q(is_public=True), name="ledger_entry_public"),
        ]
        constraints = [models.CheckConstraint(condition=Q(kind__contains="."), name="ledger_entry_kind_names_its_app")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"

    @property
    def ref(self) -> str:
        """Return ``entry:12``."""
        return ref("entry", self.pk)

    @property
    def event(self) -> Event:
        """Return the fact as it was announced; raise `KeyError` when no app knows its kind any more."""
        return REGISTRY[self.kind].restored(self.subject, self.payload)

    def sealed_form(self) -> dict[str, Any]:
        """Return what the chain hashes: all fields as JSON values but the area, which the kind has (docs/ledger.md)."""
        return {
            "actor": self.actor,
            "at": written(self.at),
            "id": self.pk,
            "is_public": self.is_public,
            "key": self.key,
            "kind": self.kind,
            "mandate": self.mandate,
            "nonce": self.nonce,
            "on_behalf": self.on_behalf,
            "payload": self.payload,
            "subject": self.subject,
        }


class Waiting(models.Model):
    """An entry that has no seal yet. The database adds the row with the entry (migration 0002), the sealer takes it.

    So the sealer finds what is new at the same cost however long the ledger is, and misses no entry whose
    transaction committed later than one with a higher id.
    """

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="waiting")


class Seal(models.Model):
    """The place of one entry in the chain; rows appear in order, after the entry's own commit; never changed."""

    number = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="seal")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(number__gte=1), name="ledger_seal_counts_from_one")]

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


class DeliveryState(StrEnum):
    """Waiting to be tried, done, or parked for an operator after too many failures."""

    PENDING = "pending"
    DONE = "done"
    PARKED = "parked"


STATES = [(state.value, state.value) for state in DeliveryState]


class DeliverySet(models.QuerySet["Delivery"]):
    """Deliveries by state."""

    def due(self, at: datetime) -> DeliverySet:
        """Those to be tried by now, the longest waiting first."""
        return self.undone().filter(state=DeliveryState.PENDING, next_at__lte=at).order_by("next_at", "id")

    def parked(self) -> DeliverySet:
        """Those that wait for an operator."""
        return self.undone().filter(state=DeliveryState.PARKED)

    def failing(self) -> DeliverySet:
        """Those whose last try failed, parked ones among them."""
        return self.undone().exclude(error="")

    def undone(self) -> DeliverySet:
        """Those that wait or are parked. Said so that SQLite, too, sees that the index of the undone has them."""
        return self.filter(done_at__isnull=True)


class Delivery(models.Model):
    """One reaction owed to one entry; done in the same transaction as the reaction's own effect.

    ``attempts`` counts the tries begun; ``next_at`` is when the next may begin; ``error`` tells how the last failed.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="deliveries", db_index=False)
    reaction = models.CharField(max_length=160)
    state = models.CharField(max_length=10, choices=STATES, default=DeliveryState.PENDING.value)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    objects = DeliverySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "reaction"], name="ledger_delivery_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in DeliveryState]), name="ledger_delivery_state"
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_at__isnull=False) | (~Q(state="done") & Q(done_at__isnull=True)),
                name="ledger_delivery_done_has_time",
            ),
            models.CheckConstraint(condition=~Q(state="parked", error=""), name="ledger_delivery_parked_says_why"),
        ]
        indexes = [
            models.Index(
                fields=["state", "next_at", "id"], condition=Q(done_at__isnull=True), name="ledger_delivery_undone"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reaction} for {self.entry_id}: {self.state}"

    @property
    def ref(self) -> str:
        """Return ``delivery:12``."""
        return ref("delivery", self.pk)


class Heartbeat(models.Model):
    """When each worker process last showed that it lives."""

    worker = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.worker} {self.at:%F %T}"


def written(moment: datetime) -> str:
    """Return an aware time as the chain writes it: UTC, six digits of a second, ``2026-11-23T09:00:00.000000Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
