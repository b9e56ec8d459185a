"""The responsibility map: matters by bodies, paged by key, filtered, and in numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    FETCH_RAISE,
    Case,
    Count,
    F,
    FilteredRelation,
    Max,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber

from talkoot.directory.models import Body
from talkoot.directory.rules import fold
from talkoot.duties.models import Duty, Matter
from talkoot.duties.queries.clauses import changed
from talkoot.duties.queries.holders import Holder, current, holder_of
from talkoot.duties.queries.wording import letter_sign, letter_words, role_of
from talkoot.duties.rules import WEIGHT, Issue, Letter
from talkoot.kernel.actors import Actor
from talkoot.kernel.paging import Page, cut
from talkoot.scopes import queries as scopes

SIZE = 10
COLUMNS = 6
# A matter in which hundreds of bodies are consulted shows these many of them, and how many more there are.
PER_MATTER = 12
TROUBLES = 3
FLAGS = {Issue.GAP: "is_gap", Issue.OVERLAP: "is_overlap", Issue.ORPHAN: "is_orphan"}
# The stylesheet's names for the letters: a filled square for who decides, a circle, a dashed square, a bare letter.
SHAPES = {Letter.ACCOUNTABLE: "D", Letter.RESPONSIBLE: "R", Letter.CONSULTED: "C", Letter.INFORMED: "I"}
STYLES = {Letter.ACCOUNTABLE: "d", Letter.RESPONSIBLE: "r", Letter.CONSULTED: "c", Letter.INFORMED: "n"}
BY_WEIGHT = Case(*(When(letter=letter, then=Value(place)) for letter, place in WEIGHT.items()))


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader narrows the map to. ``body`` is part of a name or the last part of a body's address;

    ``scope`` is part of the name of a topic, a territory or a language; ``issue`` one `Issue` or ``any``;
    ``document`` is the address of a document whose clauses duties rest on; ``review_by`` keeps duties that were to be
    looked at again by that day, ``changed_by`` those whose clause says something else on it.
    """

    text: str = ""
    body: str = ""
    letter: str = ""
    scope: str = ""
    issue: str = ""
    document: str = ""
    review_by: date | None = None
    changed_by: date | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is narrowed."""
        return self == Filters()

    @property
    def is_about_duties(self) -> bool:
        """Tell whether single duties are narrowed, not only matters."""
        return self != Filters(text=self.text, issue=self.issue)


@dataclass(frozen=True, slots=True)
class Mark:
    """One duty in a row of the map: its letter, who holds it and where (empty: everywhere)."""

    duty: Duty
    letter: Letter
    holder: Holder
    where: str

    @property
    def word(self) -> str:
        """Return the letter as a word."""
        return letter_words(self.letter)

    @property
    def sign(self) -> str:
        """Return the letter itself, in the reader's language."""
        return letter_sign(self.letter)

    @property
    def shape(self) -> str:
        """Return what the stylesheet calls the letter: D for who decides, R, C, I."""
        return SHAPES[self.letter]

    @property
    def style(self) -> str:
        """Return the class of the letter's shape."""
        return STYLES[self.letter]


@dataclass(frozen=True, slots=True)
class MapRow:
    """A matter with a cell per column (a cell holds the marks of that body), the marks of other bodies, and the rest.

    ``more`` is how many duties are not shown; ``sources`` are the texts the duties rest on.
    """

    matter: Matter
    cells: Sequence[Sequence[Mark]]
    others: Sequence[Mark]
    more: int
    sources: Sequence[str]


@dataclass(frozen=True, slots=True)
class Map:
    """A page of the map: its columns are the bodies that stand in most of its rows."""

    rows: Sequence[MapRow]
    columns: Sequence[Holder]
    after: str
    has_others: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The map in numbers, over all matters that are not retired."""

    matters: int
    decided: int
    gaps: int
    overlaps: int
    orphans: int
    reviews: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """A matter with an issue, and the names of those accountable in it (two or more where they overlap)."""

    matter: Matter
    deciders: list[str]


def get_map(filters: Filters, *, viewer: Actor, after: int | None = None) -> Map:
    """Return a page of matters by name with their duties (three queries). Duties are public."""
    matters = _page(_filtered(filters), after)
    marks = _marks(matters.rows, filters)
    columns = _columns([mark for row in marks.values() for mark in row])
    rows = [_row(matter, marks.get(matter.pk, []), columns) for matter in matters]
    return Map(rows, columns, matters.after, any(row.others or row.more for row in rows))


def get_overview(*, viewer: Actor, day: date) -> Overview:
    """Return the map in numbers on ``day`` (one query)."""
    due = current().filter(review_on__lte=day).order_by().annotate(one=Value(1)).values("one")
    found = Matter.objects.filter(retired_on=None).aggregate(
        matters=Count("pk"),
        decided=Count("pk", filter=Q(is_gap=False, is_overlap=False)),
        gaps=Count("pk", filter=Q(is_gap=True)),
        overlaps=Count("pk", filter=Q(is_overlap=True)),
        orphans=Count("pk", filter=Q(is_orphan=True)),
        reviews=Coalesce(Max(Subquery(due.annotate(n=Count("pk")).values("n"))), 0),
    )
    return Overview(**found)


def get_troubles(*, viewer: Actor) -> list[Trouble]:
    """Return the first few matters with an issue, and who is accountable in each (one query)."""
    first = _with_issue("any").filter(retired_on=None).order_by("fold", "pk").values("pk")[:TROUBLES]
    decides = Q(duties__ended_on=None, duties__letter=Letter.ACCOUNTABLE)
    rows = Matter.objects.filter(pk__in=first).annotate(
        decider=FilteredRelation("duties", condition=decides),
        role=F("decider__role__name"),
        body=Coalesce("decider__body__name", "decider__role__body__name"),
    )
    troubles: dict[int, Trouble] = {}
    # A matter comes once for each who decides in it, and once where nobody does.
    for matter in rows.order_by("fold", "pk", "decider__pk"):
        trouble = troubles.setdefault(matter.pk, Trouble(matter, []))
        if matter.body:
            trouble.deciders.append(role_of(matter.role, matter.body) if matter.role else matter.body)
    return list(troubles.values())


def filtered_duties(filters: Filters) -> QuerySet[Duty]:
    """Return the current duties that fit the filters on body, letter and scope."""
    duties = current()
    if filters.body:
        bodies = Body.objects.filter(Q(slug=filters.body) | Q(fold__contains=fold(filters.body))).values("pk")
        duties = duties.filter(Q(body__in=bodies) | Q(role__body__in=bodies))
    if filters.letter:
        duties = duties.filter(letter=filters.letter)
    if filters.document:
        duties = duties.filter(clause__document__slug=filters.document)
    if filters.changed_by:
        duties = changed(duties, filters.changed_by)
    if filters.review_by:
        duties = duties.filter(review_on__lte=filters.review_by)
    if filters.scope:
        duties = duties.filter(scope__in=scopes.mentioning(filters.scope))
    return duties


def matters_for(filters: Filters) -> QuerySet[Matter]:
    """Return the matters that fit the filters on text and issue, retired ones aside."""
    matters = _with_issue(filters.issue) if filters.issue else Matter.objects.all()
    return matters.filter(retired_on=None, fold__contains=fold(filters.text))


def _filtered(filters: Filters) -> QuerySet[Matter]:
    matters = matters_for(filters)
    if filters.is_about_duties:
        matters = matters.filter(pk__in=filtered_duties(filters).values("matter"))
    return matters


def _with_issue(issue: str) -> QuerySet[Matter]:
    flags = [FLAGS[Issue(issue)]] if issue in set(Issue) else list(FLAGS.values())
    wanted = Q(pk=None)
    for flag in flags:
        wanted |= Q(**{flag: True})
    return Matter.objects.filter(wanted)


def _page(matters: QuerySet[Matter], after: int | None) -> Page[Matter]:
    if after is not None:
        last = Matter.objects.filter(pk=after).values("fold")[:1]
        matters = matters.filter(Q(fold__gt=last) | Q(fold=last, pk__gt=after))
    return cut(list(matters.order_by("fold", "pk")[: SIZE + 1].fetch_mode(FETCH_RAISE)), "pk", SIZE)


def _marks(matters: Sequence[Matter], filters: Filters) -> dict[int, list[Mark]]:
    """Return the weightiest duties of each matter, those that fit the filters first."""
    here = Q(matter__in=[m.pk for m in matters])
    fits = Case(When(pk__in=filtered_duties(filters).filter(here).values("pk"), then=Value(0)), default=Value(1))
    order = [F("fits"), F("weight"), F("pk")] if filters.is_about_duties else [F("weight"), F("pk")]
    duties = current().filter(here).annotate(weight=BY_WEIGHT)
    if filters.is_about_duties:
        duties = duties.annotate(fits=fits)
    duties = duties.annotate(place=Window(RowNumber(), partition_by=[F("matter")], order_by=order))
    shown = list(
        duties.filter(place__lte=PER_MATTER)
        .select_related("body", "role__body", "scope")
        .order_by("matter", "weight", "pk")
        .fetch_mode(FETCH_RAISE)
    )
    where = scopes.places({d.scope_id for d in shown if d.scope.key})
    found: dict[int, list[Mark]] = defaultdict(list)
    for duty in shown:
        mark = Mark(duty, Letter(duty.letter), holder_of(duty), where.get(duty.scope_id, ""))
        found[duty.matter_id].append(mark)
    return found


def _columns(marks: Sequence[Mark]) -> list[Holder]:
    """Return the bodies that stand in most rows, the weightier letters first among equals, then by name."""
    bodies = {mark.holder.body_id: mark.holder for mark in marks}
    rows = Counter(body for body, _matter in {(m.holder.body_id, m.duty.matter_id) for m in marks})
    weight: Counter[int] = Counter()
    for mark in marks:
        weight[mark.holder.body_id] += len(WEIGHT) - WEIGHT[mark.letter]
    order = sorted(bodies, key=lambda body: (-rows[body], -weight[body], bodies[body].body_name))
    return [bodies[body] for body in order[:COLUMNS]]


def _row(matter: Matter, marks: Sequence[Mark], columns: Sequence[Holder]) -> MapRow:
    ids = {column.body_id for column in columns}
    return MapRow(
        matter=matter,
        cells=[[m for m in marks if m.holder.body_id == column.body_id] for column in columns],
        others=[m for m in marks if m.holder.body_id not in ids],
        more=matter.duty_count - len(marks),
        sources=sorted({m.duty.source for m in marks if m.duty.source}),
    )
