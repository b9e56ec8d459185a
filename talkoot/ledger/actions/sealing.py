"""Sealing: entries that have committed get their place in the chain, and a delivery for each reaction to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import connection, transaction

from talkoot.ledger import rules
from talkoot.ledger.actions.reactions import reactions_to
from talkoot.ledger.models import Delivery, Entry, Seal, Waiting

BATCH = 1_000
SEALER = 0x5EA1_0001  # PostgreSQL's advisory lock that the one sealer holds


def seal_batch(*, at: datetime, size: int = BATCH) -> int:
    """Seal up to ``size`` waiting entries in order of id, owe their reactions, and return how many were sealed.

    One sealer at a time: a second one finds nothing to do. Writers are never made to wait for it. An entry that
    commits after one with a higher id is sealed when it is there: the chain's order is that of the seals.
    """
    if not Waiting.objects.exists():  # asked first, so that an idle worker takes no write lock
        return 0
    with transaction.atomic():
        if not _is_only_sealer():
            return 0
        waiting = list(Waiting.objects.order_by("entry_id").values_list("entry_id", flat=True)[:size])
        entries = list(Entry.objects.filter(id__in=waiting).order_by("id"))
        Seal.objects.bulk_create(_links(entries))
        Delivery.objects.bulk_create(_owed(entries, at))
        Waiting.objects.filter(entry_id__in=waiting).delete()
    return len(entries)


def _is_only_sealer() -> bool:
    if connection.vendor != "postgresql":
        return True  # SQLite's transactions are immediate: who is in one is alone
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER])
        return bool(cursor.fetchone()[0])


def _links(entries: Sequence[Entry]) -> Iterator[Seal]:
    number, previous = Seal.objects.order_by("-number").values_list("number", "hash").first() or (0, rules.GENESIS)
    for entry in entries:
        number += 1
        hashed = rules.link_hash(number, previous, rules.digest_of(entry.sealed_form()))
        yield Seal(number=number, entry=entry, previous=previous, hash=hashed)
        previous = hashed


def _owed(entries: Sequence[Entry], at: datetime) -> Iterator[Delivery]:
    for entry in entries:
        for name in reactions_to(entry.kind):
            yield Delivery(entry=entry, reaction=name, next_at=at)
