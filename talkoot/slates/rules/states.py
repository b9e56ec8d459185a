"""What a candidate may become, and what a count has to know of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What stands in an election."""

    PEOPLE = "people"
    BODIES = "bodies"
    PROJECTS = "projects"


class State(StrEnum):
    """Where a candidate is: nobody stands without having said yes."""

    NOMINATED = "nominated"
    STANDING = "standing"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    STRUCK = "struck"
    SITTING = "sitting"


class Status(StrEnum):
    """The words of `recount` for the candidates of an election."""

    STANDING = "standing"
    WITHDRAWN = "withdrawn"
    SITTING = "sitting"


# Whoever declined or withdrew may think again until the slate is frozen. Who was struck does not come back.
TRANSITIONS: dict[State, frozenset[State]] = {
    State.NOMINATED: frozenset({State.STANDING, State.DECLINED}),
    State.STANDING: frozenset({State.WITHDRAWN, State.STRUCK}),
    State.DECLINED: frozenset({State.NOMINATED, State.STANDING}),
    State.WITHDRAWN: frozenset({State.NOMINATED, State.STANDING}),
    State.SITTING: frozenset({State.STRUCK}),
    State.STRUCK: frozenset(),
}
# Those everybody may know of: a name that was only put forward, or said no, is nobody's business.
PUBLIC = frozenset({State.STANDING, State.WITHDRAWN, State.STRUCK, State.SITTING})
# Those whose names may not be taken for one another.
RUNS = frozenset({State.NOMINATED, State.STANDING, State.WITHDRAWN, State.SITTING})
# Those who have a place on a ballot once it is drawn, whatever happens to them later.
ON_BALLOT = frozenset({State.STANDING, State.WITHDRAWN, State.STRUCK})


def may_become(state: State, wanted: State, *, frozen: bool) -> bool:
    """Tell whether a candidate in ``state`` may go to ``wanted``; on a frozen slate one only leaves."""
    leaves = wanted in {State.WITHDRAWN, State.STRUCK}
    return wanted in TRANSITIONS[state] and (leaves or not frozen)


def became(*, consents: bool) -> State:
    """Return the state of a new candidate: standing when the nomination is its own, else waiting for its word."""
    return State.STANDING if consents else State.NOMINATED


def takes_nominations(opens_at: datetime, closes_at: datetime, at: datetime, *, frozen: bool) -> bool:
    """Tell whether names may be put forward at ``at``."""
    return opens_at <= at < closes_at and not frozen


def status_of(state: State, *, on_ballot: bool) -> Status | None:
    """Return what a count has to know of a candidate, or None when nothing.

    Who stands, stands; who left while on the ballot is counted as if they had not stood; members who stay sit.
    """
    match state:
        case State.STANDING:
            return Status.STANDING
        case State.SITTING:
            return Status.SITTING
        case State.WITHDRAWN | State.STRUCK if on_ballot:
            return Status.WITHDRAWN
    return None
