"""Open ballots, to be read by everybody once voting is over: who voted how, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from talkoot.decisions.models import Ballot, Chamber, Decision
from talkoot.decisions.queries.papers import candidates_of, paper_of_chamber
from talkoot.decisions.queries.reading import ChamberView
from talkoot.decisions.rules import Choice, State, in_order
from talkoot.kernel import paging
from talkoot.kernel.paging import Page
from talkoot.kernel.refs import Label
from talkoot.rulebooks.queries import Name

BALLOTS = 50
REASONS = 5
OWN = ("pk", "chamber__key", "choice", "marks", "html", "language", "number", "cast_at")
VOTER = (
    "entry__person__name",
    "entry__person__slug",
    "entry__body__name",
    "entry__body__slug",
    "entry__body__language",
)
FIELDS = (*OWN, *VOTER, "cast_by__name", "cast_by__slug")


@dataclass(frozen=True, slots=True)
class Mark:
    """A candidate, and what is written beside them: a number, a stance, or nothing more than a tick."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class BallotRow:
    """A ballot as it is shown: whose it is, who cast it for a body, what it says and why.

    ``marks`` are candidates with what is written beside them, the most preferred first; None where a question was
    answered, with ``choice``.
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


def list_ballots(
    decision: Decision, chambers: Sequence[ChamberView], *, choice: str = "", after: str = ""
) -> Page[BallotRow]:
    """Return a page of the ballots that count, in the order they came (one query); 404 while voting runs."""
    rows = _shown(decision, chambers)
    if choice in list(Choice):
        rows = rows.filter(choice=choice)
    last = paging.after(after)
    if last is not None:
        rows = rows.filter(pk__gt=last)
    names = _Names(decision, chambers)
    found = [_row(values, names) for values in rows.order_by("pk").values_list(*FIELDS)[: BALLOTS + 1]]
    return paging.cut(found, "pk", BALLOTS)


def list_reasons(decision: Decision, chambers: Sequence[ChamberView]) -> list[BallotRow]:
    """Return the latest ballots that say why (one query)."""
    rows = _shown(decision, chambers).exclude(reason="").order_by("-pk")
    names = _Names(decision, chambers)
    return [_row(values, names) for values in rows.values_list(*FIELDS)[:REASONS]]


def get_chamber(decision: Decision, key: str) -> Chamber:
    """Return a chamber of a decision; 404 when it has no such."""
    chamber = Chamber.objects.filter(decision=decision, key=key).first()
    if chamber is None:
        raise Http404
    return chamber


def _shown(decision: Decision, chambers: Sequence[ChamberView]) -> QuerySet[Ballot]:
    if decision.state != State.CLOSED:
        raise Http404
    return Ballot.objects.filter(chamber__in=[view.chamber.pk for view in chambers], is_current=True)


class _Names:
    """What chambers and candidates are called, and how the papers of those chambers are filled in that elect."""

    def __init__(self, decision: Decision, chambers: Sequence[ChamberView]) -> None:
        electing = [view.chamber.key for view in chambers if view.chamber.is_election]
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


def _row(values: Sequence[Any], names: _Names) -> BallotRow:
    pk, chamber, choice, marks, html, language, number, cast_at = values[: len(OWN)]
    person, person_slug, body, body_slug, body_language, caster, caster_slug = values[len(OWN) :]
    if body is None:
        voter, delegate = _label("directory:person", person, person_slug), None
    else:
        voter = _label("directory:body", body, body_slug, body_language)
        delegate = _label("directory:person", caster, caster_slug)
    said = names.marks(chamber, marks)
    room = names.rooms[chamber]
    return BallotRow(pk, chamber, choice, said, html, language, number, cast_at, voter, delegate, room)


def _label(page: str, name: object, slug: object, language: object = "") -> Label:
    return Label(str(name), reverse(page, args=[slug]), str(language))
