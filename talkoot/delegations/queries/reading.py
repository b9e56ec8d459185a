"""One delegation for its own pages, the sum that may be public, and whose limits somebody may set."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext

from talkoot.delegations.models import Delegation
from talkoot.delegations.rules import FEWEST_SHOWN
from talkoot.directory.models import Body
from talkoot.directory.queries import hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import split


def get_delegation(delegation_id: int, *, viewer: Actor) -> Delegation:
    """Return a delegation to one of its two sides; to everybody else it does not exist."""
    rows = Delegation.objects.select_related("person", "delegate", "scope", "body")
    found = rows.filter(Q(person=viewer.person_id) | Q(delegate=viewer.person_id), pk=delegation_id).first()
    if found is None or not viewer.is_known:
        raise Http404
    return found


def for_notice(subject: str) -> Delegation:
    """Return the delegation behind a fact, whoever looks."""
    return Delegation.objects.select_related("person", "delegate", "body").get(pk=int(split(subject)[1]))


def delegating(at: datetime) -> int | None:
    """Return how many people let another vote for them at ``at``; None for fewer than ten: nobody is to be guessed."""
    number = Delegation.objects.in_force(at).values("person").distinct().count()
    return number if number >= FEWEST_SHOWN else None


def stands_already(person_id: int, delegate_id: int, scope_id: int, body_id: int | None, at: datetime) -> bool:
    """Tell whether the person lets the delegate vote in just these questions already, now or from a later day on."""
    rows = Delegation.objects.standing(at).filter(person=person_id, delegate=delegate_id, scope=scope_id)
    return rows.filter(body=body_id).exists()


def limit_choices(viewer: Actor, at: datetime) -> list[tuple[str, str]]:
    """Return the bodies whose limit the viewer may set, as (key, name); operators set that of all, the empty key."""
    tended = hats_of(viewer, at).bodies(Power.STEWARD)
    bodies = Body.objects.filter(pk__in=tended).order_by("fold", "pk").values_list("pk", "name") if tended else ()
    everywhere = [("", gettext("Every question"))] if viewer.is_operator else []
    return [*everywhere, *((str(key), name) for key, name in bodies)]
