"""Putting a question into words, and changing them while nobody has voted on them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.counting.rules import Underivable, Unheld, is_round, why_no_runoff, why_unheld
from talkoot.decisions.actions.announcing import taken_back
from talkoot.decisions.actions.boxes import discard_boxes
from talkoot.decisions.actions.holding import Held, hat_for, hold
from talkoot.decisions.actions.translating import outdated
from talkoot.decisions.actions.weights import carry_weights
from talkoot.decisions.events import (
    AnnouncementTakenBack,
    DecisionDrafted,
    DecisionVoided,
    DraftEdited,
    QuestionChanged,
)
from talkoot.decisions.models import Decision
from talkoot.decisions.permissions import Permission, may
from talkoot.decisions.queries.turnout import has_votes
from talkoot.decisions.rules import (
    CONSULTATION_OPENED,
    QUESTION_MAX,
    REASON_MAX,
    TITLE_MAX,
    State,
    VoidReason,
    course_of,
    is_consultation,
)
from talkoot.directory.queries import hats_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.events import Event
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import Text, require
from talkoot.ledger.actions import writing
from talkoot.ledger.queries import has_happened
from talkoot.objections.actions import close_round
from talkoot.rulebooks.models import Rulebook
from talkoot.scopes.actions import line, words

UNHELD: dict[Unheld, Text] = {
    Unheld.SPLIT: _("By these rules a vote may be split, and here every place on a roll casts one whole vote."),
    Unheld.SECRET: _(
        "By these rules votes weigh different amounts and are secret. A weight would tell whose ballot it is: let the "
        "chamber vote openly, or let all votes weigh the same."
    ),
    Unheld.CONSENT: _(
        "By these rules a chamber is asked for consent and its votes weigh different amounts. One objection holds a "
        "proposal up, whatever it weighs: let all weigh the same."
    ),
}
# Why a run-off on new ballots cannot be put by itself.
NO_RUNOFF: dict[Underivable, Text] = {
    Underivable.CHAMBERS: _(
        "These rules ask voters again in a run-off, and what several chambers decide together would rest on it. Here a "
        "run-off is a decision of its own: put the election under rules of its own."
    ),
    Underivable.BETWEEN: _("These rules name a run-off between fewer than two. Name how many it is between."),
    Underivable.RESERVED: _(
        "These rules keep seats for groups and ask voters again in a run-off, which cannot say for whom the seats left "
        "are kept. Leave one of the two out."
    ),
    Underivable.TERMS: _(
        "These rules let some serve longer and ask voters again in a run-off, while it is settled in one count who "
        "serves longer. Leave one of the two out."
    ),
    Underivable.BUDGET: _(
        "These rules spend a budget and ask voters again in a run-off, which cannot know what is left of it. Leave one "
        "of the two out."
    ),
    Underivable.METHOD: _("No vote of its own can be held by the run-off that these rules name. Name another method."),
}


def draft_decision(
    *,
    title: str,
    question: str,
    language: str,
    rulebook_id: int,
    steward_body_id: int,
    rests_on: str = "",
    exemption: str = "",
    by: Actor,
    at: datetime,
    key: str = "",
) -> Decision:
    """Prepare a question for the body ``steward_body_id``; only those who prepare its questions see the draft.

    ``rests_on`` is the ref of the consultation it rests on, or else ``exemption`` says (in ``language``) why nobody
    was asked. Refuses neither, both, and a consultation that does not exist.
    """
    with writing(by=by, at=at, key=key) as announce:
        hats = hats_of(by, at)
        require(may(by, Permission.DRAFT_DECISION, steward_body_id, at=at, hats=hats))
        draft = Decision(
            title=title, question=question, language=language, rulebook_id=rulebook_id, steward_body_id=steward_body_id,
            rests_on=rests_on, exemption=exemption,
        )  # fmt: skip
        decision = drafted(draft, by=by, at=at)
        told = DecisionDrafted(
            subject=decision.ref,
            rulebook=decision.rulebook.ref,
            steward_body=ref("body", steward_body_id),
            rests_on=decision.rests_on,
        )
        announce(told, mandate=hat_for(hats, steward_body_id), on_behalf=told.steward_body)
    return decision


def change_question(
    decision_id: int, *, title: str, question: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Decision:
    """Word the question anew. Once somebody has voted this voids the decision and drafts another in its place.

    What was announced becomes a draft again: the notice is to be given of the words that are voted on. So once voting
    is open under rules that ask for notice, this voids too.

    Returns the decision that carries the new question: the same one, or the new draft. Refuses once voting is over.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(decision_id, Permission.EDIT_DECISION, by=by, at=at)
        decision = held.decision
        if decision.state not in {State.DRAFT, State.ANNOUNCED, State.OPEN}:
            raise Refusal("closed", _("Voting is over; the question stands as it was."))
        if decision.runoff_of_id is not None:
            raise Refusal("runoff", _("A run-off asks what was asked before, so its question stays as it is."))
        if decision.is_open and is_round(decision.rulebook.canonical):
            raise Refusal("amend", _("In a round of consent the proposal is amended, and everybody looks again."))
        if has_votes(decision) or _was_told(decision):
            successor = _replaced(held, title, question, language, by=by, at=at)
            changed: Event = DecisionVoided(
                subject=decision.ref, why=VoidReason.QUESTION_CHANGED, replaced_by=successor.ref
            )
        else:
            successor = decision
            outdated(decision)
            _word(decision, title, question, language)
            decision.save(update_fields=["title", "question", "language", "html"])
            changed = _reworded(decision)
        announce(changed, mandate=held.mandate, on_behalf=held.on_behalf)
    return successor


def _was_told(decision: Decision) -> bool:
    """Tell whether people came to an open vote by a notice of these very words."""
    return decision.is_open and bool(course_of(decision.rulebook.canonical).notice_days)


def _reworded(decision: Decision) -> Event:
    if decision.is_announced:
        taken_back(decision)
        return AnnouncementTakenBack(subject=decision.ref)
    return (DraftEdited if decision.is_draft else QuestionChanged)(subject=decision.ref)


def drafted(decision: Decision, *, by: Actor, at: datetime) -> Decision:
    """Write a draft with its words and grounds checked; the right to do so is the caller's to check."""
    if not Rulebook.objects.filter(pk=decision.rulebook_id).exists():
        raise Refusal("no_rulebook", _("Choose a rulebook from the list."), "rulebook")
    _require_holdable(decision.rulebook.canonical)
    decision.drafted_by_id, decision.drafted_at = by.person_id, at
    _word(decision, decision.title, decision.question, decision.language)
    _ground(decision)
    decision.save(force_insert=True)
    return decision


def _require_holdable(canonical: str) -> None:
    """Refuse rules that this site counts, but cannot hold a vote by: better now than when voting has opened."""
    if (weighs := why_unheld(canonical)) is not None:
        raise Refusal(weighs, UNHELD[weighs], "rulebook")
    if (again := why_no_runoff(canonical)) is not None:
        raise Refusal(f"runoff_{again}", NO_RUNOFF[again], "rulebook")


def _ground(decision: Decision) -> None:
    """Require the consultation it rests on or the reason for having none: just one of them."""
    if not decision.rests_on:
        missing = _("Name the consultation it rests on, or say why nobody was asked.")
        language = decision.exemption_language or decision.language
        said = words(decision.exemption, language, limit=REASON_MAX, field="exemption", missing=missing)
        decision.exemption, decision.exemption_language, decision.exemption_html = said.text, said.language, said.html
    elif decision.exemption.strip():
        sentence = _("Either it rests on a consultation, or nobody was asked: leave one of the two empty.")
        raise Refusal("both_grounds", sentence, "exemption")
    elif not is_consultation(decision.rests_on) or not has_happened(decision.rests_on, CONSULTATION_OPENED):
        sentence = _("There is no such consultation. Give its number, such as C-64, or the address of its page.")
        raise Refusal("no_consultation", sentence, "rests_on")


def _word(decision: Decision, title: str, question: str, language: str) -> None:
    missing = _("Write the question so that yes, no and neutral can answer it.")
    asked = words(question, language, limit=QUESTION_MAX, field="question", missing=missing)
    decision.title = line(title, limit=TITLE_MAX, field="title", missing=_("Give the decision a title."))
    decision.question, decision.language, decision.html = asked.text, asked.language, asked.html


def _replaced(held: Held, title: str, question: str, language: str, *, by: Actor, at: datetime) -> Decision:
    old = held.decision
    draft = Decision(
        title=title, question=question, language=language, rulebook_id=old.rulebook_id,
        steward_body_id=old.steward_body_id, replaces=old, rests_on=old.rests_on, exemption=old.exemption,
        exemption_language=old.exemption_language,
    )  # fmt: skip
    successor = drafted(draft, by=by, at=at)
    carry_weights(old, successor, at)
    old.state, old.voided_at, old.void_kind = State.VOIDED, at, VoidReason.QUESTION_CHANGED
    old.save(update_fields=["state", "voided_at", "void_kind"])
    discard_boxes(old, by=by, at=at)
    close_round(old.ref, by=by, at=at)
    return successor
