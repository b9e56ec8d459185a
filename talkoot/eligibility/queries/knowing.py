"""What is known about one person, or one body, at a moment, as the rules look at it: all of it in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import IntEnum
from typing import Any

from django.db.models import BigIntegerField, CharField, DateField, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, TruncDate

from talkoot.directory.models import Body, BodyClosure, Mandate, Person
from talkoot.directory.rules import WORKING
from talkoot.eligibility.models import ExternalFact, ListEntry, Suspension
from talkoot.eligibility.rules import Known, Pause, Place, Voters

TEXTS, DAYS = 3, 3


class Part(IntEnum):
    """What a row of the one query tells of."""

    VOTER = 1
    FACT = 2
    LIST = 3
    PAUSE = 4
    PLACE = 5
    ABOVE = 6


# By part, in the order they were written down: a key, texts and days, as `_part` was given them.
type Rows = dict[int, list[tuple[Any, ...]]]


def known_of(kind: Voters, voter_id: int, at: datetime) -> Known:
    """Return what is known at ``at``: one query."""
    return _body(voter_id, at) if kind is Voters.BODIES else _person(voter_id, at)


def _person(person_id: int, at: datetime) -> Known:
    rows = _found(_of_person(person_id, at))
    above: dict[str, set[str]] = defaultdict(set)
    for _key, body, other, *_more in rows[Part.ABOVE]:
        above[body].add(other)
    opened: date | None = next((row[4] for row in rows[Part.VOTER]), None)
    return Known(
        is_there=bool(rows[Part.VOTER]),
        account_opened_on=opened,
        places=tuple(
            Place(body=body, kind=kind, role=role, above=frozenset(above[body]), from_on=from_on, until_on=until_on)
            for _key, body, kind, role, from_on, until_on, _third in rows[Part.PLACE]
        ),
        facts={(row[1], row[4]): row[0] for row in rows[Part.FACT]},
        lists=frozenset(row[1] for row in rows[Part.LIST]),
        pauses=tuple(_pauses(rows[Part.PAUSE])),
    )


def _body(body_id: int, at: datetime) -> Known:
    rows = _found(_of_body(body_id, at))
    slug, kind = next(((row[1], row[2]) for row in rows[Part.VOTER]), ("", ""))
    return Known(
        is_there=bool(slug),
        slug=slug,
        kind=kind,
        above=frozenset(row[1] for row in rows[Part.ABOVE]),
        lists=frozenset(row[1] for row in rows[Part.LIST]),
    )


def _of_person(person_id: int, at: datetime) -> Iterable[QuerySet[Any]]:
    there = Person.objects.filter(pk=person_id, gone_on=None, forgotten_on=None)
    yield _part(Part.VOTER, there, days=[TruncDate("account__created_at", tzinfo=UTC)])
    facts = ExternalFact.objects.known_at(at).filter(person=person_id, value__isnull=False)
    yield _part(Part.FACT, facts, key="value", texts=["name"], days=["as_of"])
    lists = ListEntry.objects.standing_at(at).filter(person=person_id)
    yield _part(Part.LIST, lists, texts=["named_list__slug"])
    pauses = Suspension.objects.known_at(at).filter(person=person_id)
    yield _part(Part.PAUSE, pauses, texts=["body__slug"], days=["from_on", "until_on", "lifted_on"])
    held = Mandate.objects.filter(person=person_id, is_over=False, role__body__status__in=list(WORKING))
    named = ["role__body__slug", "role__body__kind__key", "role__slug"]
    yield _part(Part.PLACE, held, texts=named, days=["from_on", "until_on"])
    above = BodyClosure.objects.filter(descendant__in=held.values("role__body"), depth__gt=0)
    yield _part(Part.ABOVE, above, texts=["descendant__slug", "ancestor__slug"])


def _of_body(body_id: int, at: datetime) -> Iterable[QuerySet[Any]]:
    there = Body.objects.filter(pk=body_id, status__in=list(WORKING))
    yield _part(Part.VOTER, there, texts=["slug", "kind__key"])
    above = BodyClosure.objects.filter(descendant=body_id, depth__gt=0)
    yield _part(Part.ABOVE, above, texts=["ancestor__slug"])
    lists = ListEntry.objects.standing_at(at).filter(body=body_id)
    yield _part(Part.LIST, lists, texts=["named_list__slug"])


def _part(
    part: Part,
    rows: QuerySet[Any],
    *,
    key: str = "pk",
    texts: Iterable[str] = (),
    days: Iterable[str | Combinable] = (),
) -> QuerySet[Any]:
    """Return rows that can stand beside those of the other parts: what one has no more of is empty."""
    of_text: list[F | Value] = [*map(F, texts)]
    of_text += [Value("", CharField()) for _ in range(TEXTS - len(of_text))]
    of_day: list[Combinable] = [F(day) if isinstance(day, str) else day for day in days]
    of_day += [Cast(Value(None), DateField()) for _ in range(DAYS - len(of_day))]
    return rows.order_by().values_list(Value(part.value, BigIntegerField()), key, *of_text, *of_day)


def _found(parts: Iterable[QuerySet[Any]]) -> Rows:
    first, *others = parts
    rows: Rows = defaultdict(list)
    for part, *told in sorted(first.union(*others, all=True).order_by(), key=lambda row: row[:2]):
        rows[part].append(tuple(told))
    return rows


def _pauses(rows: Iterable[tuple[Any, ...]]) -> Iterable[Pause]:
    for key, body, _kind, _role, from_on, until_on, lifted_on in rows:
        ends_on = Suspension(until_on=until_on, lifted_on=lifted_on).ends_on
        if ends_on != from_on:
            yield Pause(key, body, from_on, ends_on)
