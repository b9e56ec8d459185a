"""Facts about documents. Texts and reasons stand in their rows, never in the ledger."""

from __future__ import annotations

from talkoot.kernel.events import Event


class DocumentFounded(Event):
    """A document has its first version, of so many clauses; ``digest`` is the SHA-256 of its text as Markdown."""

    clauses: int
    digest: str


class VersionPublished(Event):
    """The document has another version, ``number``, in force on ``in_force_on`` (ISO date)."""

    number: int
    changed: int
    added: int
    removed: int
    in_force_on: str
    digest: str
