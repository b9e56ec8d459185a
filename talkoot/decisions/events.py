"""Facts that decisions announce."""

from __future__ import annotations

from talkoot.kernel.events import Event


class DecisionDrafted(Event):
    """A steward began to prepare a question; nobody is asked yet. ``rests_on`` as in `DecisionOpened`."""

    rulebook: str
    steward_body: str
    rests_on: str

    public = False


class DraftEdited(Event):
    """The question of a draft reads differently now."""

    public = False


class QuestionChanged(Event):
    """The question of an open decision, in which nobody had voted yet, reads differently now."""


class DecisionOpened(Event):
    """Voting began: the rulebook and the rolls are frozen. ``rolls`` is the roll's hash for each chamber with one.

    ``rests_on`` is the ref of the consultation that came before, empty where a recorded reason says why there was none.
    """

    rulebook: str
    rulebook_sha256: str
    steward_body: str
    rests_on: str
    closes_at: str
    eligible: int
    rolls: dict[str, str]


class BallotCast(Event):
    """A place on the roll voted, or changed its vote (``number`` above 1); what it says stays out."""

    chamber: str
    entry: int
    number: int

    public = False


class TallyRecorded(Event):
    """The counts of a vote held elsewhere were entered, with the hash of their evidence."""

    chamber: str
    number: int
    eligible: int
    yes: int
    no: int
    neutral: int
    evidence_sha256: str


class DecisionClosed(Event):
    """Voting ended, by the clock or by a steward. ``cast`` is the number of ballots in each chamber."""

    cast: dict[str, int]
    by_clock: bool


class DecisionFinal(Event):
    """The decision was counted. ``outcome`` is ``adopted`` or ``rejected``; ``chambers`` says which of them passed."""

    outcome: str
    passed: int
    chambers: dict[str, bool]
    verdict_sha256: str


class DecisionVoided(Event):
    """The decision does not stand, whatever was cast; ``why`` is ``steward``, ``question_changed``, or
    ``matter_ended``: the matter it was to decide came to its end first.

    ``replaced_by`` is the draft that carries the new question, empty when there is none.
    """

    why: str
    replaced_by: str = ""
