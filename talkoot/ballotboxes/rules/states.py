"""Where a box and its slips stand."""

from __future__ import annotations

from enum import StrEnum


class Custody(StrEnum):
    """Who keeps the key of a box: scrutineers together, or a file on the server (weaker)."""

    SCRUTINEERS = "scrutineers"
    KEY_FILE = "key_file"


class BoxState(StrEnum):
    """The life of a box. Until it is emptied it may be discarded unread.

    In ``SCRUTINY`` it takes no more ballots, and nobody hands in a key yet: what lies in it may be struck, by somebody
    who cannot know what it says. A box that nobody looks at is closed at once.
    """

    PREPARING = "preparing"
    OPEN = "open"
    SCRUTINY = "scrutiny"
    CLOSED = "closed"
    EMPTIED = "emptied"
    DISCARDED = "discarded"


class SlipState(StrEnum):
    """A slip is empty or filled while the box is there to be filled; once the box is emptied it holds nothing.

    ``TAKEN_OUT``: it was filled, and its paper lies among the others. ``UNUSED``: no paper was made of it, since it was
    empty or its box was discarded. A struck slip stays so.
    """

    EMPTY = "empty"
    FILLED = "filled"
    STRUCK = "struck"
    TAKEN_OUT = "taken_out"
    UNUSED = "unused"


_NEXT = {
    BoxState.PREPARING: {BoxState.OPEN},
    BoxState.OPEN: {BoxState.SCRUTINY, BoxState.CLOSED},
    BoxState.SCRUTINY: {BoxState.CLOSED},
    BoxState.CLOSED: {BoxState.EMPTIED},
}


def may_become(now: BoxState, then: BoxState) -> bool:
    """Tell whether a box in the state ``now`` may go on to ``then``."""
    return now in _NEXT and then in _NEXT[now] | {BoxState.DISCARDED}
