"""The clauses duties rest on: what they say today, and whether that is what the duty was given for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.urls import reverse

from talkoot.documents import queries as documents
from talkoot.documents import rules
from talkoot.documents.models import Document, Placing, Wording
from talkoot.duties.models import Duty

# Ids have at most so many digits.
DIGITS = 18


@dataclass(frozen=True, slots=True)
class Basis:
    """The clause a duty rests on. ``today`` is where it stands in what is in force, None where it is gone.

    ``change`` is what became of its words since the duty was given or last confirmed, None where nothing did.
    """

    document: Document
    clause_id: int
    today: Placing | None
    change: rules.Row | None = None

    @property
    def url(self) -> str:
        """Return where the clause is found, whatever its number becomes."""
        return _address(self.document, self.clause_id)

    @property
    def source(self) -> str:
        """Return how the clause is cited today: ``Charter 4.2``."""
        return f"{self.document.title} {self.today.number}" if self.today else self.document.title


def get_basis(clause: str, *, day: date) -> Basis | None:
    """Return the clause of this id to rest a new duty on; None where none is asked for, 404 where none is in force."""
    if not clause:
        return None
    if not (clause.isascii() and clause.isdecimal() and len(clause) <= DIGITS):
        raise Http404
    today = documents.standing([int(clause)], day=day).get(int(clause))
    if today is None:
        raise Http404
    return Basis(today.version.document, today.clause_id, today)


def basis_of(duty: Duty, *, day: date) -> Basis | None:
    """Return what a duty read by `with_words` rests on (one query, none without a clause)."""
    if duty.clause is None or duty.wording is None:
        return None
    today = documents.standing([duty.clause.pk], day=day).get(duty.clause.pk)
    change = _change(duty.clause.pk, duty.wording, today) if today else None
    return Basis(duty.clause.document, duty.clause.pk, today, change)


def with_words(duties: QuerySet[Duty], day: date) -> QuerySet[Duty]:
    """Return the duties with their clause, its document, the words they were given for and those of ``day``."""
    rows = duties.select_related("clause__document", "wording")
    return rows.annotate(today=documents.wording_in_force("clause", day))


def is_changed(duty: Duty) -> bool:
    """Tell of a duty read by `with_words` whether its clause says something else by now, or is gone."""
    return duty.clause_id is not None and vars(duty)["today"] != duty.wording_id


def changed(duties: QuerySet[Duty], day: date) -> QuerySet[Duty]:
    """Return those of ``duties`` whose clause says something else on ``day`` than they were given for, or is gone."""
    rows = duties.filter(clause__isnull=False).annotate(says=documents.wording_in_force("clause", day))
    return rows.filter(Q(says=None) | ~Q(wording=F("says")))


def address_of(duty: Duty) -> str:
    """Return the permalink of the clause of a duty read with it and its document; empty without one."""
    return _address(duty.clause.document, duty.clause.pk) if duty.clause else ""


def _address(document: Document, clause_id: int) -> str:
    return reverse("documents:clause-by-id", args=[document.slug, clause_id])


def _change(clause_id: int, then: Wording, today: Placing) -> rules.Row | None:
    if then.pk == today.wording_id:
        return None
    old, new = (rules.Placed(clause_id, today.number, 1, said.heading, said.text) for said in (then, today.wording))
    return rules.compare([old], [new])[0]
