"""Consultations by their ids: one, its labels, and lists of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db.models import FETCH_RAISE, CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.http import Http404

from talkoot.consultations.models import AskedIn, Consultation, Input
from talkoot.consultations.rules import Status, takes_input
from talkoot.kernel.actors import Actor
from talkoot.kernel.ids import key_of, public_id
from talkoot.kernel.paging import SIZE, Page
from talkoot.kernel.refs import Label
from talkoot.ledger.queries.naming import Naming
from talkoot.scopes import queries as scopes

# What no page of consultations shows of a body.
WIDE = (
    "fold", "kind", "parent", "scope", "status", "mission", "html", "started_on", "ended_on", "source", "source_key",
    "created_at",
)  # fmt: skip
LISTED = (
    "pk", "title", "language", "status", "closes_at", "closed_at", "languages", "input_count", "answered_count",
    "answering_body_id", "answering_body__name", "answering_body__slug", "answering_body__language", "stopped_at",
)  # fmt: skip
_KNOWN: dict[str, Tongue] = {}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language as it is shown: its tag, its own name, its direction."""

    tag: str
    autonym: str
    direction: str


class Listed(NamedTuple):
    """A consultation as a list shows it: plain values, so that a row once made can be kept under them."""

    public_id: str
    title: str
    language: str
    is_open: bool
    takes_input: bool
    closes_at: datetime
    closed_at: datetime | None
    body_id: int
    body: str
    body_slug: str
    body_language: str
    inputs: int
    answered: int
    tongues: tuple[Tongue, ...]
    is_stopped: bool


def get_consultation(ref: str, viewer: Actor) -> Consultation:
    """Return the consultation named ``C-64`` with its answering body; 404 when there is none."""
    key = key_of(ref, "C")
    try:
        return _rows(viewer).get(pk=key or 0)
    except Consultation.DoesNotExist:
        raise Http404 from None


def key_in(ref: str) -> int:
    """Return the key that ``C-64`` names, whether there is such a consultation or not; 404 when it names none."""
    key = key_of(ref, "C")
    if key is None:
        raise Http404
    return key


def list_consultations(
    *, viewer: Actor, at: datetime, status: str = Status.OPEN, languages: Collection[str] = (), after: str = ""
) -> Page[Listed]:
    """Return a page: the open by deadline, the closed newest first; ``languages`` keeps those asking in one of them."""
    rows = Consultation.objects.visible_to(viewer).filter(status=status)
    if languages:
        rows = rows.filter(Exists(AskedIn.objects.filter(consultation=OuterRef("pk"), tag__in=list(languages))))
    place = _place(after)
    if status == Status.OPEN:
        rows = rows.order_by("closes_at", "id")
        if place:
            rows = rows.filter(Q(closes_at__gt=place[0]) | Q(closes_at=place[0], pk__gt=place[1]))
    else:
        rows = rows.order_by("-closed_at", "-id")
        if place:
            rows = rows.filter(Q(closed_at__lt=place[0]) | Q(closed_at=place[0], pk__lt=place[1]))
    found = listed(rows[: SIZE + 1], at)
    return Page(found[:SIZE], _after(found[SIZE - 1]) if len(found) > SIZE else "")


def listed(rows: QuerySet[Consultation], at: datetime) -> list[Listed]:
    """Return the consultations of a query as lists show them."""
    values = list(rows.values_list(*LISTED))
    names = tongues({tag for row in values for tag in row[6]})
    return [
        Listed(
            public_id("C", pk), title, language, status == Status.OPEN, takes_input(status, closes_at, at), closes_at,
            closed_at, body_id, body, slug, body_language, inputs, answered, tuple(names[tag] for tag in tags),
            stopped_at is not None,
        )
        for pk, title, language, status, closes_at, closed_at, tags, inputs, answered, body_id, body, slug,
        body_language, stopped_at in values
    ]  # fmt: skip


def tongues(tags: Iterable[str]) -> dict[str, Tongue]:
    """Return the languages by tag; a tag nobody knows any more stands for itself.

    Languages come with a release and hardly change, so each is asked for once a process: mostly no query.
    """
    wanted = set(tags)
    if missing := wanted - _KNOWN.keys():
        found = scopes.language_names(missing)
        _KNOWN.update((tag, Tongue(tag, *names)) for tag, names in found.items())
    return {tag: _KNOWN.get(tag) or Tongue(tag, tag, "ltr") for tag in wanted}


labels = Naming(
    lambda keys, viewer: Consultation.objects.visible_to(viewer).filter(pk__in=keys),
    ("title", "language"),
    lambda key, title, language: Label(title, Consultation(pk=key).get_absolute_url(), language),
)


# The title of what they answer, and their own page.
input_labels = Naming(
    lambda keys, viewer: Input.objects.filter(pk__in=keys),
    ("consultation__title", "consultation__language", lambda: Cast("consultation_id", CharField())),
    lambda key, title, language, to: Label(title, Input(pk=key, consultation_id=int(to)).get_absolute_url(), language),
)


def _rows(viewer: Actor) -> QuerySet[Consultation]:
    rows = Consultation.objects.visible_to(viewer).select_related("answering_body").fetch_mode(FETCH_RAISE)
    return rows.defer("question", *(f"answering_body__{name}" for name in WIDE))


def _after(row: Listed) -> str:
    """Return the place after a row: its clock in microseconds and its key."""
    return f"{((row.closed_at or row.closes_at) - EPOCH) // timedelta(microseconds=1)}.{key_of(row.public_id, 'C')}"


def _place(after: str) -> tuple[datetime, int] | None:
    clock, _dot, key = after.partition(".")
    if not (clock.isascii() and clock.isdigit() and key.isascii() and key.isdigit() and len(after) <= 40):
        return None
    try:
        return EPOCH + timedelta(microseconds=int(clock)), int(key)
    except OverflowError:
        return None
