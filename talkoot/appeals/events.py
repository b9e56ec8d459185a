"""Facts about appeals. Their subject is what is appealed against, such as a decision; the words stay out."""

from __future__ import annotations

from talkoot.kernel.events import Event


class AppealMade(Event):
    """Somebody says that a roll or a count is wrong.

    ``against`` is ``roll`` or ``count``, ``change`` what should change (see `rules`).
    """

    appeal: str
    against: str
    change: str


class AppealDecided(Event):
    """An appeal has its answer, with a reason. ``outcome`` is what changes, or ``dismissed``."""

    appeal: str
    against: str
    outcome: str
