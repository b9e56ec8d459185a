"""Voting that was announced opens by the clock; where it cannot, that is said, and it is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from talkoot.decisions.actions.holding import hold
from talkoot.decisions.actions.opening import opened
from talkoot.decisions.events import OpeningFailed
from talkoot.decisions.models import Decision
from talkoot.decisions.permissions import Permission
from talkoot.decisions.rules import State
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing

BATCH = 100
TRIED_AGAIN = timedelta(minutes=10)


def open_announced(decision_id: int, *, by: Actor, at: datetime, key: str = "") -> Decision:
    """Open voting that was announced, once its time has come: by the clock, or by hand where the clock failed.

    Refuses what `open_draft` refuses. Opened late after a failure, it runs as long as was announced.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(decision_id, Permission.OPEN_ANNOUNCED, by=by, at=at)
        decision = held.decision
        if not decision.is_announced or decision.opens_at is None or decision.closes_at is None:
            raise Refusal("not_announced", _("This decision is not announced."))
        if at < decision.opens_at:
            raise Refusal("not_due", _("People were told that voting opens later."))
        late = at - decision.opens_at if decision.opening_tried_at else timedelta(0)
        told = opened(decision, decision.closes_at + late, by=by, at=at)
        announce(told, mandate=held.mandate, on_behalf=held.on_behalf)
    return decision


def open_due(at: datetime) -> int:
    """Open every announced decision whose time has come; return how many. One that fails stops no other.

    A refusal is kept with the decision, told once, and tried again after a while.
    """
    waiting = Q(opening_tried_at=None) | Q(opening_tried_at__lte=at - TRIED_AGAIN)
    due = Decision.objects.filter(waiting, state=State.ANNOUNCED, opens_at__lte=at).order_by("opens_at", "pk")
    number = 0
    failed: list[Exception] = []
    for decision_id in list(due.values_list("pk", flat=True)[:BATCH]):
        try:
            open_announced(decision_id, by=SYSTEM, at=at)
            number += 1
        except Refusal as refusal:
            _keep_trouble(decision_id, refusal.code, at)
        except Exception as trouble:  # noqa: BLE001 - raised below, together with the others
            failed.append(trouble)
    if failed:
        raise ExceptionGroup("decisions that could not be opened", failed)
    return number


def _keep_trouble(decision_id: int, code: str, at: datetime) -> None:
    """Keep why voting could not open; tell of it once as long as the reason stays the same."""
    with writing(by=SYSTEM, at=at) as announce:
        decision = hold(decision_id, Permission.OPEN_ANNOUNCED, by=SYSTEM, at=at).decision
        if not decision.is_announced:
            return
        is_news = decision.opening_trouble != code
        decision.opening_trouble, decision.opening_tried_at = code, at
        decision.save(update_fields=["opening_trouble", "opening_tried_at"])
        if is_news:
            announce(OpeningFailed(subject=decision.ref, why=code))
