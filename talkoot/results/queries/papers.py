"""What lay in the box of a secret chamber, as everybody reads it once it is emptied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.http import Http404

from talkoot.ballotboxes.models import BallotBox
from talkoot.ballotboxes.queries import box_of
from talkoot.ballotboxes.rules import BoxState
from talkoot.counting.rules import Choice, Paper, in_order
from talkoot.decisions.models import Chamber, Decision
from talkoot.decisions.queries import (
    Mark,
    Unsealed,
    candidates_of,
    chamber_name,
    find_unsealed,
    of_box,
    paper_of_chamber,
    unsealed,
)
from talkoot.decisions.rules import boxed_chamber
from talkoot.kernel import paging
from talkoot.kernel.actors import Actor
from talkoot.kernel.paging import Page
from talkoot.rulebooks.queries import Name

PAPERS = 50


@dataclass(frozen=True, slots=True)
class UnsealedRow:
    """A published ballot as it is read: a choice, marks with the most preferred first, or a spoiled one."""

    code: str
    choice: Choice | None
    marks: Sequence[Mark] | None
    is_spoiled: bool


@dataclass(frozen=True, slots=True)
class UnsealedPage:
    """What lay in the box of a secret chamber, page by page; ``after`` is the code where the next page begins."""

    name: Name
    box: BallotBox
    rows: Page[UnsealedRow]


def list_unsealed(decision: Decision, chamber: Chamber, *, after: str = "") -> UnsealedPage:
    """Return a page of what lay in a secret chamber's box, in the order of the codes; 404 before it is emptied."""
    box = box_of(chamber.box_subject) if chamber.is_secret else None
    if box is None or box.state != BoxState.EMPTIED:
        raise Http404
    ballots = islice(unsealed(decision, chamber, after=after), PAPERS + 1)
    rows = paging.cut(list(_rows(decision, chamber, ballots)), "code", PAPERS)
    return UnsealedPage(chamber_name(decision, chamber.key), box, rows)


def find_row(decision: Decision, chamber: Chamber, code: str) -> UnsealedRow | None:
    """Return the published ballot with a receipt code, None when there is none."""
    found = find_unsealed(decision, chamber, code)
    return next(_rows(decision, chamber, [found]), None) if found else None


def row_in_box(subject: str, code: str, viewer: Actor, at: datetime) -> UnsealedRow | None:
    """Return the ballot with a receipt code in the box of a chamber; None where it is no box of a decision, or of one
    the viewer may not see.
    """
    held = boxed_chamber(subject)
    if held is None or of_box(held[0], viewer, at) is None:
        return None
    chambers = Chamber.objects.filter(decision=held[0], key=held[1]).select_related("decision__rulebook")
    chamber = chambers.first()
    return find_row(chamber.decision, chamber, code) if chamber else None


def _rows(decision: Decision, chamber: Chamber, ballots: Iterable[Unsealed]) -> Iterator[UnsealedRow]:
    paper = paper_of_chamber(decision, chamber.key)
    names = {each.key: each.name for each in candidates_of(decision)} if paper else {}
    for ballot in ballots:
        yield UnsealedRow(ballot.code, ballot.choice, _marks(paper, ballot, names), ballot.is_spoiled)


def _marks(paper: Paper | None, ballot: Unsealed, names: Mapping[int, str]) -> list[Mark] | None:
    if paper is None or ballot.marks is None:
        return None
    return [Mark(names.get(option, ""), said) for option, said in in_order(paper, ballot.marks)]
