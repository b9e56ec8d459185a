"""Delivering: each reaction runs once for each fact, whatever dies on the way."""

from __future__ import annotations

import logging
import traceback
from datetime import datetime
from itertools import takewhile

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger import rules
from talkoot.ledger.actions.announcing import writing
from talkoot.ledger.actions.reactions import asks_by_whom, reaction_named
from talkoot.ledger.events import DeliveryRetried
from talkoot.ledger.models import Delivery, DeliverySet, DeliveryState
from talkoot.ledger.permissions import Permission, may

logger = logging.getLogger("talkoot.ledger")

BATCH = 50
KEPT = 4_000  # characters of an error


class SwallowedError(RuntimeError):
    """A reaction caught a database error outside a transaction of its own, so that its effects are void."""


def claim_deliveries(*, at: datetime, size: int = BATCH) -> list[Delivery]:
    """Take due deliveries for this worker and count a try for each, before any is begun.

    Should the worker die, they are due again after `rules.LEASE`. One that was tried before is taken alone, so that
    a reaction which kills its worker takes no other with it; it is parked after `rules.ATTEMPTS` tries like any.
    """
    if not Delivery.objects.due(at).exists():  # asked first, so that an idle worker takes no write lock
        return []
    with transaction.atomic():
        due = Delivery.objects.due(at).select_related("entry").select_for_update(skip_locked=True, of=("self",))
        ready = [d for d in due[:size] if d.attempts < rules.ATTEMPTS or _park_silent(d)]
        taken = list(takewhile(lambda d: d.attempts == 0, ready)) or ready[:1]
        mine = Delivery.objects.filter(id__in=[d.pk for d in taken])
        mine.update(attempts=F("attempts") + 1, next_at=at + rules.LEASE)
    for delivery in taken:
        delivery.attempts += 1
    return taken


def deliver(delivery: Delivery, *, at: datetime) -> bool:
    """Run one claimed reaction and mark it done in one transaction; tell whether it was done.

    When it fails, all it did is undone; the failure is kept with the delivery, logged, and tried again after
    `rules.wait_after`, or parked. A claim that another worker took over in the meantime is left alone.
    """
    try:
        with transaction.atomic():
            _need_not_hurry()
            # The mark comes first: it locks the row, and is undone with the rest should the reaction fail.
            if not _still_mine(delivery).update(state=DeliveryState.DONE, done_at=at, error=""):
                return False
            _react(delivery, at)
    except Exception as error:  # noqa: BLE001 - whatever a reaction raises is kept, shown and tried again
        _keep_failure(delivery, error, at)
        return False
    return True


def retry_delivery(delivery_id: int, *, by: Actor, at: datetime, key: str = "") -> Delivery:
    """Set a parked delivery going again from its first try. Refuses when it is not parked; operators only."""
    with writing(by=by, at=at, key=key) as announce:
        delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
        require(may(by, Permission.RETRY_DELIVERY, delivery, at=at))
        if delivery.state != DeliveryState.PARKED:
            raise Refusal("not_parked", _("This delivery is not parked; it was set going already."))
        announce(
            DeliveryRetried(
                subject=delivery.ref,
                entry=f"entry:{delivery.entry_id}",
                reaction=delivery.reaction,
                attempts=delivery.attempts,
            )
        )
        delivery.state, delivery.attempts, delivery.next_at = DeliveryState.PENDING, 0, at
        delivery.save(update_fields=["state", "attempts", "next_at"])
    return delivery


def _need_not_hurry() -> None:
    """Let this transaction commit before PostgreSQL has it on disk: mark and effect stand or fall together, so that
    what a crash of the server takes back is simply done again. Nobody was told; three times as many run in a second.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")


def _react(delivery: Delivery, at: datetime) -> None:
    entry = delivery.entry
    reaction = reaction_named(delivery.reaction)
    doer = {"by": entry.actor} if asks_by_whom(reaction) else {}
    reaction(entry.event, at=at, **doer)
    if connection.needs_rollback:
        raise SwallowedError("it caught a database error without a transaction.atomic() of its own around the cause")


def _still_mine(delivery: Delivery) -> DeliverySet:
    """Return the row, unless another worker has taken it over since."""
    return Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.PENDING, attempts=delivery.attempts)


def _keep_failure(delivery: Delivery, error: Exception, at: datetime) -> None:
    logger.error("delivery %s failed, try %s", delivery.pk, delivery.attempts, exc_info=error)
    wait = rules.wait_after(delivery.attempts)
    _still_mine(delivery).update(
        state=DeliveryState.PENDING if wait else DeliveryState.PARKED,
        next_at=at + (wait or rules.LEASE),
        error="".join(traceback.format_exception(error)).replace("\x00", "")[-KEPT:],
    )


def _park_silent(delivery: Delivery) -> bool:
    """Park a delivery whose worker never came back from its last try; it is not to be taken any more."""
    delivery.state = DeliveryState.PARKED
    delivery.error = f"The worker died while it ran this. The last error before:\n{delivery.error or 'none'}"
    delivery.save(update_fields=["state", "error"])
    logger.error("delivery %s parked: its worker died at its last try", delivery.pk)
    return False
