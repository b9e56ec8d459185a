"""Becoming final: once the count may be challenged no more, by the clock."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.appeals.queries import waiting, waiting_matters
from talkoot.appeals.rules import Kind
from talkoot.decisions.actions.counting import told
from talkoot.decisions.actions.holding import hold
from talkoot.decisions.models import Decision
from talkoot.decisions.permissions import Permission
from talkoot.decisions.rules import State
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.refs import split
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing

BATCH = 100


def make_final(decision_id: int, *, by: Actor, at: datetime) -> Decision:
    """Let the count stand; refuses while it may be challenged or a challenge waits, and what was not counted."""
    with writing(by=by, at=at) as announce:
        decision = hold(decision_id, Permission.MAKE_FINAL, by=by, at=at).decision
        if not decision.is_challengeable or decision.challenges_until is None:
            raise Refusal("not_counted", _("There is no count that could become final."))
        if at < decision.challenges_until:
            raise Refusal("challengeable", _("The count may still be challenged."))
        if waiting(decision.ref, Kind.COUNT):
            raise Refusal("challenged", _("A challenge waits to be decided."))
        decision.final_at = at
        decision.save(update_fields=["final_at"])
        announce(told(decision))
    return decision


def make_final_due(at: datetime) -> int:
    """Make every count final that may be challenged no more; return how many. One that fails stops no other."""
    challenged = [int(split(matter)[1]) for matter in waiting_matters(Kind.COUNT)]
    due = Decision.objects.filter(state=State.CLOSED, final_at=None, challenges_until__lte=at).exclude(
        pk__in=challenged
    )
    number = 0
    failed: list[Exception] = []
    for decision_id in list(due.order_by("challenges_until", "pk").values_list("pk", flat=True)[:BATCH]):
        try:
            make_final(decision_id, by=SYSTEM, at=at)
            number += 1
        except Exception as trouble:  # noqa: BLE001 - raised below, together with the others
            failed.append(trouble)
    if failed:
        raise ExceptionGroup("counts that could not become final", failed)
    return number
