"""Everything that changes the ledger: facts are written, then sealed, then delivered."""

from __future__ import annotations

from talkoot.ledger.actions.announcing import Announce, writing
from talkoot.ledger.actions.delivering import claim_deliveries, deliver, retry_delivery
from talkoot.ledger.actions.heartbeats import beat
from talkoot.ledger.actions.importing import import_files
from talkoot.ledger.actions.rows import change, insert, insert_many, insert_unless_there
from talkoot.ledger.actions.sealing import seal_batch

__all__ = [
    "Announce",
    "beat",
    "change",
    "claim_deliveries",
    "deliver",
    "import_files",
    "insert",
    "insert_many",
    "insert_unless_there",
    "retry_delivery",
    "seal_batch",
    "writing",
]
