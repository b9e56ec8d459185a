"""Accounts to be told about a decision: those on its rolls, for themselves or for a body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from talkoot.decisions.models import Decision, RollEntry
from talkoot.directory.queries import holders_of
from talkoot.directory.rules import Power


@dataclass(frozen=True, slots=True)
class Reader:
    """An account on a roll, the chamber, the body it represents there (empty: itself), and whether it has voted."""

    account_id: int
    chamber: str
    body: str
    has_voted: bool


def readers_of(decision: Decision, at: datetime) -> list[Reader]:
    """Return every account that votes in the decision, each once: first for itself (two queries)."""
    rows = RollEntry.objects.filter(chamber__decision=decision).order_by(F("body_id").asc(nulls_first=True), "pk")
    fields = "chamber__name", "person__account_id", "body_id", "body__name", "voted_at"
    places = list(rows.values_list(*fields))
    represented = holders_of({body for _c, _a, body, _n, _v in places if body}, Power.REPRESENT, at)
    found: dict[int, Reader] = {}
    for chamber, account, body, name, voted_at in places:
        delegates = [held for _person, held in represented.get(body, ())] if body else [account]
        for reader in _readers(delegates, chamber, name or "", has_voted=voted_at is not None):
            found.setdefault(reader.account_id, reader)
    return sorted(found.values(), key=lambda reader: reader.account_id)


def _readers(accounts: Iterable[int | None], chamber: str, body: str, *, has_voted: bool) -> list[Reader]:
    return [Reader(account, chamber, body, has_voted) for account in accounts if account is not None]
