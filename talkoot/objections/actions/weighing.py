"""Weighing: by how many others an objection is overridden follows who takes part in the round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import Announce, writing
from talkoot.objections import rules
from talkoot.objections.actions.holding import settle
from talkoot.objections.events import ObjectionOverridden
from talkoot.objections.models import Objection, Round, Support
from talkoot.objections.queries import UNDONE, weighed
from talkoot.objections.rules import State, StepKind


def weigh_anew(matter: str, *, chamber: str, others: Callable[[], int], by: Actor, at: datetime) -> None:
    """Weigh the objections of a chamber (a ref) by how many ``others`` take part beside each; the caller tells why.

    ``others`` is asked once the round is held, so that nobody raises one or stands back meanwhile. An objection that so
    many want to override as the share asks for now is overridden. Refuses where one that was would not be any more.
    """
    with writing(by=by, at=at) as announce:
        about = hold_round(matter)
        if about is None:
            return
        rows = list(weighed(chamber).filter(round=about).select_for_update())
        number = others() if rows else 0
        for objection in rows:
            objection.round = about
            _weigh(objection, number, announce, at)


def hold_round(matter: str) -> Round | None:
    """Return the round of a matter, held until the write is over; None where there is none."""
    return Round.objects.select_for_update().filter(matter=matter).first()


def _weigh(objection: Objection, others: int, announce: Announce, at: datetime) -> None:
    # Whoever wanted it overridden takes part, so there are at least as many as they are.
    objection.others = max(others, objection.had)
    if objection.state == State.OVERRIDDEN and not is_had(objection):
        raise Refusal("override_undone", UNDONE)
    objection.save(update_fields=["others"])
    if objection.is_standing and is_had(objection):
        override(objection, announce, at)


def is_had(objection: Objection) -> bool:
    """Tell whether so many want to override an objection as the share asks for."""
    return rules.is_had(objection.override, objection.others, objection.had)


def override(objection: Objection, announce: Announce, at: datetime, *, mandate: str = "") -> None:
    """Let an objection be overridden, in the name of the last of those who wanted that."""
    last = Support.objects.filter(objection=objection).latest("pk")
    settle(objection, StepKind.OVERRIDDEN, at, last.person_id)
    told = ObjectionOverridden(
        subject=objection.ref, matter=objection.round.matter, had=objection.had, others=objection.others,
        share=objection.override,
    )  # fmt: skip
    announce(told, mandate=mandate, on_behalf=ref("body", last.body_id) if last.body_id else "")
