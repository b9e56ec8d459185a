"""What is known about one person, or one body, at a moment, as the rules look at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, datetime

from talkoot.directory.models import Body, BodyClosure, Mandate, Person
from talkoot.directory.rules import WORKING
from talkoot.eligibility.models import ExternalFact, ListEntry, Suspension
from talkoot.eligibility.rules import Known, Pause, Place, Voters


def known_of(kind: Voters, voter_id: int, at: datetime) -> Known:
    """Return what is known at ``at``: at most six queries for a person, three for a body."""
    return _of_body(voter_id, at) if kind is Voters.BODIES else _of_person(voter_id, at)


def _of_person(person_id: int, at: datetime) -> Known:
    row = (
        Person.objects.filter(pk=person_id, gone_on=None, forgotten_on=None)
        .values_list("pk", "account__created_at")
        .first()
    )
    opened: datetime | None = row[1] if row is not None else None
    facts = ExternalFact.objects.known_at(at).filter(person=person_id)
    lists = ListEntry.objects.standing_at(at).filter(person=person_id)
    return Known(
        is_there=row is not None,
        account_opened_on=opened.astimezone(UTC).date() if opened is not None else None,
        places=_places(person_id),
        facts={(n, as_of): v for n, as_of, v in facts.values_list("name", "as_of", "value") if v is not None},
        lists=frozenset(lists.values_list("named_list__slug", flat=True)),
        pauses=_pauses(person_id, at),
    )


def _of_body(body_id: int, at: datetime) -> Known:
    rows = Body.objects.filter(pk=body_id, status__in=list(WORKING)).values_list("slug", "kind__key")
    slug, kind = next(iter(rows), ("", ""))
    lists = ListEntry.objects.standing_at(at).filter(body=body_id)
    return Known(
        is_there=bool(slug),
        slug=slug,
        kind=kind,
        above=_above([body_id])[body_id],
        lists=frozenset(lists.values_list("named_list__slug", flat=True)),
    )


def _places(person_id: int) -> tuple[Place, ...]:
    held = Mandate.objects.filter(person=person_id, is_over=False, role__body__status__in=list(WORKING)).order_by("pk")
    columns = ("role__body_id", "role__body__slug", "role__body__kind__key", "role__slug", "from_on", "until_on")
    rows = list(held.values_list(*columns))
    above = _above({row[0] for row in rows})
    return tuple(
        Place(body=slug, kind=kind, role=role, above=above[body_id], from_on=from_on, until_on=until_on)
        for body_id, slug, kind, role, from_on, until_on in rows
    )


def _above(body_ids: Collection[int]) -> dict[int, frozenset[str]]:
    """Return the addresses of the bodies each is part of, itself not among them."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = BodyClosure.objects.filter(descendant__in=body_ids, depth__gt=0) if body_ids else BodyClosure.objects.none()
    for body_id, slug in rows.values_list("descendant_id", "ancestor__slug"):
        found[body_id].add(slug)
    return {body_id: frozenset(found[body_id]) for body_id in body_ids}


def _pauses(person_id: int, at: datetime) -> tuple[Pause, ...]:
    rows = Suspension.objects.known_at(at).filter(person=person_id).select_related("body").order_by("pk")
    return tuple(Pause(row.pk, row.body.slug, row.from_on, row.ends_on) for row in rows if row.ends_on != row.from_on)
