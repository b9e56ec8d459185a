"""Facts of the radar. Reasons stand in `FindingStep`, never in the ledger."""

from __future__ import annotations

from talkoot.kernel.events import Event


class FindingOpened(Event):
    """Something of the kind ``about`` is wrong; ``body`` (a ref, empty: operators) must act.

    ``cause`` is the kind of the fact that brought it about, empty where the calendar or a sweep did.
    """

    about: str
    body: str
    cause: str = ""


class FindingAccepted(Event):
    """Those who must act live with it until a day (ISO date)."""

    about: str
    until: str


class FindingReturned(Event):
    """The day came until which it was accepted."""

    about: str


class FindingEnded(Event):
    """It is over: ``how`` is reassigned, merged or gone; ``cause`` the kind of the fact that ended it, if one did."""

    about: str
    how: str
    cause: str = ""


class HandOverMade(Event):
    """What a mandate (a ref) in a role left open waits for who follows: ``items`` things."""

    mandate: str
    role: str
    items: int


class ItemTakenOver(Event):
    """One thing of a hand-over (the subject) was taken over; ``item`` is its ref, ``left`` how many wait still."""

    item: str
    left: int


class ItemReturned(Event):
    """One thing of a hand-over (the subject) was returned to the body; the reason stands beside it."""

    item: str
