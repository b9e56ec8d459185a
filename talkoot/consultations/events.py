"""Facts about consultations. Texts stay in the tables; facts hold refs, outcomes and times (ISO 8601, UTC)."""

from __future__ import annotations

from talkoot.kernel.events import Event


class ConsultationOpened(Event):
    """A body asks; ``answering`` is the body that will answer each input, ``parties`` how many were invited."""

    answering: str
    closes_at: str
    parties: int = 0


class PartyInvited(Event):
    """A party was added after the opening; ``party`` is the key of its row, ``whom`` its ref."""

    party: int
    whom: str


class DeadlineExtended(Event):
    """The deadline moved on, for a public reason."""

    was: str
    closes_at: str


class AskingStopped(Event):
    """The matter it belonged to came to its end: nobody is asked any more. ``was`` is the deadline promised before.

    ``unanswered`` inputs still await their answer.
    """

    was: str
    unanswered: int


class DeadlineNear(Event):
    """The deadline is two days off; told to the parties who have not been heard."""

    public = False
    closes_at: str


class InputGiven(Event):
    """Somebody gave input; the subject is the input, ``consultation`` the ref of what was asked."""

    consultation: str
    language: str


class InputTakenUp(Event):
    """The answering body says that it is considering an input."""

    public = False
    consultation: str


class InputDisposed(Event):
    """An input got its disposition; ``supersedes`` is the outcome it had before, empty for the first."""

    consultation: str
    outcome: str
    supersedes: str = ""


class ConsultationClosed(Event):
    """Every input has its disposition and the consultation is over."""

    inputs: int
