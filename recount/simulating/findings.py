"""What a rehearsal of a rulebook finds: dead ends, surprises, and what it comes to at each boundary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from recount.rulebook import Json


class Kind(StrEnum):
    """How bad it is."""

    DEAD_END = "dead end"
    SURPRISE = "surprise"
    BOUNDARY = "boundary"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: a ``code`` for words, the chamber's key (empty for the whole), the clause that does it."""

    kind: Kind
    code: str
    chamber: str
    clause: str
    values: Mapping[str, Json]

    def data(self) -> dict[str, Json]:
        """Return the finding as plain data."""
        return {
            "kind": self.kind.value,
            "code": self.code,
            "chamber": self.chamber,
            "clause": self.clause,
            "values": dict(self.values),
        }
