"""Reading the ledger: what happened, whether the chain holds, and how the deliveries fare."""

from __future__ import annotations

from talkoot.ledger.queries.chain import Broken, Checked, check_chain, exported, missing_guards
from talkoot.ledger.queries.history import history_of, recent
from talkoot.ledger.queries.running import Backlog, backlog, failures, heartbeats, parked

__all__ = [
    "Backlog",
    "Broken",
    "Checked",
    "backlog",
    "check_chain",
    "exported",
    "failures",
    "heartbeats",
    "history_of",
    "missing_guards",
    "parked",
    "recent",
]
