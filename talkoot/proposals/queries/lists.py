"""The list of proposals: filtered, sorted, paged by key; one query however many there are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from django.db.models import QuerySet

from talkoot.kernel.actors import Actor
from talkoot.kernel.paging import SIZE, Page
from talkoot.ledger.queries.prepared import Prepared
from talkoot.proposals.models import Proposal
from talkoot.proposals.queries.narrowing import Filters, Sort, kept, narrowed, opened
from talkoot.proposals.queries.rows import COLUMNS, Row, row_of, rows, rows_in_order
from talkoot.proposals.queries.search import ranked_keys

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Microseconds from `EPOCH` to the end of the year 9998; what a database can hold.
LAST = 253_370_764_800_000_000


def list_proposals(filters: Filters, *, viewer: Actor, at: datetime, after: str = "", size: int = SIZE) -> Page[Row]:
    """Return one page of proposals, in one query; three when words are searched."""
    if filters.text:
        return _found(filters, after, at, size)
    if after:
        among = _after(narrowed(filters, viewer, at), filters.order, after)
        page = rows(among.order_by(*ORDER[filters.order])[: size + 1], at=at)
    else:
        shape, given = opened(filters, at)
        page = [row_of(values, at) for values in _first(shape, filters.order, size + 1).rows_with(given)]
    return Page(page[:size], _key(page[size - 1], filters.order) if len(page) > size else "")


ORDER = {
    Sort.CLOSING: ("next_at", "id"),
    Sort.NEW: ("-id",),
    Sort.SUPPORTED: ("-support_count", "-id"),
}


@lru_cache(maxsize=128)
def _first(shape: Filters, order: Sort, size: int) -> Prepared:
    return Prepared(lambda: kept(shape).order_by(*ORDER[order]).values_list(*COLUMNS)[:size])


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


def _found(filters: Filters, after: str, at: datetime, size: int) -> Page[Row]:
    """Return a page of what a search found, best first; pages are cut from one bounded ranking."""
    keys = ranked_keys(filters.text, filters, at)
    start = int(after) if after.isascii() and after.isdigit() and len(after) <= 4 else 0
    page = rows_in_order(keys[start : start + size], at=at)
    return Page(page, str(start + size) if len(keys) > start + size else "")
