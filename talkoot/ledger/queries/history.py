"""What happened: to one thing, or everywhere lately."""

from __future__ import annotations

from django.db.models import FETCH_RAISE, QuerySet

from talkoot.kernel import paging
from talkoot.kernel.actors import Actor
from talkoot.kernel.paging import Page
from talkoot.ledger.models import Entry

SIZE = paging.SIZE


def history_of(subject: str, *, viewer: Actor, after: str = "", size: int = SIZE) -> Page[Entry]:
    """Return a page of what happened to ``subject`` (a ref), the newest first; private facts for operators only."""
    return _page(_visible_to(viewer).filter(subject=subject), after, size)


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
    if person is not None:
        entries = entries.filter(actor=f"person:{person}")
    if kind:
        entries = entries.filter(kind=kind) if "." in kind else entries.filter(area=kind)
    if body is None:
        return _page(entries, after, size)
    # Two looks, each along its own index, cost the same however much either holds; an OR would not.
    looks = (entries.filter(on_behalf=f"body:{body}"), entries.filter(subject=f"body:{body}"))
    found = {entry.pk: entry for look in looks for entry in _rows(look, after, size)}
    return paging.cut(sorted(found.values(), key=lambda e: -e.pk)[: size + 1], "pk", size)


def _visible_to(viewer: Actor) -> QuerySet[Entry]:
    entries = Entry.objects.order_by("-id").fetch_mode(FETCH_RAISE)
    return entries if viewer.is_operator else entries.filter(is_public=True)


def _page(entries: QuerySet[Entry], after: str, size: int) -> Page[Entry]:
    return paging.cut(_rows(entries, after, size), "pk", size)


def _rows(entries: QuerySet[Entry], after: str, size: int) -> list[Entry]:
    last = paging.after(after)
    return list((entries if last is None else entries.filter(id__lt=last))[: size + 1])
