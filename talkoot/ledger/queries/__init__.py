"""Reading the ledger: what happened, whether the chain holds, and how the deliveries fare."""

from __future__ import annotations

from talkoot.ledger.queries.chain import Broken, Checked, check_chain, exported, missing_guards
from talkoot.ledger.queries.history import SIZE, has_happened, history_of, is_known, recent
from talkoot.ledger.queries.running import Backlog, backlog, delivery_labels, failures, get_delivery, heartbeats, parked

__all__ = [
    "SIZE",
    "Backlog",
    "Broken",
    "Checked",
    "backlog",
    "check_chain",
    "delivery_labels",
    "exported",
    "failures",
    "get_delivery",
    "has_happened",
    "heartbeats",
    "history_of",
    "is_known",
    "missing_guards",
    "parked",
    "recent",
]
