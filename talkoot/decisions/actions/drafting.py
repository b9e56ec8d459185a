"""Putting a question into words, and changing them while nobody has voted on them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.decisions.actions.holding import Held, hat_for, hold
from talkoot.decisions.events import DecisionDrafted, DecisionVoided, DraftEdited, QuestionChanged
from talkoot.decisions.models import Chamber, Decision, Rulebook
from talkoot.decisions.permissions import Permission, may
from talkoot.decisions.rules import QUESTION_MAX, TITLE_MAX, State, VoidReason
from talkoot.directory.queries import hats_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.scopes.actions import line, words


def draft_decision(
    *,
    title: str,
    question: str,
    language: str,
    rulebook_id: int,
    steward_body_id: int,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Decision:
    """Prepare a question for the body ``steward_body_id``; only those who prepare its questions see the draft."""
    with writing(by=by, at=at, key=key) as announce:
        hats = hats_of(by, at)
        require(may(by, Permission.DRAFT_DECISION, steward_body_id, at=at, hats=hats))
        decision = drafted(title, question, language, rulebook_id, steward_body_id, by=by, at=at)
        told = DecisionDrafted(
            subject=decision.ref, rulebook=decision.rulebook.ref, steward_body=ref("body", steward_body_id)
        )
        announce(told, mandate=hat_for(hats, steward_body_id), on_behalf=told.steward_body)
    return decision


def change_question(
    decision_id: int, *, title: str, question: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Decision:
    """Word the question anew. Once somebody has voted this voids the decision and drafts another in its place.

    Returns the decision that carries the new question: the same one, or the new draft. Refuses once voting is over.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(decision_id, Permission.EDIT_DECISION, by=by, at=at)
        decision = held.decision
        if decision.state not in {State.DRAFT, State.OPEN}:
            raise Refusal("closed", _("Voting is over; the question stands as it was."))
        if Chamber.objects.filter(decision=decision, ballots_cast__gt=0).exists():
            successor = _replaced(held, title, question, language, by=by, at=at)
            changed: DecisionVoided | QuestionChanged | DraftEdited = DecisionVoided(
                subject=decision.ref, why=VoidReason.QUESTION_CHANGED, replaced_by=successor.ref
            )
        else:
            successor = decision
            _word(decision, title, question, language)
            decision.save(update_fields=["title", "question", "language", "html"])
            changed = (DraftEdited if decision.is_draft else QuestionChanged)(subject=decision.ref)
        announce(changed, mandate=held.mandate, on_behalf=held.on_behalf)
    return successor


def drafted(
    title: str, question: str, language: str, rulebook_id: int, steward_body_id: int, *, by: Actor, at: datetime
) -> Decision:
    """Write a draft with its words checked; the right to do so is the caller's to check."""
    rulebook = Rulebook.objects.filter(pk=rulebook_id).first()
    if rulebook is None:
        raise Refusal("no_rulebook", _("Choose a rulebook from the list."), "rulebook")
    decision = Decision(rulebook=rulebook, steward_body_id=steward_body_id, drafted_by_id=by.person_id, drafted_at=at)
    _word(decision, title, question, language)
    decision.save(force_insert=True)
    return decision


def _word(decision: Decision, title: str, question: str, language: str) -> None:
    missing = _("Write the question so that yes, no and neutral can answer it.")
    asked = words(question, language, limit=QUESTION_MAX, field="question", missing=missing)
    decision.title = line(title, limit=TITLE_MAX, field="title", missing=_("Give the decision a title."))
    decision.question, decision.language, decision.html = asked.text, asked.language, asked.html


def _replaced(held: Held, title: str, question: str, language: str, *, by: Actor, at: datetime) -> Decision:
    old = held.decision
    successor = drafted(title, question, language, old.rulebook_id, old.steward_body_id, by=by, at=at)
    successor.replaces = old
    successor.save(update_fields=["replaces"])
    old.state, old.voided_at, old.void_kind = State.VOIDED, at, VoidReason.QUESTION_CHANGED
    old.save(update_fields=["state", "voided_at", "void_kind"])
    return successor
