"""What happened: to one thing, or everywhere lately."""

from __future__ import annotations

from django.db import connection
from django.db.models import FETCH_RAISE, QuerySet

from talkoot.kernel import paging
from talkoot.kernel.actors import Actor
from talkoot.kernel.paging import Page
from talkoot.ledger.models import Entry

SIZE = paging.SIZE
LAST = 2**63 - 1  # beyond every id


def history_of(subject: str, *, viewer: Actor, after: str = "", size: int = SIZE) -> Page[Entry]:
    """Return a page of what happened to ``subject`` (a ref), the newest first; private facts for operators only."""
    return paging.cut(_rows(_visible_to(viewer), {"subject": subject}, after, size), "pk", size)


def recent(
    *,
    viewer: Actor,
    person: int | None = None,
    body: int | None = None,
    kind: str = "",
    after: str = "",
    size: int = SIZE,
) -> Page[Entry]:
    """Return a page of facts, the newest first; private ones for operators only.

    ``person`` keeps what that person did, ``body`` what was done on its behalf or to it, ``kind`` one kind
    (``proposals.proposal_supported``) or all of an app (``proposals``).
    """
    entries = _visible_to(viewer)
    narrow = {"actor": f"person:{person}"} if person is not None else {}
    if kind:
        narrow["kind" if "." in kind else "area"] = kind
    if body is None:
        first = next(iter(narrow), None)  # a person's own facts are fewer than all of a kind
        walk = {first: narrow.pop(first)} if first else {}
        return paging.cut(_rows(entries.filter(**narrow), walk, after, size), "pk", size)
    # Two looks, each along its own index, cost the same however much either holds; an OR would not.
    looks = ({"on_behalf": f"body:{body}"}, {"subject": f"body:{body}"})
    found = {entry.pk: entry for look in looks for entry in _rows(entries.filter(**narrow), look, after, size)}
    return paging.cut(sorted(found.values(), key=lambda e: -e.pk)[: size + 1], "pk", size)


def has_happened(subject: str, kind: str) -> bool:
    """Tell whether a fact of ``kind`` was announced about ``subject`` (a ref); for checks, whoever is looking.

    The ledger is below all apps: by it one may rely on a neighbour's fact without knowing the neighbour.
    """
    return Entry.objects.filter(subject=subject, kind=kind).exists()


def is_known(subject: str) -> bool:
    """Tell whether anything was ever announced about ``subject`` (a ref); for checks, whoever is looking."""
    return Entry.objects.filter(subject=subject).exists()


def _visible_to(viewer: Actor) -> QuerySet[Entry]:
    entries = Entry.objects.all().fetch_mode(FETCH_RAISE)
    return entries if viewer.is_operator else entries.filter(is_public=True)


def _rows(entries: QuerySet[Entry], walk: dict[str, str], after: str, size: int) -> list[Entry]:
    """Return the newest before ``after``, read along the index of the column in ``walk``, or of the id.

    PostgreSQL would often rather read the whole ledger backwards until it has met enough rows, and never end where
    the last of them is old. A comparison of both columns leaves it no choice; SQLite chooses well by itself.
    """
    last = paging.after(after) or LAST
    if connection.vendor == "postgresql":
        for column, value in walk.items():
            entries = entries.filter(**{f"{column}__gte": value}).order_by(f"-{column}", "-id")
            pair = f"(ledger_entry.{column}, ledger_entry.id) < (%s, %s)"
            entries = entries.extra(where=[pair], params=[value, last])  # noqa: S610 - the column is one of ours
        return list((entries if walk else entries.filter(id__lt=last).order_by("-id"))[: size + 1])
    return list(entries.filter(**walk, id__lt=last).order_by("-id")[: size + 1])
