"""Whom a matter concerns, and why: the duties whose scope covers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection
from django.utils.safestring import SafeString

from talkoot.directory.rules import WORKING
from talkoot.duties.queries.wording import marked, role_of, sentence
from talkoot.duties.rules import Letter, Nearness, nearest_first
from talkoot.scopes import queries as scopes


@dataclass(frozen=True, slots=True)
class Advice:
    """One body, or one role of it, that a matter concerns: as what, and the sentence that says why.

    ``marked`` is the sentence for a page, as HTML.
    """

    body_id: int
    role_id: int | None
    letter: Letter
    sentence: str
    marked: SafeString
    duty_id: int
    name: str


def parties_for(scope_id: int, *, at: datetime, language: str = "") -> list[Advice]:
    """Return whom the scope concerns at ``at``: nearest first, then the lowest body, then by weight of the letter.

    Sentences are in the page's language, places in them named in ``language`` (the page's when empty). Three queries,
    however many duties there are. A holder appears once for each letter, with its nearest duty. Bodies that are
    suspended or have ended are left out: they cannot answer.
    """
    rows = sorted(_covering_duties(scope_id, at.date()), key=_place)
    nearest: dict[tuple[int, int | None, str], Row] = {}
    for row in rows:
        nearest.setdefault((row.body_id, row.role_id, row.letter), row)
    where = scopes.places({row.scope_id for row in nearest.values() if row.specificity}, language)
    return [_advice(row, where.get(row.scope_id, "")) for row in nearest.values()]


class Row(NamedTuple):
    """What is read of a duty, in the order of the columns of `COVERING_DUTIES`."""

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


# The scopes that cover come first (CROSS JOIN holds SQLite to that order), then their duties by index.
COVERING_DUTIES = """
SELECT d.id, d.letter, d.scope_id, d.role_id, m.title, d.source, s.specificity, r.name, b.id, b.name,
(SELECT MAX(x.depth) FROM directory_bodyclosure x WHERE x.descendant_id = b.id)
FROM ({scopes}) near CROSS JOIN duties_duty d
JOIN duties_matter m ON m.id = d.matter_id
JOIN scopes_scope s ON s.id = d.scope_id
LEFT JOIN directory_role r ON r.id = d.role_id
JOIN directory_body b ON b.id = COALESCE(d.body_id, r.body_id)
WHERE d.scope_id = near.scope_id AND d.from_on <= %s AND (d.ended_on IS NULL OR d.ended_on > %s)
AND (r.ended_on IS NULL OR r.ended_on > %s) AND b.status IN (%s, %s)
"""


def _covering_duties(scope_id: int, day: date) -> list[Row]:
    near, values = scopes.covering(scope_id).distinct().query.sql_with_params()
    today = connection.ops.adapt_datefield_value(day)
    with connection.cursor() as cursor:
        cursor.execute(COVERING_DUTIES.format(scopes=near), [*values, today, today, today, *sorted(WORKING)])
        return [Row(*row) for row in cursor.fetchall()]


def _place(row: Row) -> tuple[int, int, int, str]:
    return nearest_first(Nearness(row.specificity, row.depth, Letter(row.letter), row.body))


def _advice(row: Row, where: str) -> Advice:
    name = role_of(row.role, row.body) if row.role else row.body
    told = sentence(row.letter, holder=name, matter=row.matter, where=where, source=row.source)
    for_page = marked(row.letter, role=row.role or "", body=row.body, matter=row.matter, where=where, source=row.source)
    return Advice(row.body_id, row.role_id, Letter(row.letter), told, for_page, row.duty_id, name)
