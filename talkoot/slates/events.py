"""Facts about slates and who stands on them. Words stay in the tables; facts hold refs, states and numbers.

Who was only put forward, or said no, is told to nobody but them: those facts are private.
"""

from __future__ import annotations

from talkoot.kernel.events import Event


class SlateOpened(Event):
    """Names can be put forward for ``matter`` (a ref) between two times (ISO 8601)."""

    matter: str
    body: str
    of: str
    opens_at: str
    closes_at: str


class CandidateNominated(Event):
    """Somebody put another forward, who has not answered yet; ``candidate`` is the row's ref."""

    public = False
    slate: str


class NominationDeclined(Event):
    """Whoever was put forward said no."""

    public = False
    slate: str


class ConsentGiven(Event):
    """A candidate stands; ``own`` where nobody else put it forward."""

    slate: str
    own: bool


class CandidateEntered(Event):
    """A steward entered a candidate from a file, or changed one by it; ``status`` as `recount` says it."""

    slate: str
    status: str


class StatementWritten(Event):
    """A candidate's statement in a language has a new version."""

    slate: str
    language: str
    version: int


class QuestionAsked(Event):
    """Somebody asked a candidate in public; the subject is the question."""

    slate: str
    candidate: str
    language: str


class QuestionAnswered(Event):
    """The candidate answered; a later answer stands beside the first."""

    slate: str
    candidate: str
    language: str


class CandidateWithdrawn(Event):
    """A candidate stands no more; ``on_ballot`` when the slate was frozen: then the count leaves it out beforehand."""

    slate: str
    on_ballot: bool


class CandidateStruck(Event):
    """A steward took a candidate off, for a public reason."""

    slate: str
    on_ballot: bool


class SlateFrozen(Event):
    """The names on the ballot are fixed: their refs in the order drawn from ``seed``, and where that came from."""

    seed: str
    seed_from: str
    order: list[str]
