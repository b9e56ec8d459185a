"""The question in further languages, written by people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.decisions.actions.holding import hold
from talkoot.decisions.events import QuestionTranslated
from talkoot.decisions.models import Decision, QuestionText
from talkoot.decisions.permissions import Permission
from talkoot.decisions.queries.texts import missing_languages, named
from talkoot.decisions.queries.turnout import has_votes
from talkoot.decisions.rules import QUESTION_MAX, TITLE_MAX, State, Translation
from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.ledger.actions import writing
from talkoot.scopes.actions import line, words


def translate_question(
    decision_id: int, *, title: str, question: str, language: str, by: Actor, at: datetime, key: str = ""
) -> QuestionText:
    """Write the question in a further language; what stood there before is kept.

    Refuses once voting is over, the language the question was put in, and other words once somebody has read and voted.
    """
    with writing(by=by, at=at, key=key) as announce:
        held = hold(decision_id, Permission.TRANSLATE_QUESTION, by=by, at=at)
        said = Translation(title=title, question=question, language=language)
        text = _written(held.decision, said, by=by, at=at)
        announce(_translated(held.decision, text), mandate=held.mandate, on_behalf=held.on_behalf)
    return text


def translated(
    decision: Decision, translations: Sequence[Translation], *, by: Actor, at: datetime
) -> list[QuestionTranslated]:
    """Write a new question in further languages; return the facts to announce. The right is the caller's to check.

    Refuses as `translate_question`, at the fields ``title_es`` and ``question_es``.
    """
    written = [_written(decision, said, by=by, at=at, place=f"_{said.language}") for said in translations]
    return [_translated(decision, text) for text in written]


def require_languages_complete(decision: Decision) -> None:
    """Refuse a question that does not stand in every language the rulebook asks for, and name those that lack."""
    if lacking := missing_languages(decision):
        # Translators: %(languages)s are names of languages.
        sentence = _("These rules ask for the question in more languages. Write it first in: %(languages)s.")
        raise Refusal("languages_missing", sentence % {"languages": ", ".join(named(lacking))})


def _written(decision: Decision, translation: Translation, *, by: Actor, at: datetime, place: str = "") -> QuestionText:
    """Write what counts in a language from now on; ``place`` ends the names of the fields a refusal is shown at."""
    language = translation.language
    _require_translatable(decision, language)
    missing = _("Write the whole question in this language.")
    said = words(translation.question, language, limit=QUESTION_MAX, field=f"question{place}", missing=missing)
    before = QuestionText.objects.filter(decision=decision, language=language).order_by("-number").first()
    if before is not None and before.is_current and has_votes(decision):
        raise Refusal("voted", _("Somebody has voted, so what stands in this language stays."), "language")
    QuestionText.objects.filter(decision=decision, language=language, is_current=True).update(is_current=False)
    text = QuestionText.objects.create(
        decision=decision, language=said.language, number=before.number + 1 if before else 1,
        title=line(translation.title, limit=TITLE_MAX, field=f"title{place}", missing=_("Give the decision a title.")),
        question=said.text, html=said.html, written_by_id=_writer(by), written_at=at,
    )  # fmt: skip
    decision.translations = {**decision.translations, language: {"title": text.title, "html": text.html}}
    decision.save(update_fields=["translations"])
    return text


def _translated(decision: Decision, text: QuestionText) -> QuestionTranslated:
    return QuestionTranslated(subject=decision.ref, language=text.language, number=text.number)


def outdated(decision: Decision) -> None:
    """Let no translation count any more, for the question reads differently now."""
    decision.translations = {}
    decision.save(update_fields=["translations"])
    QuestionText.objects.filter(decision=decision, is_current=True).update(is_current=False)


def _require_translatable(decision: Decision, language: str) -> None:
    if decision.state not in {State.DRAFT, State.ANNOUNCED, State.OPEN}:
        raise Refusal("closed", _("Voting is over; the question stands as it was."))
    if language == decision.language:
        raise Refusal("own_language", _("The question was put in this language. Choose another."), "language")


def _writer(by: Actor) -> int:
    if by.person_id is None:
        raise PermissionDenied(_("Sign in first. What you wrote is kept."))
    return by.person_id
