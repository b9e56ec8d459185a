"""Facts that proposals announce. Subject is the proposal (``proposal:142``), or the process (``process:3``)."""

from __future__ import annotations

from talkoot.kernel.events import Event


class ProcessPublished(Event):
    """A version of a process is published; new proposals follow it from now on."""

    slug: str
    version: int
    sha256: str


class ProposalSubmitted(Event):
    """Someone put a proposal forward; it follows ``process`` (slug and version) with this ``sha256``."""

    process: str
    version: int
    sha256: str
    scope: int
    responsible: str
    language: str


class ProposalImported(Event):
    """A proposal was taken over from ``source``, or a later run brought it up to date."""

    source: str
    source_key: str
    is_new: bool
    status: str
    supports: int


class ProposalVanished(Event):
    """A proposal kept from ``source`` is not there any more; it stays here, marked."""

    source: str


class ProposalEdited(Event):
    """The text has a new version."""

    version: int


class ProposalWithdrawn(Event):
    """Its author took it back, with a reason."""

    stage: str


class ProposalSupported(Event):
    """A person supports it; ``supports`` is the number since."""

    supports: int
    has_comment: bool


class SupportWithdrawn(Event):
    """A person took their support back."""

    supports: int


class ProposalFollowed(Event):
    """A person wants to hear of it; theirs alone to know."""

    public = False


class ProposalUnfollowed(Event):
    """A person wants to hear of it no more."""

    public = False


class ChargeTaken(Event):
    """A body took charge of a proposal that nobody was responsible for."""

    body: str


class ProposalReplied(Event):
    """The responsible body answered."""

    reply: int
    stage: str


class StageEntered(Event):
    """A stage was entered under ``process`` ``version``; ``opened`` are refs of what it opened or names.

    ``outcome`` says how the stage before was left, ``due_at`` (ISO 8601, UTC) until when the next step is promised.
    """

    stage: str
    stage_kind: str
    previous: str
    outcome: str
    process: str
    version: int
    sha256: str
    due_at: str
    opened: list[str]


class ProposalEnded(Event):
    """It came to an end: completed, declined, deferred or superseded; ``stage`` is the one it ended in."""

    status: str
    stage: str
    process: str
    version: int
    sha256: str


class ProposalLate(Event):
    """A clock ran out: what was ``owed`` (``reply``, ``step`` or ``promise``) by ``due_at`` has not come."""

    stage: str
    owed: str
    due_at: str
