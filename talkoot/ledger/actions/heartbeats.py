"""Signs of life of the workers."""

from __future__ import annotations

from datetime import datetime, timedelta

from talkoot.ledger.models import Heartbeat

FORGOTTEN = timedelta(days=7)


def beat(worker: str, *, at: datetime) -> None:
    """Note that ``worker`` lives; workers not heard of for a week are forgotten."""
    Heartbeat.objects.update_or_create(worker=worker, defaults={"at": at})
    Heartbeat.objects.filter(at__lt=at - FORGOTTEN).delete()
