"""Commitments by their ids, by body, by matter: one, its labels, and lists of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import FETCH_RAISE, Q, QuerySet
from django.http import Http404

from talkoot.commitments import rules
from talkoot.commitments.models import Commitment
from talkoot.commitments.rules import Status
from talkoot.kernel.actors import Actor
from talkoot.kernel.ids import key_of
from talkoot.kernel.paging import SIZE, Page
from talkoot.kernel.refs import Label
from talkoot.ledger.queries.naming import Naming

PANEL = 5
# What a row of a list shows, and by what lists are ordered.
SHOWN = (
    "title", "language", "status", "due_on", "first_due_on", "said_done_at", "settled_at", "body__name", "body__slug",
    "body__language", "role__name", "role__slug", "role__language",
)  # fmt: skip


class Tab(StrEnum):
    """The three lists of commitments."""

    RUNNING = "running"
    OVERDUE = "overdue"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Listed:
    """A commitment as a list shows it on one day."""

    commitment: Commitment
    is_overdue: bool
    is_due_soon: bool


def get_commitment(ref: str, viewer: Actor) -> Commitment:
    """Return the commitment named ``K-12`` with its bodies and role; 404 when there is none."""
    try:
        return _rows(viewer).get(pk=key_of(ref, "K") or 0)
    except Commitment.DoesNotExist:
        raise Http404 from None


def get_for_notice(ref: str) -> Commitment:
    """Return the commitment a fact is about, with its bodies and role."""
    return Commitment.objects.select_related("body", "role", "review_body").get(pk=int(ref.partition(":")[2]))


def list_commitments(
    *, viewer: Actor, at: datetime, tab: Tab = Tab.RUNNING, body_id: int | None = None, after: str = ""
) -> Page[Listed]:
    """Return a page: the running and the overdue by promised day (so the late lead), the settled newest first."""
    all_rows = Commitment.objects.visible_to(viewer).select_related("body", "role").only(*SHOWN)
    mine = all_rows if body_id is None else all_rows.filter(body=body_id)
    rows = _settled(mine, after) if tab == Tab.SETTLED else _running(mine, tab, at, after)
    found = list(rows.fetch_mode(FETCH_RAISE)[: SIZE + 1])
    return Page(listed(found[:SIZE], at), _after(found[SIZE - 1]) if len(found) > SIZE else "")


def for_matter(ref: str, *, at: datetime) -> list[Listed]:
    """Return every commitment about the matter named by ``ref``, in the order they were made."""
    rows = Commitment.objects.filter(matter=ref).select_related("body", "role", "review_body").order_by("pk")
    return listed(list(rows.fetch_mode(FETCH_RAISE)), at)


def of_body(body_id: int, *, at: datetime) -> list[Listed]:
    """Return the running commitments of a body by promised day, so that the late lead; at most `PANEL` + 1."""
    rows = Commitment.objects.pending().filter(body=body_id).select_related("body", "role", "review_body")
    return listed(list(rows.order_by("due_on", "pk").fetch_mode(FETCH_RAISE)[: PANEL + 1]), at)


def listed(commitments: Sequence[Commitment], at: datetime) -> list[Listed]:
    """Return commitments with how they stand on the day of ``at``."""
    today = at.date()
    return [Listed(c, c.is_overdue_on(today), _is_due_soon(c, today)) for c in commitments]


# The first line of what was promised.
labels = Naming(
    lambda keys, viewer: Commitment.objects.visible_to(viewer).filter(pk__in=keys),
    ("title", "language"),
    lambda key, title, language: Label(title, Commitment(pk=key).get_absolute_url(), language),
)


def _rows(viewer: Actor) -> QuerySet[Commitment]:
    rows = Commitment.objects.visible_to(viewer).select_related("body", "role", "review_body", "made_by")
    return rows.fetch_mode(FETCH_RAISE)


def _running(rows: QuerySet[Commitment], tab: Tab, at: datetime, after: str) -> QuerySet[Commitment]:
    rows = rows.filter(status=Status.PROMISED).order_by("due_on", "pk")
    if tab == Tab.OVERDUE:
        rows = rows.filter(due_on__lt=at.date(), said_done_at__isnull=True)
    if last := _place(after):
        day, key = last
        rows = rows.filter(Q(due_on__gt=day.date()) | Q(due_on=day.date(), pk__gt=key))
    return rows


def _settled(rows: QuerySet[Commitment], after: str) -> QuerySet[Commitment]:
    rows = rows.exclude(status=Status.PROMISED).order_by("-settled_at", "-pk")
    if last := _place(after):
        moment, key = last
        rows = rows.filter(Q(settled_at__lt=moment) | Q(settled_at=moment, pk__lt=key))
    return rows


def _is_due_soon(commitment: Commitment, today: date) -> bool:
    said_done = commitment.said_done_at is not None
    return rules.is_due_soon(Status(commitment.status), commitment.due_on, today, said_done=said_done)


def _after(commitment: Commitment) -> str:
    """Return the place after a row: its clock (ISO 8601) and its key."""
    if commitment.settled_at is not None:
        return f"{commitment.settled_at.isoformat().removesuffix('+00:00')}Z_{commitment.pk}"
    return f"{commitment.due_on.isoformat()}T00:00Z_{commitment.pk}"


def _place(after: str) -> tuple[datetime, int] | None:
    clock, _line, key = after.partition("_")
    if not (key.isascii() and key.isdigit() and len(after) <= 60):
        return None
    try:
        moment = datetime.fromisoformat(clock)
    except ValueError:
        return None
    return (moment, int(key)) if moment.tzinfo is not None else None
