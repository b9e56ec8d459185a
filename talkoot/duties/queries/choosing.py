"""Whom a new duty can be given to."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from talkoot.directory.models import Body, BodyClosure, Role
from talkoot.directory.queries import hats_of
from talkoot.directory.rules import BodyStatus, Power, fold
from talkoot.kernel.actors import Actor
from talkoot.kernel.paging import SIZE


def get_holding_body(slug: str) -> Body | None:
    """Return the body at this address if it has not ended."""
    return Body.objects.filter(slug=slug).exclude(status=BodyStatus.ENDED).first() if slug else None


def bodies_to_choose(text: str, *, viewer: Actor, at: datetime) -> list[Body]:
    """Return bodies whose name holds ``text`` and that the viewer tends, itself or from above; operators see all."""
    bodies = Body.objects.exclude(status=BodyStatus.ENDED).filter(fold__contains=fold(text))
    if not viewer.is_operator:
        tended = hats_of(viewer, at).bodies(Power.STEWARD)
        below = BodyClosure.objects.filter(ancestor__in=tended).values("descendant")
        bodies = bodies.filter(pk__in=below)
    return list(bodies.order_by("fold", "pk")[:SIZE])


def holder_choices(body: Body, *, day: date) -> list[tuple[str, str]]:
    """Return the body and its roles by name, as refs: ``body:12`` first, then ``role:5``."""
    roles = Role.objects.filter(Q(ended_on=None) | Q(ended_on__gt=day), body=body)
    return [(body.ref, body.name), *((role.ref, role.name) for role in roles)]
