"""Thought of objections: where one stands, which step may follow which, and when the others have overridden it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from fractions import Fraction

TITLE_MAX = 200
TEXT_MAX = 10_000
WORDS_MAX = 5_000
REF_MAX = 120


class State(StrEnum):
    """What became of an objection. Only one that stands holds a proposal up."""

    STANDING = "standing"
    RESOLVED = "resolved"
    WITHDRAWN = "withdrawn"
    OVERRIDDEN = "overridden"
    WITHOUT_REASON = "without_reason"


class Awaits(StrEnum):
    """What an objection that stands waits for: the objector's word on a resolution, or a steward's on an appeal."""

    NOTHING = ""
    RESOLUTION = "resolution"
    APPEAL = "appeal"


class StepKind(StrEnum):
    """What was done about an objection, one after the other."""

    RAISED = "raised"
    REWORDED = "reworded"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    OVERRIDDEN = "overridden"
    FOUND = "found"
    APPEALED = "appealed"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


# Where each step leads.
LEADS: dict[StepKind, tuple[State, Awaits]] = {
    StepKind.RAISED: (State.STANDING, Awaits.NOTHING),
    StepKind.PROPOSED: (State.STANDING, Awaits.RESOLUTION),
    StepKind.CONFIRMED: (State.RESOLVED, Awaits.NOTHING),
    StepKind.DECLINED: (State.STANDING, Awaits.NOTHING),
    StepKind.WITHDRAWN: (State.WITHDRAWN, Awaits.NOTHING),
    StepKind.OVERRIDDEN: (State.OVERRIDDEN, Awaits.NOTHING),
    StepKind.FOUND: (State.WITHOUT_REASON, Awaits.NOTHING),
    StepKind.APPEALED: (State.STANDING, Awaits.APPEAL),
    StepKind.UPHELD: (State.STANDING, Awaits.NOTHING),
    StepKind.DISMISSED: (State.WITHOUT_REASON, Awaits.NOTHING),
}
# What an objection may wait for, so that a step can be taken.
FROM: dict[StepKind, frozenset[Awaits]] = {
    StepKind.REWORDED: frozenset(Awaits),
    StepKind.PROPOSED: frozenset({Awaits.NOTHING, Awaits.RESOLUTION}),
    StepKind.CONFIRMED: frozenset({Awaits.RESOLUTION}),
    StepKind.DECLINED: frozenset({Awaits.RESOLUTION}),
    StepKind.WITHDRAWN: frozenset(Awaits),
    StepKind.OVERRIDDEN: frozenset(Awaits),
    StepKind.FOUND: frozenset({Awaits.NOTHING}),
    StepKind.UPHELD: frozenset({Awaits.APPEAL}),
    StepKind.DISMISSED: frozenset({Awaits.APPEAL}),
}


def led_to(kind: StepKind, awaits: Awaits) -> tuple[State, Awaits]:
    """Return where a step leads; other words leave everything as it is.

    >>> led_to(StepKind.REWORDED, Awaits.APPEAL)
    (<State.STANDING: 'standing'>, <Awaits.APPEAL: 'appeal'>)
    """
    return LEADS.get(kind, (State.STANDING, awaits))


def may_step(kind: StepKind, state: State, awaits: Awaits, *, was_appealed: bool) -> bool:
    """Tell whether a step may be taken. A finding is appealed once, and what an appeal upheld is not found again."""
    if kind is StepKind.APPEALED:
        return state is State.WITHOUT_REASON and not was_appealed
    if kind is StepKind.FOUND and was_appealed:
        return False
    return state is State.STANDING and awaits in FROM[kind]


def may_raise_again(state: State, wording: int, latest: int) -> bool:
    """Tell whether somebody whose objection ended may raise another one.

    Who withdrew it, or whose objection an amendment resolved, may at any time. Who was overridden or had given no
    reason may when the text is another one (``latest``) than the one they objected to.
    """
    return state in {State.RESOLVED, State.WITHDRAWN} or latest > wording


def needed(share: str, others: int) -> int:
    """Return how many of so many others override an objection together; 0 where nobody may.

    >>> needed("3/4", 7), needed("", 7), needed("1", 7), needed("50 %", 0)
    (6, 0, 7, 0)
    """
    if not share or others < 1:
        return 0
    percent = share.removesuffix("%")
    exact = Fraction(percent.strip()) * others / (100 if percent != share else 1)
    return -(-exact.numerator // exact.denominator)


def is_had(share: str, others: int, had: int) -> bool:
    """Tell whether ``had`` of so many others override an objection together.

    >>> is_had("3/4", 3, 3), is_had("3/4", 3, 2), is_had("3/4", 0, 0)
    (True, False, False)
    """
    return 0 < needed(share, others) <= had


def is_open(closes_at: datetime, closed_at: datetime | None, at: datetime) -> bool:
    """Tell whether steps are taken ``at`` this moment: until the round closes, as positions are."""
    return closed_at is None and at < closes_at
