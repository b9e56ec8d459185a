"""Whom a matter concerns, and why: the duties whose scope covers it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import starmap
from typing import NamedTuple

from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from talkoot.directory.models import BodyClosure
from talkoot.directory.rules import WORKING
from talkoot.duties.models import Duty
from talkoot.duties.queries.wording import role_of, sentence
from talkoot.duties.rules import Letter, Nearness, nearest_first
from talkoot.scopes import queries as scopes


@dataclass(frozen=True, slots=True)
class Advice:
    """One body, or one role of it, that a matter concerns: as what, and the sentence that says why."""

    body_id: int
    role_id: int | None
    letter: Letter
    sentence: str
    duty_id: int
    name: str


def parties_for(scope_id: int, *, at: datetime, language: str = "") -> list[Advice]:
    """Return whom the scope concerns at ``at``: nearest first, then the lowest body, then by weight of the letter.

    Sentences are in the page's language, scopes in them named in ``language`` (the page's when empty). Three queries,
    however many duties there are. A holder appears once for each letter, with its nearest duty. Bodies that are
    suspended or have ended are left out: they cannot answer.
    """
    rows = sorted(_covering_duties(scope_id, at.date()), key=_place)
    nearest: dict[tuple[int, int | None, str], Row] = {}
    for row in rows:
        nearest.setdefault((row.body_id, row.role_id, row.letter), row)
    places = scopes.describe({row.scope_id for row in nearest.values() if row.specificity}, language)
    return [_advice(row, places.get(row.scope_id, "")) for row in nearest.values()]


class Row(NamedTuple):
    """What is read of a duty, in the order of the columns of `_covering_duties`."""

    duty_id: int
    letter: str
    scope_id: int
    role_id: int | None
    matter: str
    source: str
    specificity: int
    role: str | None
    body_id: int
    body: str
    depth: int


def _covering_duties(scope_id: int, day: date) -> Iterator[Row]:
    rows = (
        Duty.objects.filter(
            Q(ended_on=None) | Q(ended_on__gt=day),
            Q(body__status__in=list(WORKING)) | Q(role__body__status__in=list(WORKING)),
            Q(role=None) | Q(role__ended_on=None) | Q(role__ended_on__gt=day),
            scope__in=scopes.covering(scope_id),
            from_on__lte=day,
        )
        .annotate(holder=Coalesce("body", "role__body"), holder_name=Coalesce("body__name", "role__body__name"))
        .annotate(depth=_depth_of("holder"))
    )
    columns = ("pk", "letter", "scope", "role", "matter__title", "source", "scope__specificity", "role__name")
    return starmap(Row, rows.values_list(*columns, "holder", "holder_name", "depth"))


def _depth_of(body: str) -> Subquery:
    """Return an expression: how many steps down from the top of the movement a body stands."""
    above = BodyClosure.objects.filter(descendant=OuterRef(body)).order_by("-depth")
    return Subquery(above.values("depth")[:1])


def _place(row: Row) -> tuple[int, int, int, str]:
    return nearest_first(Nearness(row.specificity, row.depth, Letter(row.letter), row.body))


def _advice(row: Row, scope: str) -> Advice:
    name = role_of(row.role, row.body) if row.role else row.body
    told = sentence(row.letter, holder=name, matter=row.matter, scope=scope, source=row.source)
    return Advice(row.body_id, row.role_id, Letter(row.letter), told, row.duty_id, name)
