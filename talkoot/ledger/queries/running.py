"""How sealing and delivering fare, for operators and `talkoot doctor`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import FETCH_RAISE
from django.http import Http404
from django.urls import reverse

from talkoot.kernel import paging
from talkoot.kernel.actors import Actor
from talkoot.kernel.paging import Page
from talkoot.kernel.refs import Label
from talkoot.ledger.models import Delivery, Heartbeat, Waiting
from talkoot.ledger.queries.naming import Naming

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Backlog:
    """What is still to be done: entries to seal, deliveries due and since when the first of them, deliveries parked."""

    unsealed: int
    due: int
    oldest_due_at: datetime | None
    parked: int


def backlog(*, at: datetime) -> Backlog:
    """Return what the workers have before them; four queries along small indexes."""
    due = Delivery.objects.due(at)
    return Backlog(
        unsealed=Waiting.objects.count(),
        due=due.count(),
        oldest_due_at=due.values_list("next_at", flat=True).first(),
        parked=Delivery.objects.parked().count(),
    )


def parked(*, viewer: Actor, after: str = "") -> Page[Delivery]:
    """Return a page of parked deliveries with their entries, the newest first; empty for others than operators."""
    if not viewer.is_operator:
        return Page([])
    rows = Delivery.objects.parked().select_related("entry").order_by("-id").fetch_mode(FETCH_RAISE)
    last = paging.after(after)
    if last is not None:
        rows = rows.filter(id__lt=last)
    return paging.cut(list(rows[: paging.SIZE + 1]), "pk")


def get_delivery(key: int, *, viewer: Actor) -> Delivery:
    """Return one delivery; not found for others than operators."""
    found = Delivery.objects.filter(pk=key).first() if viewer.is_operator else None
    if found is None:
        raise Http404(f"no delivery {key}")
    return found


# For operators: the reaction, on the page of those parked.
delivery_labels = Naming(
    lambda keys, viewer: Delivery.objects.filter(pk__in=keys if viewer.is_operator else ()),
    ("reaction",),
    lambda key, reaction: Label(reaction, reverse("ledger:parked")),
)


def failures() -> list[str]:
    """Return the first failing deliveries, each with its error."""
    return [f"{d}\n{d.error}" for d in Delivery.objects.failing().order_by("id")[:SHOWN]]


def heartbeats() -> list[tuple[str, datetime]]:
    """Return each worker and when it last showed that it lives, the latest first."""
    return list(Heartbeat.objects.order_by("-at").values_list("worker", "at"))
