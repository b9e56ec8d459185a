"""Statements of candidates, questions to them, and their answers."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal, TooOften
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.actions import writing
from talkoot.scopes.actions import Words, words
from talkoot.slates import rules
from talkoot.slates.actions.holding import hold_candidate
from talkoot.slates.events import QuestionAnswered, QuestionAsked, StatementWritten
from talkoot.slates.models import Answer, Candidate, Question, Statement
from talkoot.slates.permissions import Permission
from talkoot.slates.rules import State


def write_statement(
    candidate_id: int, *, text: str, language: str, by: Actor, at: datetime, key: str = ""
) -> Statement:
    """Write the candidate's statement in a language, or a new version of it; the one before stays readable.

    Refuses once the slate is frozen, and for who does not stand.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold_candidate(candidate_id, Permission.WRITE_STATEMENT, by=by, at=at)
        candidate = held.candidate
        if candidate.slate.is_frozen:
            sentence = _("The slate is frozen, and statements with it. What you wrote is still here.")
            raise Refusal("frozen", sentence)
        _require_standing(candidate)
        missing = _("Say why you stand, and for what.")
        said = words(text, language, limit=rules.STATEMENT_MAX, field="text", missing=missing)
        statement = _next_version(candidate, said, by, at)
        fact = StatementWritten(
            subject=candidate.ref, slate=candidate.slate.ref, language=language, version=statement.version
        )
        announce(fact, mandate=held.mandate, on_behalf=held.on_behalf)
    return statement


def ask_question(candidate_id: int, *, text: str, language: str, by: Actor, at: datetime, key: str = "") -> Question:
    """Ask a candidate something, in public and under one's name.

    Refuses for who does not stand, and more than `rules.PER_CANDIDATE` and `rules.PER_SLATE` questions a day.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold_candidate(candidate_id, Permission.ASK_QUESTION, by=by, at=at)
        candidate = held.candidate
        _require_standing(candidate)
        missing = _("Write what you want to know.")
        said = words(text, language, limit=rules.QUESTION_MAX, field="text", missing=missing)
        _require_pace(candidate, by, at)
        question = Question.objects.create(
            candidate=candidate, text=said.text, language=said.language, html=said.html, person_id=_person(by), at=at
        )
        fact = QuestionAsked(
            subject=question.ref, slate=candidate.slate.ref, candidate=candidate.ref, language=said.language
        )
        announce(fact)
    return question


def answer_question(question_id: int, *, text: str, language: str, by: Actor, at: datetime, key: str = "") -> Answer:
    """Answer a question; a second answer stands beside the first. Refuses for who does not stand any more."""
    with writing(by=by, at=at, key=key) as announce:
        question = Question.objects.get(pk=question_id)
        held = hold_candidate(question.candidate_id, Permission.ANSWER_QUESTION, by=by, at=at)
        candidate = held.candidate
        _require_standing(candidate)
        said = words(text, language, limit=rules.ANSWER_MAX, field="text", missing=_("Write your answer."))
        answer = Answer.objects.create(
            question=question, text=said.text, language=said.language, html=said.html, person_id=_person(by), at=at
        )
        fact = QuestionAnswered(
            subject=question.ref, slate=candidate.slate.ref, candidate=candidate.ref, language=said.language
        )
        announce(fact, mandate=held.mandate, on_behalf=held.on_behalf)
    return answer


def _next_version(candidate: Candidate, said: Words, by: Actor, at: datetime) -> Statement:
    rows = Statement.objects.filter(candidate=candidate, language=said.language)
    before = rows.order_by("-version").first()
    if before is not None and before.text == said.text:
        raise Refusal("same", _("This is what the statement says already."), "text")
    rows.filter(is_current=True).update(is_current=False)
    return Statement.objects.create(
        candidate=candidate,
        language=said.language,
        version=before.version + 1 if before is not None else 1,
        text=said.text,
        html=said.html,
        person_id=_person(by),
        at=at,
    )


def _require_standing(candidate: Candidate) -> None:
    if candidate.state != State.STANDING:
        # Translators: %(name)s is the name of somebody who is not a candidate, or not any more.
        raise Refusal("not_standing", _("%(name)s does not stand.") % {"name": candidate.name})


def _require_pace(candidate: Candidate, by: Actor, at: datetime) -> None:
    """Refuse who asks too much in a day. The slate is held, so two questions sent at once are counted."""
    rows = Question.objects.filter(candidate__slate=candidate.slate_id, person=by.person_id, at__gt=at - rules.WINDOW)
    asked = list(rows.values_list("candidate_id", "at"))
    here = [moment for key, moment in asked if key == candidate.pk]
    wait = max(
        rules.wait_for(here, rules.PER_CANDIDATE, at),
        rules.wait_for([moment for _key, moment in asked], rules.PER_SLATE, at),
    )
    if wait > timedelta(0):
        sentence = _(
            "You asked much here today, and others want their turn. Wait for the answers, and ask again tomorrow."
        )
        raise TooOften(sentence, int(wait.total_seconds()) + 1)


def _person(by: Actor) -> int:
    if by.person_id is None:
        raise PermissionDenied(_("Sign in first. What you wrote is kept."))
    return by.person_id
