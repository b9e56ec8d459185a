"""Facts that decisions announce."""

from __future__ import annotations

from talkoot.kernel.events import Event


class DecisionDrafted(Event):
    """A steward began to prepare a question; nobody is asked yet. ``rests_on`` as in `DecisionOpened`."""

    rulebook: str
    steward_body: str
    rests_on: str

    public = False


class DecisionPut(Event):
    """A matter waits for this question, which everybody sees as a draft until it is complete and voting is announced
    or opened. ``lacks`` are the languages it does not stand in yet; ``rests_on`` as in `DecisionOpened`.
    """

    rulebook: str
    steward_body: str
    rests_on: str
    lacks: list[str]


class DraftEdited(Event):
    """The question of a draft reads differently now."""

    public = False


class QuestionTranslated(Event):
    """The question stands in a further ``language`` now, or reads differently there (``number`` above 1)."""

    language: str
    number: int

    public = False


class WeightsSaid(Event):
    """A steward said, for the ``number``-th time, what each vote in a chamber shall weigh: ``voters`` weights of a
    list, or a ``fact`` as of a day. What comes of it is frozen with the roll, and in its hash.
    """

    chamber: str
    number: int
    voters: int
    fact: str
    as_of: str

    public = False


class QuestionChanged(Event):
    """The question of an open decision, in which nobody had voted yet, reads differently now."""


class QuestionAmended(Event):
    """In a round of consent the proposal was amended: its version ``number`` asks everybody to look again."""

    number: int


class DecisionAnnounced(Event):
    """Everybody knows now when voting will open, and until when. ``rests_on`` as in `DecisionOpened`."""

    rulebook: str
    steward_body: str
    rests_on: str
    opens_at: str
    closes_at: str


class AnnouncementTakenBack(Event):
    """The question reads differently now, so it will be announced again before voting opens."""


class OpeningFailed(Event):
    """The time had come, and voting could not open; ``why`` is the code of the refusal. It is tried again."""

    why: str


class DecisionOpened(Event):
    """Voting began: the rulebook and the rolls are frozen. ``rolls`` is the roll's hash for each chamber with one, its
    weights in it where votes weigh different amounts.

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
    """A place on the roll voted, or changed its vote (``number`` above 1); what it says stays out.

    In a secret chamber ``number`` is 0: nothing there counts how often somebody changed their mind.
    """

    chamber: str
    entry: int
    number: int

    public = False


class PlaceRecused(Event):
    """A place on the roll stands back from the vote, for a reason everybody reads on the roll."""

    chamber: str
    entry: int


class RecusalEnded(Event):
    """A place on the roll that had stood back takes part again."""

    chamber: str
    entry: int


class RollAmended(Event):
    """A granted appeal (``appeal``, a ref) changed the roll of a chamber, whose hash and size these are from now on.

    ``change`` is ``add`` or ``strike``, ``voter`` whose place it was about; ``weight`` what a vote that was added
    weighs, empty where all weigh the same.
    """

    chamber: str
    roll_sha256: str
    eligible: int
    appeal: str
    change: str
    voter: str
    weight: str = ""


class TallyRecorded(Event):
    """The counts of a vote held elsewhere were entered, with the hash of their evidence."""

    chamber: str
    number: int
    eligible: int
    yes: int
    no: int
    neutral: int
    evidence_sha256: str


class DecisionExtended(Event):
    """Voting goes on by rule until ``closes_at``, the ``number``-th time; ``missed`` are those without their quorum."""

    closes_at: str
    number: int
    missed: list[str]


class DecisionClosed(Event):
    """Voting ended, by the clock or by a steward. ``cast`` is the number of ballots in each chamber, those that came
    through delegates among them.
    """

    cast: dict[str, int]
    by_clock: bool


class BallotStruck(Event):
    """A scrutineer struck the ballot of a place on the roll: it does not count. Why stands with the ballot."""

    chamber: str
    entry: int


class StrikeTakenBack(Event):
    """A scrutineer took a strike back: the ballot of that place counts again."""

    chamber: str
    entry: int


class ScrutinyEnded(Event):
    """The scrutineers are done: so many ballots are struck (``strikes``), and the count follows."""

    strikes: int


class DecisionCounted(Event):
    """The decision was counted, and is not final: the count may be challenged until ``challenges_until``.

    ``outcome`` is ``adopted`` or ``rejected``; ``chambers`` says which of them passed. Where the rules let nobody
    challenge a count, `DecisionFinal` alone tells of it.
    """

    outcome: str
    passed: int
    chambers: dict[str, bool]
    verdict_sha256: str
    challenges_until: str


class CountSetAside(Event):
    """An upheld challenge (``appeal``, a ref) set the count aside; it was the ``number``-th and said ``outcome``."""

    appeal: str
    number: int
    outcome: str


class DecisionFinal(Event):
    """The decision was counted, and the count stands. ``outcome`` and ``chambers`` as in `DecisionCounted`."""

    outcome: str
    passed: int
    chambers: dict[str, bool]
    verdict_sha256: str


class RunoffPut(Event):
    """Rules and verdict of the decision ``runoff_of`` ask voters again for ``seats`` that stayed empty: this is that
    run-off, as a draft that everybody sees until voting is announced or opened.
    """

    runoff_of: str
    rulebook: str
    steward_body: str
    seats: int


class RunoffDropped(Event):
    """A run-off was due for ``seats`` that stayed empty, and of those it is between only so many still stand."""

    seats: int
    standing: int


class DecisionVoided(Event):
    """The decision does not stand, whatever was cast; ``why`` is ``steward``, ``question_changed``,
    ``matter_ended`` (the matter it was to decide came to its end first), or ``challenge``: one was upheld.

    ``replaced_by`` is the draft that carries the new question, empty when there is none.
    """

    why: str
    replaced_by: str = ""
