"""Run-offs on new ballots: whether rules that name one can be held, and when a verdict says that one is due."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from talkoot.counting.rules.elections import book_of
from talkoot.rulebooks.rules import Left, Underivable, asks_again, underivable

__all__ = ["RunoffDue", "Underivable", "runoff_due", "why_no_runoff"]


@dataclass(frozen=True, slots=True)
class RunoffDue:
    """A run-off that a verdict asks for: what is left to it, whom it is between, and who is elected already."""

    left: Left
    between: Sequence[str]
    elected: Sequence[str]


def runoff_due(verdict: Mapping[str, Any] | None) -> RunoffDue | None:
    """Return the run-off on new ballots that a verdict says is due, None where it says of none."""
    for said in verdict["chambers"] if verdict else ():
        runoff = said.get("runoff")
        if runoff and not runoff["held"]:
            elected = said["elected"]
            return RunoffDue(Left(said["seats"] - len(elected), len(elected)), runoff["between"], elected)
    return None


@lru_cache(maxsize=512)
def why_no_runoff(canonical: str) -> Underivable | None:
    """Return why the run-off that rules ask for cannot be held as a decision of its own; None where it can, and where
    they ask for none.
    """
    book = book_of(canonical)
    return underivable(book) if book is not None and asks_again(book) else None
