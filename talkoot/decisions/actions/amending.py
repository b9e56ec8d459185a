"""Amending a proposal while a round of consent runs: another version, and everybody is asked to look again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.counting import rules as counting
from talkoot.decisions import rules
from talkoot.decisions.actions.holding import hold
from talkoot.decisions.actions.translating import outdated
from talkoot.decisions.events import QuestionAmended
from talkoot.decisions.models import Decision
from talkoot.decisions.permissions import Permission
from talkoot.decisions.rules import State
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing
from talkoot.objections.actions import amend_wording, propose_resolution


def amend_question(
    decision_id: int,
    *,
    title: str,
    question: str,
    language: str,
    why: str,
    meets: Collection[int] = (),
    by: Actor,
    at: datetime,
    key: str = "",
) -> Decision:
    """Give the proposal of a round another version, with ``why``; positions stay, marked as said before it.

    Whoever raised one of the objections in ``meets`` is asked whether the amendment resolves it. Refuses once the
    round is over, where a chamber votes or elects (what was voted on stays as it was), and a text that is the same.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(decision_id, Permission.EDIT_DECISION, by=by, at=at)
        decision = held.decision
        _require_round(decision, at)
        wording = amend_wording(decision.ref, title=title, text=question, language=language, why=why, by=by, at=at)
        decision.title, decision.question = wording.title, wording.text
        decision.language, decision.html = wording.language, wording.html
        decision.save(update_fields=["title", "question", "language", "html"])
        outdated(decision)
        amended = QuestionAmended(subject=decision.ref, number=wording.number)
        announce(amended, mandate=held.mandate, on_behalf=held.on_behalf)
        for objection_id in sorted(meets):
            propose_resolution(objection_id, text=why, language=language, amended=True, by=by, at=at)
    return decision


def _require_round(decision: Decision, at: datetime) -> None:
    if not counting.is_round(decision.rulebook.canonical):
        sentence = _("Only where every chamber is asked for consent is a proposal amended while they are asked.")
        raise Refusal("no_round", sentence)
    if not rules.takes_ballots(State(decision.state), decision.closes_at, at):
        raise Refusal("closed", _("The round is not open; the proposal stays as it is."))
