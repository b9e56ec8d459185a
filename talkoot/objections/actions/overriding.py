"""Overriding: only where the rulebook says so, and only by the share of the others that it asks for."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing
from talkoot.objections.actions.holding import hold
from talkoot.objections.actions.weighing import is_had, override
from talkoot.objections.events import OverrideSupported
from talkoot.objections.models import Objection, Support
from talkoot.objections.permissions import Permission
from talkoot.objections.rules import StepKind


def support_override(
    objection_id: int, *, place: str, others: int, body_id: int | None = None, mandate: str = "", by: Actor,
    at: datetime, key: str = "",
) -> Objection:  # fmt: skip
    """Want to go on in spite of an objection, from ``place``: that it is theirs is the caller's to check, as is how
    many ``others`` take part beside the objector.

    With the last one the rulebook asks for, the objection is overridden at once. Refuses where nobody may override,
    the objector, twice from one place, and an objection that stands no more.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(objection_id, Permission.SUPPORT_OVERRIDE, StepKind.OVERRIDDEN, by=by, at=at)
        objection = held.objection
        _require_support(objection, place)
        Support.objects.create(objection=objection, place=place, person_id=held.person_id, body_id=body_id, at=at)
        objection.had += 1
        objection.others = max(others, objection.had)
        objection.save(update_fields=["had", "others"])
        matter, body = objection.round.matter, ref("body", body_id) if body_id else ""
        told = OverrideSupported(
            subject=objection.ref, matter=matter, place=place, had=objection.had, needed=objection.needed
        )
        announce(told, mandate=mandate, on_behalf=body)
        if is_had(objection):
            override(objection, announce, at, mandate=mandate)
    return objection


def _require_support(objection: Objection, place: str) -> None:
    if not objection.needed:
        raise Refusal("no_override", _("Under this rulebook nobody can override an objection."))
    if place == objection.place:
        raise Refusal("own", _("This is for the others: the objection is yours."))
    if Support.objects.filter(objection=objection, place=place).exists():
        raise Refusal("twice", _("You said so before."))
