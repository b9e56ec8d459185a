"""Ends: closing, by the clock or by a steward, and voiding."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.appeals.queries import waiting
from talkoot.appeals.rules import Kind
from talkoot.decisions import rules
from talkoot.decisions.actions.boxes import close_boxes, discard_boxes
from talkoot.decisions.actions.counting import awaits, counted
from talkoot.decisions.actions.delegating import cast_through_delegates
from talkoot.decisions.actions.extending import extended
from talkoot.decisions.actions.holding import hold
from talkoot.decisions.events import DecisionClosed, DecisionVoided
from talkoot.decisions.models import Chamber, Decision
from talkoot.decisions.permissions import Permission
from talkoot.decisions.queries.turnout import have_all_spoken, with_standing_back, with_turnout
from talkoot.decisions.rules import State, VoidReason
from talkoot.kernel.actors import SYSTEM, Actor, ActorKind
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing
from talkoot.objections.actions import close_round
from talkoot.objections.queries import has_standing
from talkoot.scopes.actions import words

BATCH = 100


def close_decision(decision_id: int, *, by: Actor, at: datetime, key: str = "") -> Decision:
    """End voting, and count at once where nothing is awaited: no scrutineers, no vote held elsewhere, no
    seed, no key of a box.

    Votes that others may cast are cast then.

    Where the rulebook says so, voting goes on instead when a quorum is missed.

    The clock closes at the closing time. A steward may close from then on, or before when every place on every roll
    has voted or stands back; refuses to cut short the time that people were promised.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(decision_id, Permission.CLOSE_DECISION, by=by, at=at)
        decision = held.decision
        chambers = list(with_standing_back(with_turnout(Chamber.objects.filter(decision=decision))))
        _require_closable(decision, chambers, at)
        if longer := extended(decision, chambers, at):
            announce(longer, mandate=held.mandate, on_behalf=held.on_behalf)
            return decision
        cast_through_delegates(decision, chambers, at)
        cast = _keep_turnout(chambers)
        close_boxes(decision, chambers, by=by, at=at)
        decision.state, decision.closed_at = State.CLOSED, at
        decision.save(update_fields=["state", "closed_at"])
        close_round(decision.ref, by=by, at=at)
        closed = DecisionClosed(subject=decision.ref, cast=cast, by_clock=by.kind is ActorKind.SYSTEM)
        announce(closed, mandate=held.mandate, on_behalf=held.on_behalf)
        if not awaits(decision, chambers):
            announce(counted(decision, chambers, at), mandate=held.mandate, on_behalf=held.on_behalf)
    return decision


def close_due(at: datetime) -> int:
    """Close every open decision whose closing time has come; return how many. One that fails stops no other."""
    due = Decision.objects.filter(state=State.OPEN, closes_at__lte=at).order_by("closes_at", "pk")
    closed: list[int] = []
    failed: list[Exception] = []
    for decision_id in list(due.values_list("pk", flat=True)[:BATCH]):
        try:
            closed.append(close_decision(decision_id, by=SYSTEM, at=at).pk)
        except Exception as trouble:  # noqa: BLE001 - raised below, together with the others
            failed.append(trouble)
    if failed:
        raise ExceptionGroup("decisions that could not be closed", failed)
    return len(closed)


def void_decision(decision_id: int, *, reason: str, language: str, by: Actor, at: datetime, key: str = "") -> Decision:
    """Say that a decision does not stand, with the reason everybody reads; refuses one that was counted."""
    with writing(by=by, at=at, key=key) as announce:
        held = hold(decision_id, Permission.VOID_DECISION, by=by, at=at)
        decision = held.decision
        if decision.is_counted:
            raise Refusal("final", _("This decision was counted and stands. Put a new question to change it."))
        if not rules.may_follow(State(decision.state), State.VOIDED):
            raise Refusal("voided", _("This decision was voided before."))
        missing = _("Say why; everybody can read it.")
        said = words(reason, language, limit=rules.REASON_MAX, field="reason", missing=missing)
        decision.state, decision.voided_at, decision.void_kind = State.VOIDED, at, VoidReason.STEWARD
        decision.void_reason, decision.void_language, decision.void_html = said.text, said.language, said.html
        decision.save()
        discard_boxes(decision, by=by, at=at)
        close_round(decision.ref, by=by, at=at)
        voided = DecisionVoided(subject=decision.ref, why=VoidReason.STEWARD)
        announce(voided, mandate=held.mandate, on_behalf=held.on_behalf)
    return decision


def void_with_matter(decision_id: int, *, at: datetime) -> Decision:
    """Void a decision whose matter came to its end, if voting is open, announced or prepared before all eyes: nothing
    could follow from its verdict.

    What is none of these stays as it is: other drafts ask nobody yet, and what was counted stands.
    """
    with writing(by=SYSTEM, at=at) as announce:
        decision = hold(decision_id, Permission.VOID_WITH_MATTER, by=SYSTEM, at=at).decision
        if decision.is_open or decision.is_announced or decision.is_reworded or decision.is_in_preparation:
            decision.state, decision.voided_at, decision.void_kind = State.VOIDED, at, VoidReason.MATTER_ENDED
            decision.save(update_fields=["state", "voided_at", "void_kind"])
            discard_boxes(decision, by=SYSTEM, at=at)
            close_round(decision.ref, by=SYSTEM, at=at)
            announce(DecisionVoided(subject=decision.ref, why=VoidReason.MATTER_ENDED))
    return decision


def _keep_turnout(chambers: Sequence[Any]) -> dict[str, int]:
    """Keep how many voted, themselves or through a delegate, and how many stood back, now that nobody can any more;
    return how many voted by chamber.
    """
    here = [chamber for chamber in chambers if not chamber.is_elsewhere]
    for chamber in here:
        chamber.recused = chamber.standing_back
        chamber.ballots_cast = chamber.turnout + (chamber.ballots_delegated or 0)
    Chamber.objects.bulk_update(here, ["ballots_cast", "ballots_delegated", "recused"])
    return {chamber.key: chamber.ballots_cast for chamber in here}


def _require_closable(decision: Decision, chambers: Sequence[Any], at: datetime) -> None:
    if not rules.may_follow(State(decision.state), State.CLOSED):
        raise Refusal("not_open", _("Voting is not open, so it cannot be closed."))
    if not have_all_spoken(chambers) and not rules.is_due(State(decision.state), decision.closes_at, at):
        sentence = _("People were promised time until the closing time, and not all on the roll have voted.")
        raise Refusal("not_due", sentence)
    if not rules.is_due(State(decision.state), decision.closes_at, at) and waiting(decision.ref, Kind.ROLL):
        sentence = _("An appeal against the roll waits to be decided. There is time until the closing time.")
        raise Refusal("appeal_waits", sentence)
    if not rules.is_due(State(decision.state), decision.closes_at, at) and has_standing(decision.ref):
        sentence = _("An objection stands. There is time until the closing time to meet it.")
        raise Refusal("objection_stands", sentence)
