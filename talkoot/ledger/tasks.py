"""What the worker does for the ledger: seal what is new, run what is due."""

from __future__ import annotations

from datetime import datetime

from talkoot.ledger import actions, queries

# So many deliveries a call at most, then the worker looks after its other work.
MOST = 1_000


class ReactionsFailed(RuntimeError):
    """Something failed while everything due was run; the message carries the first errors."""


def relay(at: datetime) -> int:
    """Seal every entry that waits, make the deliveries owed, and return how many entries were sealed."""
    sealed = 0
    while batch := actions.seal_batch(at=at):
        sealed += batch
    return sealed


def deliver_due(at: datetime, most: int = MOST) -> int:
    """Run reactions due at ``at``, up to about ``most``, and return how many were tried."""
    tried = 0
    while tried < most and (claims := actions.claim_deliveries(at=at)):
        for delivery in claims:
            actions.deliver(delivery, at=at)
        tried += len(claims)
    return tried


def drain(at: datetime) -> int:
    """Seal and run everything, what follows from it too; return how many tries it took.

    Raises `ReactionsFailed` when a delivery is failing or parked: for tests and set-up, where nothing may fail.
    """
    tried = 0
    while relay(at) + (now := deliver_due(at)):
        tried += now
    if failures := queries.failures():
        raise ReactionsFailed("\n\n".join(failures))
    return tried


def beat(worker: str, at: datetime) -> None:
    """Note that the worker lives."""
    actions.beat(worker, at=at)
