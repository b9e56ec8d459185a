"""Finding people and bodies: by any part of a name in any script, page by page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import FETCH_RAISE, Exists, F, Model, OuterRef, Q, QuerySet

from talkoot.directory.models import Alias, Body, Mandate, Person, Role
from talkoot.directory.queries.body_page import Holder, holder_of
from talkoot.directory.queries.kinds import kind_name
from talkoot.directory.queries.words import STATUSES
from talkoot.directory.rules import SOON, WORKING, BodyStatus, fold
from talkoot.kernel.actors import Actor
from talkoot.kernel.paging import SIZE, Page, after, cut
from talkoot.kernel.refs import Label
from talkoot.kernel.verdicts import Text
from talkoot.scopes.queries import describe

WORDS = 6


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person in a list, with up to three of their hats: (role, body)."""

    id: int
    name: str
    url: str
    hats: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FoundBody:
    """A body in a list; ``status`` only when it is not simply active."""

    id: int
    name: str
    url: str
    kind: str
    scope: str
    status: Text | None
    part_of: str


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A role with empty seats."""

    id: int
    role: Label
    body: Label
    seats: int


def find_people(
    text: str = "", *, viewer: Actor, at: datetime, page_after: str = "", size: int = SIZE
) -> Page[FoundPerson]:
    """Return people whose name holds every word of ``text``, by name. Those who left are not listed."""
    rows = _holding(Person.objects.filter(gone_on=None, forgotten_on=None), text)
    found = _after(rows, Person, page_after).fetch_mode(FETCH_RAISE)[: size + 1]
    page = cut(list(found), "pk", size)
    hats = _hats([p.pk for p in page], at.date())
    return Page([FoundPerson(p.pk, p.name, p.get_absolute_url(), hats[p.pk]) for p in page], page.after)


def find_bodies(
    text: str = "", *, kind: str = "", viewer: Actor, page_after: str = "", size: int = SIZE
) -> Page[FoundBody]:
    """Return bodies of ``kind`` (all when empty) with every word of ``text`` in their name, or in another of theirs.

    Ended bodies are found by name, but not listed without one.
    """
    rows = Body.objects.select_related("kind", "parent").annotate(kind_name=kind_name())
    if kind:
        rows = rows.filter(kind__key=kind)
    rows = _holding(rows if fold(text) else rows.exclude(status=BodyStatus.ENDED), text, aliases=True)
    found = cut(list(_after(rows, Body, page_after).fetch_mode(FETCH_RAISE)[: size + 1]), "pk", size)
    scopes = describe({b.scope_id for b in found})
    return Page([_body(b, scopes[b.scope_id]) for b in found], found.after)


def vacancies(*, viewer: Actor, page_after: str = "", size: int = SIZE) -> Page[Vacancy]:
    """Return roles of working bodies with empty seats, the oldest roles first."""
    rows = Role.objects.filter(ended_on=None, seats__gt=F("filled"), body__status__in=list(WORKING))
    last = after(page_after)
    if last is not None:
        rows = rows.filter(pk__gt=last)
    found = cut(list(rows.select_related("body").order_by("pk").fetch_mode(FETCH_RAISE)[: size + 1]), "pk", size)
    return Page([_vacancy(role) for role in found], found.after)


def ending_soon(*, viewer: Actor, at: datetime, size: int = SIZE) -> list[tuple[Holder, Label]]:
    """Return mandates that end within 60 days, with their bodies, the first to end first."""
    today = at.date()
    rows = Mandate.objects.filter(until_on__gt=today, until_on__lte=today + SOON, role__body__status__in=list(WORKING))
    found = rows.select_related("person", "role__body").order_by("until_on", "pk").fetch_mode(FETCH_RAISE)[:size]
    return [(holder_of(m, viewer, today), Label(m.role.body.name, m.role.body.get_absolute_url())) for m in found]


def person_named(text: str) -> list[Person]:
    """Return whom ``text`` means: the person with that page address, else all with just that name."""
    by_address = list(Person.objects.filter(slug=text, forgotten_on=None))
    return by_address or list(Person.objects.filter(fold=fold(text), forgotten_on=None).order_by("pk")[:5])


def bodies_named(text: str) -> list[Body]:
    """Return which bodies ``text`` means: the one with that page address, else all with just that name."""
    by_address = list(Body.objects.filter(slug=text))
    return by_address or list(Body.objects.filter(fold=fold(text)).order_by("pk")[:5])


def _holding[M: Model](rows: QuerySet[M], text: str, *, aliases: bool = False) -> QuerySet[M]:
    for word in fold(text).split()[:WORDS]:
        holds = Q(fold__contains=word)
        if aliases:
            holds |= Q(Exists(Alias.objects.filter(body=OuterRef("pk"), ended_on=None, fold__contains=word)))
        rows = rows.filter(holds)
    return rows


def _after[M: Model](rows: QuerySet[M], model: type[M], page_after: str) -> QuerySet[M]:
    last = after(page_after)
    place = model._default_manager.filter(pk=last).values_list("fold", flat=True).first() if last else None
    if place is not None:
        rows = rows.filter(Q(fold__gt=place) | Q(fold=place, pk__gt=last))
    return rows.order_by("fold", "pk")


def _hats(people: Sequence[int], today: date) -> dict[int, list[tuple[str, str]]]:
    hats: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Mandate.objects.giving_rights(today).filter(person__in=people).order_by("id")
    for person_id, role, body in rows.values_list("person_id", "role__name", "role__body__name"):
        if len(hats[person_id]) < 3:
            hats[person_id].append((role, body))
    return hats


def _body(body: Any, scope: str) -> FoundBody:
    return FoundBody(
        id=body.pk,
        name=body.name,
        url=body.get_absolute_url(),
        kind=body.kind_name,
        scope=scope,
        status=None if body.status == BodyStatus.ACTIVE else STATUSES[BodyStatus(body.status)],
        part_of=body.parent.name if body.parent else "",
    )


def _vacancy(role: Role) -> Vacancy:
    page = role.body.get_absolute_url()
    return Vacancy(
        id=role.pk,
        role=Label(role.name, f"{page}#{role.slug}", role.language),
        body=Label(role.body.name, page),
        seats=role.seats - role.filled,
    )
