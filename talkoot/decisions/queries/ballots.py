"""Open ballots, to be read by everybody once voting is over: who voted how, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import Http404
from django.urls import reverse

from talkoot.counting.rules import Choice, Position, consenting, in_order, marks_of, position_in
from talkoot.decisions.models import Ballot, Chamber, Decision
from talkoot.decisions.queries.papers import candidates_of, paper_of_chamber
from talkoot.decisions.queries.reading import ChamberView
from talkoot.decisions.queries.scrutiny import StrikeView, strikes_on
from talkoot.decisions.queries.weights import OF_BALLOT, weight_of
from talkoot.decisions.rules import State
from talkoot.kernel import paging
from talkoot.kernel.paging import Page
from talkoot.kernel.refs import Label
from talkoot.rulebooks.queries import Name, amount

BALLOTS = 50
REASONS = 5
OWN = ("pk", "chamber__key", "choice", "marks", "html", "language", "number", "cast_at", "is_delegated")
VOTER = (
    "entry__person__name",
    "entry__person__slug",
    "entry__body__name",
    "entry__body__slug",
    "entry__body__language",
)
FIELDS = (*OWN, *VOTER, "cast_by__name", "cast_by__slug", *OF_BALLOT)


@dataclass(frozen=True, slots=True)
class Mark:
    """A candidate, and what is written beside them: a number, a stance, or nothing more than a tick."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class BallotRow:
    """A ballot as it is shown: whose it is, who cast it for a body, what it says and why.

    ``marks`` are candidates with what is written beside them, the most preferred first; None where a question was
    answered, with ``choice``, which in a round of consent is the position. One that ``is_delegated`` came through a
    delegate, who is not named. One with a ``strike`` does not count. ``weighs`` is what it weighs, in the reader's
    digits, empty where all weigh the same.
    """

    pk: int
    chamber: str
    choice: str
    marks: Sequence[Mark] | None
    html: str
    language: str
    number: int
    cast_at: datetime
    voter: Label
    delegate: Label | None
    room: Name
    is_delegated: bool
    strike: StrikeView | None = None
    weighs: str = ""


def list_ballots(
    decision: Decision, chambers: Sequence[ChamberView], *, choice: str = "", after: str = ""
) -> Page[BallotRow]:
    """Return a page of the last ballots of places, in the order they came, and which are struck (two queries).

    While voting runs only rounds of consent show any, and it is a 404 where there is none.
    """
    rows = _shown(decision, chambers)
    if choice in list(Choice):
        rows = rows.filter(choice=choice)
    elif choice in list(Position):
        rows = rows.filter(marks=[list(mark) for mark in marks_of(Position(choice))])
    last = paging.after(after)
    if last is not None:
        rows = rows.filter(pk__gt=last)
    names = Names(decision, chambers)
    found = [row_of(values, names) for values in rows.order_by("pk").values_list(*FIELDS)[: BALLOTS + 1]]
    struck = strikes_on(decision, [row.pk for row in found])
    return paging.cut([replace(row, strike=struck.get(row.pk)) for row in found], "pk", BALLOTS)


def list_reasons(decision: Decision, chambers: Sequence[ChamberView]) -> list[BallotRow]:
    """Return the latest ballots that count and say why (one query)."""
    rows = _shown(decision, chambers).counting().exclude(reason="").order_by("-pk")
    names = Names(decision, chambers)
    return [row_of(values, names) for values in rows.values_list(*FIELDS)[:REASONS]]


def get_chamber(decision: Decision, key: str) -> Chamber:
    """Return a chamber of a decision; 404 when it has no such."""
    chamber = Chamber.objects.filter(decision=decision, key=key).first()
    if chamber is None:
        raise Http404
    return chamber


def _shown(decision: Decision, chambers: Sequence[ChamberView]) -> Any:
    keys = consenting(decision.rulebook.canonical) if decision.is_open else frozenset()
    seen = [view.chamber.pk for view in chambers if decision.state == State.CLOSED or view.chamber.key in keys]
    if not seen:
        raise Http404
    return Ballot.objects.filter(chamber__in=seen, is_current=True)


class Names:
    """What chambers and candidates are called, and how the papers of those chambers are filled in that elect."""

    def __init__(self, decision: Decision, chambers: Sequence[ChamberView]) -> None:
        self.rounds = consenting(decision.rulebook.canonical)
        electing = [v.chamber.key for v in chambers if v.chamber.is_election and v.chamber.key not in self.rounds]
        self.rooms = {view.chamber.key: view.name for view in chambers}
        self.papers = {key: paper for key in electing if (paper := paper_of_chamber(decision, key)) is not None}
        self.candidates = {each.key: each.name for each in candidates_of(decision)} if electing else {}

    def marks(self, chamber: str, marks: Sequence[tuple[int, int]] | None) -> list[Mark] | None:
        """Return marks as they are read."""
        paper = self.papers.get(chamber)
        if marks is None or paper is None:
            return None
        told = in_order(paper, tuple((option, number) for option, number in marks))
        return [Mark(self.candidates.get(option, ""), said) for option, said in told]


def row_of(values: Sequence[Any], names: Names) -> BallotRow:
    """Return a ballot as it is shown, from the values of `FIELDS`."""
    pk, chamber, choice, marks, html, language, number, cast_at, is_delegated = values[: len(OWN)]
    person, person_slug, body, body_slug, body_language, caster, caster_slug, *weight = values[len(OWN) :]
    if body is None:
        voter, delegate = _label("directory:person", person, person_slug), None
    else:
        voter = _label("directory:body", body, body_slug, body_language)
        delegate = _label("directory:person", caster, caster_slug)
    said = names.marks(chamber, marks)
    if chamber in names.rounds:
        choice = str(position_in(marks) or "")
    room = names.rooms[chamber]
    weighs = amount(weight_of(*weight)) if None not in weight else ""
    return BallotRow(
        pk, chamber, choice, said, html, language, number, cast_at, voter, delegate, room, is_delegated, weighs=weighs
    )


def _label(page: str, name: object, slug: object, language: object = "") -> Label:
    return Label(str(name), reverse(page, args=[slug]), str(language))
