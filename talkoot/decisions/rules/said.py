"""What a decision is called by whoever reads of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """The title of a decision, and the language it stands in (a BCP 47 tag)."""

    title: str
    language: str
