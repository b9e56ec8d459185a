"""Facts about duties. Reasons stand in `DutyStep`, never in the ledger."""

from __future__ import annotations

from talkoot.kernel.events import Event


class DutyAssigned(Event):
    """A body or role (``holder``, a ref) has a duty of ``letter`` in ``matter`` (its id), within ``scope`` (a ref).

    ``clause`` is the id of the clause it rests on, 0 where it rests on none.
    """

    letter: str
    holder: str
    scope: str
    matter: int
    clause: int = 0


class DutyConfirmed(Event):
    """The duty was looked at and stands; the next look is due on ``review_on`` (ISO date, or empty)."""

    letter: str
    review_on: str = ""


class DutyEnded(Event):
    """The holder has the duty no more, from ``ended_on`` (ISO date)."""

    letter: str
    ended_on: str


class MatterRetired(Event):
    """The matter needs nobody any more."""
