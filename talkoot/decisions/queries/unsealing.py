"""What lay in the ballot boxes of secret chambers, read by the rules of each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from talkoot.ballotboxes import queries as ballotboxes
from talkoot.ballotboxes.models import BallotBox
from talkoot.ballotboxes.queries import BoxPage
from talkoot.ballotboxes.rules import BoxState
from talkoot.counting.rules import Choice, Marks, Paper, read_sealed, secret_in
from talkoot.decisions.models import Chamber, Decision
from talkoot.decisions.queries.papers import candidates_of, paper_of_chamber
from talkoot.decisions.rules import box_subject
from talkoot.kernel.actors import SYSTEM, Actor


@dataclass(frozen=True, slots=True)
class Unsealed:
    """A ballot out of its seal, with its receipt code: ``choice`` or ``marks``; spoiled where it says neither."""

    code: str
    choice: Choice | None
    marks: Marks | None

    @property
    def is_spoiled(self) -> bool:
        """Tell whether it breaks the rules, and does not count."""
        return self.choice is None and self.marks is None


def unsealed(decision: Decision, chamber: Chamber, *, after: str = "") -> Iterator[Unsealed]:
    """Yield every ballot of a secret chamber's emptied box that could be opened, in the order of the codes.

    With ``after`` those whose codes follow that one.
    """
    paper, options = ballots_of(decision, chamber)
    for code, ballot in ballotboxes.papers(chamber.box_subject, after=after):
        yield _unsealed(code, read_sealed(ballot, paper, options))


def find_unsealed(decision: Decision, chamber: Chamber, code: str) -> Unsealed | None:
    """Return the ballot with a receipt code; None when there is none, or the box is not emptied."""
    ballot = ballotboxes.find_paper(chamber.box_subject, code)
    if ballot is None:
        return None
    return _unsealed(code.strip().upper(), read_sealed(ballot, *ballots_of(decision, chamber)))


def ballots_of(decision: Decision, chamber: Chamber) -> tuple[Paper | None, list[int]]:
    """Return how a chamber's ballots are filled in and who can be marked, those who withdrew since among them."""
    paper = paper_of_chamber(decision, chamber.key)
    return paper, [each.key for each in candidates_of(decision) if not each.is_sitting] if paper else []


def sealed_boxes(chambers: Collection[Chamber]) -> dict[str, BallotBox]:
    """Return the boxes of secret chambers that are not emptied, by the chamber's key."""
    secret = {chamber.box_subject: chamber.key for chamber in chambers if chamber.is_secret}
    boxes = ballotboxes.boxes_of(secret, SYSTEM)
    return {secret[subject]: shown.box for subject, shown in boxes.items() if shown.box.state != BoxState.EMPTIED}


def boxes_of(decision: Decision, viewer: Actor) -> dict[str, BoxPage | None]:
    """Return the ballot box of each secret chamber by the chamber's key, None where it is not prepared yet."""
    secret: Sequence[str] = secret_in(decision.rulebook.canonical)
    found = ballotboxes.boxes_of([box_subject(decision.pk, key) for key in secret], viewer)
    return {key: found.get(box_subject(decision.pk, key)) for key in secret}


def _unsealed(code: str, said: Choice | Marks | None) -> Unsealed:
    return Unsealed(code, said, None) if isinstance(said, Choice) else Unsealed(code, None, said)
