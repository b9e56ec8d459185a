"""Who holds duties: bodies and roles, whether anybody is there, and what is wrong with a matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from talkoot.directory.models import Mandate
from talkoot.directory.rules import BodyStatus
from talkoot.duties.models import Duty
from talkoot.duties.queries.clauses import with_words
from talkoot.duties.queries.wording import role_of
from talkoot.duties.rules import Findings, Held, Letter, find
from talkoot.scopes import queries as scopes


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a duty, as shown: the name (``Chair of Technology Council`` for a role) and the body's page."""

    name: str
    body_id: int
    body_name: str
    url: str


def holder_of(duty: Duty) -> Holder:
    """Return who holds a duty whose body, role and role's body were read with it."""
    if duty.role is not None:
        body = duty.role.body
        return Holder(role_of(duty.role.name, body.name), body.pk, body.name, body.get_absolute_url())
    assert duty.body is not None  # noqa: S101 - the database holds that one of the two is there
    return Holder(duty.body.name, duty.body.pk, duty.body.name, duty.body.get_absolute_url())


def holding_body_id(duty: Duty) -> int:
    """Return the body that holds the duty, itself or by a role of it (read with the duty)."""
    return duty.role.body_id if duty.role is not None else duty.body_id or 0


def held_by(body_id: int, *, at: datetime, limit: int) -> list[Duty]:
    """Return current duties of a body and of its roles, newest first, with role and words; at most ``limit``."""
    mine = Q(body=body_id) | Q(role__body=body_id)
    duties = with_words(current().filter(mine), at.date()).select_related("matter", "role")
    return list(duties.order_by("-pk")[:limit])


def current() -> QuerySet[Duty]:
    """Return the duties that have not ended."""
    return Duty.objects.filter(ended_on=None)


def vacant(at: datetime) -> QuerySet[Duty]:
    """Return the current duties whose holder is gone: the body or role has ended, or nobody holds the role."""
    day = at.date()
    seated = Mandate.objects.held_on(day).filter(role=OuterRef("role"))
    gone = Q(body__status=BodyStatus.ENDED) | Q(role__body__status=BodyStatus.ENDED) | Q(role__ended_on__lte=day)
    return current().filter(gone | (Q(role__isnull=False) & ~Exists(seated)))


def held_in(matter_id: int, at: datetime) -> list[Held]:
    """Return the current duties of a matter as the rules see them."""
    rows = list(current().filter(matter=matter_id).select_related("role").order_by("pk"))
    gone = set(vacant(at).filter(matter=matter_id).values_list("pk", flat=True))
    facets = scopes.facets_of({d.scope_id for d in rows})
    return [Held(d.pk, Letter(d.letter), holding_body_id(d), facets[d.scope_id], is_vacant=d.pk in gone) for d in rows]


def findings_of(held: Sequence[Held]) -> Findings:
    """Return what is wrong with a matter's duties. The whole world is read only where two decide."""
    deciders = {d.body_id for d in held if d.letter is Letter.ACCOUNTABLE}
    world = scopes.world() if len(deciders) > 1 else scopes.ancestry_of(*(d.facets for d in held))
    return find(held, world)
