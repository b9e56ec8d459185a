"""Which part of the map a fact may have changed."""

from __future__ import annotations

from django.db.models import Q

from talkoot.directory.models import BodyClosure, Mandate, Role
from talkoot.duties.models import Duty
from talkoot.radar.queries.causes import Region, standing_in


def around_duty(duty_id: int) -> Region:
    """Return the duty's matter, its holder, and whoever holds that role."""
    duty = Duty.objects.get(pk=duty_id)
    matters = frozenset({duty.matter_id})
    if duty.role_id is None:
        return Region(matters=matters, bodies=frozenset({duty.body_id or 0}))
    roles = frozenset({duty.role_id})
    return Region(matters=matters, roles=roles, persons=_holding(Q(role=duty.role_id)))


def around_mandate(body_id: int, role_id: int, person_id: int) -> Region:
    """Return what a mandate may change by coming or going: its role, body, person; empty where no duty hangs on it."""
    region = Region(roles=frozenset({role_id}), bodies=frozenset({body_id}), persons=frozenset({person_id}))
    hangs = Q(role=role_id) | Q(body=body_id) | Q(role__mandates__person=person_id)
    is_bearing = Duty.objects.filter(hangs, ended_on=None).exists() or standing_in(region).exists()
    return region if is_bearing else Region()


def below_body(body_id: int) -> Region:
    """Return a body and all in it: when it stops or starts to work, or moves, others may have to act."""
    bodies = frozenset(BodyClosure.objects.filter(ancestor=body_id).values_list("descendant_id", flat=True))
    roles = frozenset(Role.objects.filter(body__in=bodies).values_list("pk", flat=True))
    duties = Duty.objects.filter(Q(body__in=bodies) | Q(role__body__in=bodies), ended_on=None)
    matters = frozenset(duties.values_list("matter_id", flat=True))
    persons = _holding(Q(role__body__in=bodies, role__duties__isnull=False))
    return Region(matters=matters, roles=roles, bodies=bodies, persons=persons)


def _holding(mandates: Q) -> frozenset[int]:
    return frozenset(Mandate.objects.filter(mandates).values_list("person_id", flat=True))
