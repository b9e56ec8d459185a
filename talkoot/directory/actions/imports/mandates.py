"""Mandates of an import: each finds a seat that is free for all its time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from talkoot.directory.actions.imports.work import MANY, Work, differences, known_keys
from talkoot.directory.actions.seats import count_all_seats
from talkoot.directory.models import Mandate, Person, Role
from talkoot.directory.rules import MandateRecord, Seating
from talkoot.kernel.imports import gettext_noop

# Translators: %(value)s is what stands in the file.
UNKNOWN_PERSON = gettext_noop("There is no person %(value)s, neither in this source nor by address.")
# Translators: %(value)s is what stands in the file.
UNKNOWN_ROLE = gettext_noop("There is no role %(value)s in this source, nor at that place (body/role).")
NO_FREE_SEAT = gettext_noop("No seat of this role is free for all of that time.")

# Why an import ended a mandate; one ended by people for their own reason is not opened again by an import.
NOT_IN_SOURCE = "The source this mandate is kept from does not have it any more."


def keep_mandates(work: Work, records: Sequence[MandateRecord]) -> None:
    """Make the source's mandates be what ``records`` say; those the source has no more end on the day of the run."""
    there = {m.source_key: m for m in Mandate.objects.filter(source=work.run.origin)}
    persons = known_keys(Person, work.run.origin, {r.person for r in records})
    roles = _roles(work.run.origin, {r.role for r in records})
    seated = [s for r in records if (s := _planned(work, r, there.pop(r.key, None), persons, roles)) is not None]
    if work.may_end:
        _end(work, [m for m in there.values() if m.runs_on(work.run.at.date())])
    sitting = _seat_all(work, seated, roles)
    new = [s.mandate for s in sitting if s.is_new]
    work.create(Mandate, new, "mandates")
    changed = [(s.mandate, s.fields) for s in sitting if s.fields]
    # While they change places none of them may stand in another's way.
    for start in range(0, len(changed), MANY):
        keys = [m.pk for m, _fields in changed[start : start + MANY]]
        Mandate.objects.filter(pk__in=keys).update(is_over=True, seat=None, until_on=None)
    work.update(Mandate, [(m, sorted({*f, "is_over", "seat", "until_on"})) for m, f in changed], "mandates")
    count_all_seats(work.run.at)


@dataclass(slots=True)
class _Seated:
    """A mandate as it is to be, and what changed in it."""

    record: MandateRecord
    mandate: Mandate
    fields: list[str]
    is_new: bool = False

    @property
    def is_still(self) -> bool:
        """Tell whether it stays as it is."""
        return not self.is_new and not self.fields


@dataclass(frozen=True, slots=True)
class _Place:
    """A role as far as seating needs it."""

    role_id: int
    seats: int


def _planned(
    work: Work, record: MandateRecord, mandate: Mandate | None, persons: dict[str, int], roles: dict[str, _Place]
) -> _Seated | None:
    if record.person not in persons:
        work.problems.append(record.place.problem("person", UNKNOWN_PERSON, value=record.person))
        return None
    if record.role not in roles:
        work.problems.append(record.place.problem("role", UNKNOWN_ROLE, value=record.role))
        return None
    wanted = _wanted(record, persons[record.person], roles[record.role].role_id)
    if mandate is None:
        fresh = Mandate(source=work.run.origin, source_key=record.key, **wanted)
        return _Seated(record, fresh, [], is_new=True)
    if mandate.ended_reason and mandate.ended_reason != NOT_IN_SOURCE:
        wanted |= {"until_on": mandate.until_on, "is_over": mandate.is_over}
    elif mandate.ended_reason:
        wanted["ended_reason"] = ""
    fields = differences(mandate, wanted)
    if not fields:
        work.outcome.count("unchanged", "mandate")
    return _Seated(record, mandate, fields)


def _wanted(record: MandateRecord, person_id: int, role_id: int) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "role_id": role_id,
        "from_on": record.from_on,
        "until_on": record.until_on,
        "is_over": record.is_over,
        "how_chosen": record.how_chosen,
        "decision": record.decision,
    }


def _seat_all(work: Work, seated: list[_Seated], roles: dict[str, _Place]) -> list[_Seated]:
    """Give every new or changed mandate a seat that is free for its time; leave out those that find none."""
    plans = {place.role_id: Seating(place.seats) for place in roles.values()}
    _occupy(plans, sorted({s.mandate.role_id for s in seated}), {s.mandate.pk for s in seated if s.fields})
    sitting: list[_Seated] = []
    for one in seated:
        mandate = one.mandate
        if not one.is_still:
            span = (mandate.from_on, mandate.until_on)
            mandate.seat = None if mandate.is_over else plans[mandate.role_id].find(span)
        if mandate.is_over or mandate.seat is not None:
            sitting.append(one)
        else:
            work.problems.append(one.record.place.problem("role", NO_FREE_SEAT))
    return sitting


def _occupy(plans: dict[int, Seating], roles: Sequence[int], moving: set[int | None]) -> None:
    for start in range(0, len(roles), MANY):
        rows = Mandate.objects.filter(role_id__in=roles[start : start + MANY], is_over=False, seat__isnull=False)
        for key, role_id, seat, from_on, until_on in rows.values_list("id", "role_id", "seat", "from_on", "until_on"):
            if key not in moving and seat is not None:
                plans[role_id].occupy(seat, (from_on, until_on))


def _roles(origin: str, wanted: set[str]) -> dict[str, _Place]:
    """Return roles by their key in the source, or by "address of the body/address of the role"."""
    rows = Role.objects.filter(source=origin, ended_on=None).exclude(source_key="")
    found = {key: _Place(pk, seats) for key, pk, seats in rows.values_list("source_key", "id", "seats")}
    places = sorted(key for key in wanted - found.keys() if "/" in key)
    for start in range(0, len(places), 400):
        either = Q()
        for place in places[start : start + 400]:
            body, _, role = place.partition("/")
            either |= Q(body__slug=body, slug=role)
        for body, role, pk, seats in Role.objects.filter(either, ended_on=None).values_list(
            "body__slug", "slug", "id", "seats"
        ):
            found[f"{body}/{role}"] = _Place(pk, seats)
    return found


def _end(work: Work, mandates: Sequence[Mandate]) -> None:
    today = work.run.at.date()
    for start in range(0, len(mandates), MANY):
        rows = Mandate.objects.filter(pk__in=[m.pk for m in mandates[start : start + MANY]])
        # One that has not begun ends on the day it would have, and so never holds.
        rows.filter(from_on__gt=today).update(until_on=F("from_on"), ended_reason=NOT_IN_SOURCE)
        rows.filter(Q(from_on=None) | Q(from_on__lte=today)).update(until_on=today, ended_reason=NOT_IN_SOURCE)
    for mandate in mandates:
        work.note("ended", mandate, ["until_on"])
