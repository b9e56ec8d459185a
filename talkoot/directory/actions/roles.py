"""Writing about roles: the named places of a body, their seats and powers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Max, Q
from django.utils.translation import ngettext_lazy

from talkoot.directory.actions.addresses import free_slug
from talkoot.directory.events import RoleCreated, RoleEdited
from talkoot.directory.models import Body, Mandate, Role
from talkoot.directory.permissions import Permission, may
from talkoot.directory.queries.hats import hats_of
from talkoot.directory.queries.tree import acting_mandate
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing


def create_role(
    body_id: int,
    *,
    name: str,
    language: str = "en",
    seats: int = 1,
    powers: Iterable[Power] = (),
    term_months: int | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Role:
    """Add a role with ``seats`` seats to a body; its holders may do what ``powers`` say. It starts vacant."""
    with writing(by=by, at=at, key=key) as announce:
        body = Body.objects.select_for_update().get(pk=body_id)
        hats = hats_of(by, at)
        require(may(by, Permission.CREATE_ROLE, body, at=at, hats=hats))
        role = Role.objects.create(
            body=body,
            name=name,
            slug=free_slug(body.roles.all(), name, "role", reserved=()),
            language=language,
            seats=seats,
            powers=_in_order(powers),
            term_months=term_months,
            position=body.roles.count(),
        )
        announce(
            RoleCreated(subject=body.ref, role=role.ref, seats=seats, powers=role.powers),
            mandate=acting_mandate(hats, Power.STEWARD, body.pk),
        )
    return role


def edit_role(
    role_id: int,
    *,
    name: str,
    seats: int,
    powers: Iterable[Power],
    term_months: int | None = None,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Role:
    """Change a role. Refuses fewer seats than are, or are going to be, filled."""
    with writing(by=by, at=at, key=key) as announce:
        role = Role.objects.select_for_update(of=("self",)).select_related("body").get(pk=role_id)
        hats = hats_of(by, at)
        require(may(by, Permission.EDIT_ROLE, role, at=at, hats=hats))
        _refuse_unseating(role, seats, at)
        new: dict[str, Any] = {"name": name, "seats": seats, "powers": _in_order(powers), "term_months": term_months}
        changed = [field for field, value in new.items() if getattr(role, field) != value]
        for field in changed:
            setattr(role, field, new[field])
        role.save()
        announce(
            RoleEdited(subject=role.body.ref, role=role.ref, fields=changed),
            mandate=acting_mandate(hats, Power.STEWARD, role.body_id),
        )
    return role


def _in_order(powers: Iterable[Power]) -> list[str]:
    wanted = set(powers)
    return [power.value for power in Power if power in wanted]


def _refuse_unseating(role: Role, seats: int, at: datetime) -> None:
    running = Mandate.objects.filter(Q(until_on=None) | Q(until_on__gt=at.date()), role=role, is_over=False)
    highest = running.aggregate(highest=Max("seat"))["highest"] or 0
    if seats < highest:
        raise Refusal(
            "seats_taken",
            ngettext_lazy(
                # Translators: %(count)d is the number of the highest seat somebody holds.
                "%(count)d seat is filled. End its mandate first.",
                "Seats up to number %(count)d are filled. End those mandates first.",
                highest,
            )
            % {"count": highest},
            "seats",
        )
