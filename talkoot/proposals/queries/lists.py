"""The list of proposals: filtered, sorted, paged by key; one query however many there are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet

from talkoot.kernel.actors import Actor
from talkoot.kernel.paging import SIZE, Page
from talkoot.proposals.models import Proposal
from talkoot.proposals.queries.rows import Row, rows
from talkoot.proposals.queries.search import ranked_keys
from talkoot.proposals.rules import StageKind, Status
from talkoot.scopes.models import ScopeCell, TopicClosure

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Microseconds from `EPOCH` to the end of the year 9998; what a database can hold.
LAST = 253_370_764_800_000_000


class Tab(StrEnum):
    """What part of all proposals is shown."""

    OPEN = "open"
    LATE = "late"
    ENDED = "ended"
    ALL = "all"


class Sort(StrEnum):
    """In which order: the nearest deadline first, the newest, the most supported."""

    CLOSING = "closing"
    NEW = "new"
    SUPPORTED = "supported"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is asked for; everything empty is all open proposals by their next deadline."""

    tab: Tab = Tab.OPEN
    sort: Sort | None = None
    text: str = ""
    stage: StageKind | None = None
    topic: int | None = None
    language: str = ""
    body: str = ""

    @property
    def order(self) -> Sort:
        """Return the order: as asked, else by deadline where there are deadlines."""
        if self.sort is not None and (self.sort != Sort.CLOSING or self.tab in {Tab.OPEN, Tab.LATE}):
            return self.sort
        return Sort.CLOSING if self.tab in {Tab.OPEN, Tab.LATE} else Sort.NEW

    @property
    def address(self) -> str:
        """Return the filters as the parameters of an address; what is usual is left out."""
        return urlencode(self.parameters)

    @property
    def parameters(self) -> dict[str, str]:
        """Return the filters by the name they have in an address; what is usual is left out."""
        values = {
            "tab": self.tab if self.tab != Tab.OPEN else "",
            "sort": self.sort or "",
            "q": self.text,
            "stage": self.stage or "",
            "topic": self.topic if self.topic is not None else "",
            "language": self.language,
            "body": self.body,
        }
        return {name: str(value) for name, value in values.items() if value != ""}

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything but tab and order was asked for."""
        return replace(self, tab=Tab.OPEN, sort=None) != Filters()


def list_proposals(filters: Filters, *, viewer: Actor, at: datetime, after: str = "", size: int = SIZE) -> Page[Row]:
    """Return one page of proposals, in one query; three when words are searched."""
    among = _narrowed(filters, viewer, at)
    if filters.text:
        return _found(filters, among, after, at, size)
    shown = _after(among, filters.order, after).order_by(*ORDER[filters.order])[: size + 1]
    page = rows(shown, at=at)
    return Page(page[:size], _key(page[size - 1], filters.order) if len(page) > size else "")


ORDER = {
    Sort.CLOSING: ("next_at", "id"),
    Sort.NEW: ("-id",),
    Sort.SUPPORTED: ("-support_count", "-id"),
}


def _narrowed(filters: Filters, viewer: Actor, at: datetime) -> QuerySet[Proposal]:
    found = Proposal.objects.visible_to(viewer)
    match filters.tab:
        case Tab.OPEN:
            found = found.filter(status=Status.OPEN)
        case Tab.LATE:
            found = found.filter(status=Status.OPEN, due_at__lte=at)
        case Tab.ENDED:
            found = found.exclude(status=Status.OPEN)
        case Tab.ALL:
            pass
    if filters.stage is not None:
        found = found.filter(status=Status.OPEN, stage_kind=filters.stage)
    if filters.language:
        found = found.filter(language=filters.language)
    if filters.body:
        found = found.filter(responsible__slug=filters.body)
    return found.filter(Exists(about_topic(filters.topic))) if filters.topic is not None else found


def about_topic(topic_id: int) -> QuerySet[ScopeCell]:
    """Return the cells of a proposal's scope that lie in the topic or under it, for use in `Exists`."""
    within = TopicClosure.objects.filter(ancestor_id=topic_id).values("descendant_id")
    return ScopeCell.objects.filter(scope_id=OuterRef("scope_id"), topic_key__in=within)


def _after(found: QuerySet[Proposal], order: Sort, after: str) -> QuerySet[Proposal]:
    """Keep what comes after the row with this key; a key that is none is the first page.

    Written as a range less its first rows, which both databases read along the index; "later, or as late with a
    higher key" they would gather and sort.
    """
    head, _, tail = after.partition(".")
    key = tail if order != Sort.NEW else head
    if not all(part.isascii() and part.isdigit() and len(part) <= 18 for part in (head, key)):
        return found
    match order:
        case Sort.NEW:
            return found.filter(id__lt=int(key))
        case Sort.SUPPORTED:
            fewer = min(int(head), 2**31 - 1)
            return found.filter(support_count__lte=fewer).exclude(support_count=fewer, id__gte=int(key))
        case Sort.CLOSING:
            moment = EPOCH + timedelta(microseconds=min(int(head), LAST))
            return found.filter(next_at__gte=moment).exclude(next_at=moment, id__lte=int(key))


def _key(row: Row, order: Sort) -> str:
    match order:
        case Sort.NEW:
            return str(row.id)
        case Sort.SUPPORTED:
            return f"{row.supports}.{row.id}"
        case Sort.CLOSING:
            return f"{_microseconds(row.next_at)}.{row.id}"


def _microseconds(moment: datetime | None) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1) if moment is not None else 0


def _found(filters: Filters, among: QuerySet[Proposal], after: str, at: datetime, size: int) -> Page[Row]:
    """Return a page of what a search found, best first; pages are cut from one bounded ranking."""
    keys = ranked_keys(filters.text, among)
    start = int(after) if after.isascii() and after.isdigit() and len(after) <= 4 else 0
    shown = keys[start : start + size]
    found = {row.id: row for row in rows(Proposal.objects.filter(pk__in=shown), at=at)}
    page = [found[key] for key in shown if key in found]
    return Page(page, str(start + size) if len(keys) > start + size else "")
