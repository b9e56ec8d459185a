"""A document as it stood in one version, one clause through all of them, and what changed between two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from talkoot.documents import rules
from talkoot.documents.models import Document, Placing, Version
from talkoot.documents.queries.finding import get_document
from talkoot.kernel import paging

SHORT = 12  # clauses that need no list of contents


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document in one version. ``in_force`` is the number of the one that binds on the day asked about, 0: none."""

    document: Document
    version: Version
    clauses: list[Placing]
    in_force: int

    @property
    def is_in_force(self) -> bool:
        """Tell whether this is the version that binds."""
        return self.version.number == self.in_force

    @property
    def contents(self) -> list[Placing]:
        """Return the clauses a long text is found one's way in by; none for a short one."""
        return [each for each in self.clauses if each.depth == 1] if len(self.clauses) > SHORT else []

    @property
    def is_newest(self) -> bool:
        """Tell whether no version came after this one."""
        return self.version.number == self.document.newest


@dataclass(frozen=True, slots=True)
class ShownClause:
    """One clause with those under it, each with how far below; ``history`` is where its words changed, newest first."""

    shown: ShownDocument
    clause: Placing
    below: list[tuple[int, Placing]]
    history: list[Placing]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions of a document, clause by clause."""

    document: Document
    old: Version
    new: Version
    rows: list[rules.Row]

    @property
    def changed(self) -> list[rules.Row]:
        """Return the clauses of which something became."""
        return [row for row in self.rows if not row.is_same]


def shown(slug: str, number: int, *, day: date) -> ShownDocument:
    """Return a document in version ``number``; 0 is the one in force on ``day``, and before any is, the first."""
    document = get_document(slug)
    binding = document.versions.filter(in_force_on__lte=day).order_by("-in_force_on", "-number").first()
    version = get_object_or_404(document.versions, number=number or 1) if number or binding is None else binding
    return ShownDocument(document, version, list(_placings(version)), binding.number if binding else 0)


def get_clause(slug: str, number: int, at: str, *, day: date) -> ShownClause:
    """Return the clause numbered ``at`` in a version, as `shown` chooses it, and what became of its words."""
    whole = shown(slug, number, day=day)
    place = next((place for place, each in enumerate(whole.clauses) if each.number == at), None)
    if place is None:
        raise Http404
    clause = whole.clauses[place]
    below: list[tuple[int, Placing]] = []
    for each in whole.clauses[place + 1 :]:
        if each.depth <= clause.depth:
            break
        below.append((each.depth - clause.depth, each))
    return ShownClause(whole, clause, below, _history(clause))


def address_of(slug: str, clause_id: int, *, day: date) -> str:
    """Return the page of a clause by its id: in the version in force, or in the last one it stood in."""
    whole = shown(slug, 0, day=day)
    if here := next((each for each in whole.clauses if each.clause_id == clause_id), None):
        return reverse("documents:clause", args=[slug, here.number])
    stood = Placing.objects.filter(clause=clause_id, version__document=whole.document).select_related("version")
    last = stood.order_by("-version__number").first()
    if last is None:
        raise Http404
    return reverse("documents:clause-in-version", args=[slug, last.version.number, last.number])


def list_versions(document: Document, after: int | None) -> paging.Page[Version]:
    """Return a page of versions, the newest first, each with who published it."""
    versions = document.versions.select_related("by").order_by("-number")
    if after is not None:
        versions = versions.filter(number__lt=after)
    return paging.cut(list(versions[: paging.SIZE + 1]), "number")


def compared(slug: str, old: int, new: int) -> Compared:
    """Return what changed from version ``old`` to ``new``."""
    document = get_document(slug)
    both = {version.number: version for version in document.versions.filter(number__in={old, new})}
    if not {old, new} <= both.keys():
        raise Http404
    rows = rules.compare(placed_in(both[old]), placed_in(both[new]))
    return Compared(document, both[old], both[new], rows)


def placed_in(version: Version) -> list[rules.Placed]:
    """Return the clauses of a version as the rules see them."""
    return [
        rules.Placed(each.clause_id, each.number, each.depth, each.wording.heading, each.wording.text)
        for each in _placings(version)
    ]


def _placings(version: Version) -> list[Placing]:
    return list(version.placings.select_related("wording").order_by("place"))


def _history(clause: Placing) -> list[Placing]:
    stood = Placing.objects.filter(clause=clause.clause_id).select_related("version__by")
    found: list[Placing] = []
    for each in stood.order_by("version__number"):
        if not found or found[-1].wording_id != each.wording_id:
            found.append(each)
    return found[::-1]
