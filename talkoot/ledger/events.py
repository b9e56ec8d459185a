"""Facts about the ledger's own running."""

from __future__ import annotations

from talkoot.kernel.events import Event


class DeliveryRetried(Event):
    """An operator set a parked delivery going again; ``entry`` is its fact's ref, ``attempts`` its tries so far."""

    public = False

    entry: str
    reaction: str
    attempts: int
