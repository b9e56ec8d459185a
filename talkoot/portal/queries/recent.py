"""What happened, told: facts of the ledger with the names of who and what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from talkoot.directory.models import Body, Person
from talkoot.directory.rules import Audience, fold
from talkoot.kernel.actors import VISITOR, Actor
from talkoot.kernel.events import present_kind
from talkoot.kernel.paging import Page
from talkoot.kernel.refs import Label, split
from talkoot.ledger import queries as ledger
from talkoot.portal.queries.refs import RESOLVERS, describe

# Refs inside a fact's payload that are named too, where its sentence may want them.
NAMED = {"body", "person", "role"}


@dataclass(frozen=True, slots=True)
class Line:
    """One fact as it is told: when, by which template, and the names its sentence needs.

    ``named`` holds labels of the payload's own refs by field; ``on_behalf`` is the body acted for, if any.
    """

    key: int
    at: datetime
    kind: str
    payload: dict[str, Any]
    actor: Label
    subject: Label | None
    on_behalf: Label | None
    named: dict[str, Label]

    @property
    def templates(self) -> list[str]:
        """Return the template of its sentence, and what is used for facts that no app tells any more."""
        area, _dot, name = self.kind.partition(".")
        return [f"{area}/facts/{name}.html", "portal/parts/fact.html"]

    @property
    def moment(self) -> str:
        """Return when, for machines: ISO 8601 in UTC."""
        return f"{self.at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"

    @property
    def clock(self) -> str:
        """Return the time of day in UTC."""
        return f"{self.at.astimezone(UTC):%H:%M}"


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day (UTC), the newest first."""

    on: date
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Story:
    """A page of days; ``after`` asks for what was before them, empty when there is nothing."""

    days: Sequence[Day]
    after: str

    @property
    def lines(self) -> list[Line]:
        """Return all lines, the newest first."""
        return [line for day in self.days for line in day.lines]


def recent_story(
    *,
    viewer: Actor,
    person: int | None = None,
    body: int | None = None,
    kind: str = "",
    after: str = "",
    size: int = ledger.SIZE,
) -> Story:
    """Return a page of recent public facts; narrowed as `ledger.queries.recent` says. Public for operators too:
    private facts would drown the rest. One query for facts, one per kind named.

    A fact about something that ``viewer`` may not see is left out, so a page may hold fewer than ``size``.
    """
    return _told(ledger.recent(viewer=VISITOR, person=person, body=body, kind=kind, after=after, size=size), viewer)


def history_story(ref: str, *, viewer: Actor, after: str = "", size: int = ledger.SIZE) -> Story:
    """Return a page of what happened to ``ref``, for operators with private facts; the same queries as above."""
    return _told(ledger.history_of(ref, viewer=viewer, after=after, size=size), viewer)


def persons_called(text: str, *, viewer: Actor) -> list[int]:
    """Return up to two persons with this address or name who let ``viewer`` see what they did."""
    shown = Q(activity_shown_to=Audience.PUBLIC) | Q(pk=viewer.person_id)
    if viewer.is_known:
        shown |= Q(activity_shown_to=Audience.MEMBERS)
    return _called(Person.objects.filter(shown), text)


def bodies_called(text: str) -> list[int]:
    """Return up to two bodies with this address or name."""
    return _called(Body.objects.all(), text)


def _called(rows: Any, text: str) -> list[int]:
    found = rows.filter(Q(slug=text) | Q(fold=fold(text))).order_by("id").values_list("id", "slug")[:2]
    exact = [key for key, slug in found if slug == text]
    return exact or [key for key, _slug in found]


def _told(page: Page[Any], viewer: Actor) -> Story:
    entries = page.rows
    refs = {ref for e in entries for ref in (e.actor, e.subject, e.on_behalf, *_refs_in(e.payload).values()) if ref}
    labels = describe(refs, viewer=viewer)
    lines = [
        Line(
            key=e.pk,
            at=e.at,
            kind=present_kind(e.kind),
            payload=e.payload,
            actor=labels.get(e.actor) or Label(_("Someone")),
            subject=labels.get(e.subject),
            on_behalf=labels.get(e.on_behalf),
            named={field: labels[ref] for field, ref in _refs_in(e.payload).items() if ref in labels},
        )
        for e in entries
        if e.subject in labels or split(e.subject)[0] not in RESOLVERS or viewer.is_operator
    ]
    days = groupby(lines, key=lambda line: line.at.astimezone(UTC).date())
    return Story([Day(on, list(told)) for on, told in days], page.after)


def _refs_in(payload: dict[str, Any]) -> dict[str, str]:
    return {field: ref for field, ref in payload.items() if isinstance(ref, str) and split(ref)[0] in NAMED}
