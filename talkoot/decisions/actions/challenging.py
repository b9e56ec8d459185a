"""Challenges to a count: whoever is on a roll may say that it is wrong, until it is final."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.appeals.actions import decide_appeal, make_appeal
from talkoot.appeals.models import Appeal
from talkoot.appeals.rules import Change, Kind
from talkoot.decisions.actions.holding import Held, hold, judging
from talkoot.decisions.events import CountSetAside, DecisionVoided
from talkoot.decisions.models import Chamber, Decision, FormerCount
from talkoot.decisions.permissions import Permission
from talkoot.decisions.queries.hindrances import against_recount
from talkoot.decisions.rules import State, VoidReason
from talkoot.kernel.actors import Actor
from talkoot.kernel.events import Event
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing

ANEW = ("verdict", "closeness", "outcome", "seed", "scrutiny_ended_at", "counted_at", "challenges_until",
        "runoff_seats")  # fmt: skip


def challenge_count(
    decision_id: int, *, change: str, reason: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Appeal:
    """Say that the count is wrong, whether it should be made again or all be voided, and why.

    For whoever is on a roll. Refuses once the time for it is over, and what `make_appeal` refuses.
    """
    with writing(by=by, at=at, key=key) as announce:
        decision = hold(decision_id, Permission.CHALLENGE_COUNT, by=by, at=at).decision
        if not decision.is_challengeable or decision.challenges_until is None or at >= decision.challenges_until:
            raise Refusal("not_challengeable", _("The count cannot be challenged now."))
        return make_appeal(
            kind=Kind.COUNT,
            matter=decision.ref,
            change=change,
            reason=reason,
            language=language,
            by=by,
            at=at,
            key=announce.hand_over(),
        )


def decide_challenge(
    decision_id: int,
    appeal_id: int,
    *,
    outcome: str,
    reason: str,
    language: str,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Appeal:
    """Dismiss a challenge, or uphold it: the count is set aside and made again, or the decision is voided.

    Refuses a count again where nothing could be corrected, and what `decide_appeal` refuses. The reason is public.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(decision_id, Permission.DECIDE_CHALLENGE, by=by, at=at)
        appeal = Appeal.objects.filter(matter=held.decision.ref, kind=Kind.COUNT).get(pk=appeal_id)
        if not held.decision.is_challengeable:
            raise Refusal("not_challengeable", _("There is no count that could be changed."))
        capacity = judging(held)
        decided = decide_appeal(
            appeal.pk, outcome=outcome, reason=reason, language=language, mandate=capacity[0], on_behalf=capacity[1],
            by=by, at=at, key=announce.hand_over(),
        )  # fmt: skip
        for fact in _followed(held, decided, at):
            announce(fact, mandate=capacity[0], on_behalf=capacity[1])
    return decided


def _followed(held: Held, appeal: Appeal, at: datetime) -> Sequence[Event]:
    """Do what an upheld challenge asks for; return what is told of it."""
    decision = held.decision
    if appeal.outcome == Change.RECOUNT:
        return [_set_aside(decision, appeal, at)]
    if appeal.outcome == Change.VOID:
        decision.state, decision.voided_at, decision.void_kind = State.VOIDED, at, VoidReason.CHALLENGE
        decision.void_reason, decision.void_language = appeal.answer, appeal.answer_language
        decision.void_html = appeal.answer_html
        decision.save(update_fields=["state", "voided_at", "void_kind", "void_reason", "void_language", "void_html"])
        return [DecisionVoided(subject=decision.ref, why=VoidReason.CHALLENGE)]
    return []


def _set_aside(decision: Decision, appeal: Appeal, at: datetime) -> CountSetAside:
    """Keep the count as it was, and let the decision wait for another one; scrutineers may strike again before it."""
    chambers = list(Chamber.objects.filter(decision=decision))
    if (sentence := against_recount(decision)) is not None:
        raise Refusal("nothing_to_correct", sentence, "outcome")
    number = FormerCount.objects.filter(decision=decision).count() + 1
    FormerCount.objects.create(
        decision=decision, number=number, verdict=decision.verdict, outcome=decision.outcome,
        counted_at=decision.counted_at or at, set_aside_at=at, appeal=appeal.ref,
    )  # fmt: skip
    for chamber in chambers:
        chamber.yes = chamber.no = chamber.neutral = chamber.has_passed = None
    Chamber.objects.bulk_update(chambers, ["yes", "no", "neutral", "has_passed"])
    told = CountSetAside(subject=decision.ref, appeal=appeal.ref, number=number, outcome=decision.outcome)
    decision.verdict, decision.closeness, decision.outcome, decision.seed = None, None, "", ""
    decision.counted_at = decision.challenges_until = decision.scrutiny_ended_at = decision.runoff_seats = None
    decision.save(update_fields=ANEW)
    return told
