"""Thought of appeals: what may be asked, and what each may come to."""

from __future__ import annotations

from enum import StrEnum

REASON_MAX = 5_000


class Kind(StrEnum):
    """What is appealed against."""

    ROLL = "roll"
    COUNT = "count"


class Change(StrEnum):
    """What should change: a place added to a roll or struck from it; a count made again, or all of it voided."""

    ADD = "add"
    STRIKE = "strike"
    RECOUNT = "recount"
    VOID = "void"


DISMISSED = "dismissed"
# What may be asked in each kind, and granted: who decides may grant another change than the one asked for.
CHANGES: dict[Kind, tuple[Change, ...]] = {
    Kind.ROLL: (Change.ADD, Change.STRIKE),
    Kind.COUNT: (Change.RECOUNT, Change.VOID),
}


def may_come_to(kind: Kind, outcome: str) -> bool:
    """Tell whether an appeal of this kind can be decided so."""
    return outcome == DISMISSED or outcome in CHANGES[kind]
