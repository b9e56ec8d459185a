"""Rounds: opened with the text they are about, amended, closed. The right to do so is the caller's to check."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.kernel.actors import Actor
from talkoot.kernel.refusals import Refusal
from talkoot.ledger.actions import writing
from talkoot.objections import rules
from talkoot.objections.actions.holding import require_open
from talkoot.objections.models import Round, Wording
from talkoot.scopes.actions import line, words


def open_round(
    matter: str,
    *,
    url: str,
    title: str,
    text: str,
    language: str,
    body_id: int,
    closes_at: datetime,
    by: Actor,
    at: datetime,
) -> Round:
    """Open a round about ``matter`` until ``closes_at``, with version 1 of its text; the caller tells of it."""
    with writing(by=by, at=at):
        about = Round.objects.create(matter=matter, url=url, steward_body_id=body_id, opened_at=at, closes_at=closes_at)
        _write(about, 1, title=title, text=text, language=language, why="", by=by, at=at)
    return about


def amend_wording(matter: str, *, title: str, text: str, language: str, why: str, by: Actor, at: datetime) -> Wording:
    """Give the round's text another version, with what the amendment is for; the caller tells of it.

    Refuses once the round is over, without a reason, and a text that is the same.
    """
    with writing(by=by, at=at):
        about = Round.objects.select_for_update().get(matter=matter)
        require_open(about, at)
        before = Wording.objects.get(round=about, number=about.latest)
        wording = _write(about, about.latest + 1, title=title, text=text, language=language, why=why, by=by, at=at)
        if (wording.title, wording.text, wording.language) == (before.title, before.text, before.language):
            raise Refusal("same", _("This is what the text says already."), "question")
        about.latest = wording.number
        about.save(update_fields=["latest"])
    return wording


def extend_round(matter: str, *, closes_at: datetime, by: Actor, at: datetime) -> None:
    """Let the round, where there is one, go on until ``closes_at``; the caller tells of it."""
    with writing(by=by, at=at):
        Round.objects.filter(matter=matter, closed_at=None).update(closes_at=closes_at)


def close_round(matter: str, *, by: Actor, at: datetime) -> None:
    """End the round, where there is one: from now on every objection stays as it is. The caller tells of it."""
    with writing(by=by, at=at):
        about = Round.objects.select_for_update().filter(matter=matter, closed_at=None).first()
        if about is not None:
            about.closed_at = at
            about.save(update_fields=["closed_at"])


def _write(
    about: Round, number: int, *, title: str, text: str, language: str, why: str, by: Actor, at: datetime
) -> Wording:
    reason = _("Say what the amendment is for, and whose objections it meets.") if number > 1 else None
    said = words(text, language, limit=rules.TEXT_MAX, field="question", missing=_("Write what is proposed."))
    meant = words(why, language, limit=rules.WORDS_MAX, field="why", missing=reason)
    return Wording.objects.create(
        round=about,
        number=number,
        title=line(title, limit=rules.TITLE_MAX, field="title", missing=_("Give it a title.")),
        text=said.text,
        language=said.language,
        html=said.html,
        why=meant.text,
        why_html=meant.html,
        person_id=by.person_id,
        at=at,
    )
