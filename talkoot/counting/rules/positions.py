"""Rounds of consent: what a member may say, whom rules ask so, and as what a settled objection is counted."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from recount.methods.consent import OBJECTION, POSITIONS, override_share
from recount.outcomes import exact
from talkoot.counting.rules.elections import book_of, election_in
from talkoot.counting.rules.marks import Marks

METHOD = "consent"


class Position(StrEnum):
    """What a member says to a proposal. Only an objection holds it up."""

    AGREE = "agree"
    CONCERN = "concern"
    STAND_ASIDE = "stand-aside"
    OBJECTION = "objection"


# Who says so says why: a concern is there to be heard, an objection names the harm.
SPOKEN = frozenset({Position.CONCERN, Position.OBJECTION})
# The order in which a round is read.
IN_ORDER = (Position.OBJECTION, Position.CONCERN, Position.STAND_ASIDE, Position.AGREE)


@lru_cache(maxsize=512)
def consenting(canonical: str) -> frozenset[str]:
    """Return the keys of the chambers that are asked for consent."""
    book = book_of(canonical)
    chambers = book.chambers if book else ()
    return frozenset(each.key for each in chambers if each.election and each.election.method == METHOD)


@lru_cache(maxsize=512)
def electing(canonical: str) -> bool:
    """Tell whether a chamber elects, so that somebody has to stand; a round of consent needs nobody."""
    book = book_of(canonical)
    return book is not None and any(each.election and each.election.method != METHOD for each in book.chambers)


@lru_cache(maxsize=512)
def is_round(canonical: str) -> bool:
    """Tell whether every chamber is asked for consent: then the proposal may be amended while they are."""
    book = book_of(canonical)
    return book is not None and len(consenting(canonical)) == len(book.chambers)


def override_in(canonical: str, key: str) -> str:
    """Return which share of the others in a chamber may override an objection, as an exact text; empty: nobody."""
    election = election_in(canonical, key)
    share = override_share(election.settings) if election and election.method == METHOD else None
    return exact(share) if share is not None else ""


def marks_of(position: Position) -> Marks:
    """Return what a position is kept as: its place on `recount`'s list, marked."""
    return ((POSITIONS.index(position), 1),)


def position_in(marks: object) -> Position | None:
    """Return the position that marks say, as they are kept (pairs in a list), None where they say none.

    >>> position_in([[3, 1]]), position_in([])
    (<Position.OBJECTION: 'objection'>, None)
    """
    first = marks[0] if isinstance(marks, list | tuple) and marks else None
    return Position(POSITIONS[first[0]]) if first is not None else None


def counted_as(marks: Marks, became: str) -> Marks:
    """Return what marks are counted as: an objection as what ``became`` of it (``resolved``), empty while it stands.

    >>> counted_as(((3, 1),), "resolved"), counted_as(((3, 1),), ""), counted_as(((0, 1),), "withdrawn")
    (((4, 1),), ((3, 1),), ((0, 1),))
    """
    if position_in(marks) is not Position.OBJECTION or not became:
        return marks
    return ((POSITIONS.index(kind_of(became)), 1),)


def kind_of(became: str) -> str:
    """Return how `recount` calls an objection of which this became: ``objection-without-reason``."""
    return f"{OBJECTION}-{became.replace('_', '-')}" if became else OBJECTION


def figures_of(test: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the positions that were counted, with how many said each, in the order in which a round is read."""
    named = [*IN_ORDER[:1], *(name for name in POSITIONS if name.startswith(f"{OBJECTION}-")), *IN_ORDER[1:]]
    return [(str(name), test[name]) for name in named if test.get(name, "0") != "0"]
