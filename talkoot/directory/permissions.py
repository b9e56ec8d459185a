"""Who may do what in the directory, and why not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.directory.models import Body, Mandate, Person, Role
from talkoot.directory.queries.hats import Hats, hats_of
from talkoot.directory.queries.tree import bodies_above
from talkoot.directory.rules import BodyStatus, Power
from talkoot.kernel.actors import Actor, ActorKind
from talkoot.kernel.verdicts import ALLOWED, Fact, Verdict, all_of, any_of, denied


class Permission(StrEnum):
    """The acts of the directory."""

    FOUND_BODY = "found_body"
    EDIT_BODY = "edit_body"
    MOVE_BODY = "move_body"
    CHANGE_BODY_STATUS = "change_body_status"
    CREATE_ROLE = "create_role"
    EDIT_ROLE = "edit_role"
    GIVE_MANDATE = "give_mandate"
    END_MANDATE = "end_mandate"
    EDIT_PROFILE = "edit_profile"
    IMPORT = "import"


def may(
    actor: Actor, permission: Permission, subject: Any = None, *, at: datetime, hats: Hats | None = None
) -> Verdict:
    """Tell whether ``actor`` may do this to ``subject`` at ``at``.

    ``subject`` is the body acted on (for `FOUND_BODY` the future parent or None, for `GIVE_MANDATE` the role, for
    `END_MANDATE` the mandate, for `EDIT_PROFILE` the person). ``hats`` saves the query when the caller has them.
    """
    if actor.kind is ActorKind.SYSTEM:
        return ALLOWED
    return TABLE[permission](actor, subject, at, hats if hats is not None else hats_of(actor, at))


def is_operator(actor: Actor, subject: Any, at: datetime, hats: Hats) -> Verdict:
    """Hold for who runs the site."""
    return ALLOWED if actor.is_operator else denied(_("Only an operator of this site may do this."))


def stewards(actor: Actor, subject: Any, at: datetime, hats: Hats) -> Verdict:
    """Hold for who tends the body, by a mandate in it or in a body it is part of."""
    if _holds(hats, Power.STEWARD, _body_id(subject)):
        return ALLOWED
    return denied(_("Only those with a mandate to tend this body, or an operator, may do this."))


def appoints(actor: Actor, subject: Any, at: datetime, hats: Hats) -> Verdict:
    """Hold for who fills the body's roles, by a mandate in it or in a body it is part of."""
    if _holds(hats, Power.APPOINT, _body_id(subject)):
        return ALLOWED
    return denied(_("Only those with a mandate to fill the roles of this body may do this."))


def sets_up(actor: Actor, subject: Any, at: datetime, hats: Hats) -> Verdict:
    """Hold for an operator while nobody in the body can fill its roles: somebody must seat the first."""
    if not actor.is_operator:
        return denied(_("Only those with a mandate to fill the roles of this body may do this."))
    if _has_appointer(_body_id(subject), at, hats):
        return denied(_("This body fills its roles itself: it has someone with a mandate to do so."))
    return ALLOWED


def is_oneself(actor: Actor, subject: Any, at: datetime, hats: Hats) -> Verdict:
    """Hold for the person concerned: the owner of a page, the holder of a mandate."""
    person_id = subject.person_id if isinstance(subject, Mandate) else subject.pk
    if actor.person_id is not None and actor.person_id == person_id:
        return ALLOWED
    return denied(_("Only the person concerned may do this."))


def is_working(actor: Actor, subject: Any, at: datetime, hats: Hats) -> Verdict:
    """Hold while the body has not ended; at the top, always."""
    body = subject if isinstance(subject, Body) else subject.body if isinstance(subject, Role) else None
    if body is None or body.status != BodyStatus.ENDED:
        return ALLOWED
    return denied(_("This body has ended."))


TABLE: Mapping[Permission, Fact] = {
    Permission.FOUND_BODY: all_of(any_of(is_operator, appoints, stewards), is_working),
    Permission.EDIT_BODY: any_of(is_operator, stewards),
    Permission.MOVE_BODY: is_operator,
    Permission.CHANGE_BODY_STATUS: any_of(is_operator, stewards),
    Permission.CREATE_ROLE: all_of(any_of(is_operator, stewards), is_working),
    Permission.EDIT_ROLE: any_of(is_operator, stewards),
    Permission.GIVE_MANDATE: all_of(any_of(appoints, sets_up), is_working),
    Permission.END_MANDATE: any_of(is_oneself, appoints, sets_up),
    Permission.EDIT_PROFILE: is_oneself,
    Permission.IMPORT: is_operator,
}


def _body_id(subject: Body | Role | Mandate | Person | None) -> int | None:
    match subject:
        case Body():
            return subject.pk
        case Role():
            return subject.body_id
        case Mandate():
            return subject.role.body_id
        case _:
            return None


def _holds(hats: Hats, power: Power, body_id: int | None) -> bool:
    bodies = hats.bodies(power)
    if body_id is None or not bodies:
        return False
    return body_id in bodies or not bodies.isdisjoint(bodies_above(body_id, hats))


def _has_appointer(body_id: int | None, at: datetime, hats: Hats) -> bool:
    if body_id is None:
        return False
    if hats.lineage[:1] == (body_id,):
        return hats.is_appointing
    rows = Mandate.objects.giving_rights(at.date()).filter(role__body_id=body_id)
    return any(Power.APPOINT in powers for powers in rows.values_list("role__powers", flat=True))
