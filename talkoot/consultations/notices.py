"""Whom we tell about consultations, and why them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.consultations import queries
from talkoot.consultations.events import (
    AskingStopped,
    ConsultationOpened,
    DeadlineExtended,
    DeadlineNear,
    InputDisposed,
    PartyInvited,
)
from talkoot.consultations.queries import Invited
from talkoot.directory.queries import others
from talkoot.kernel.verdicts import Text
from talkoot.notifications.actions import tell, why


def consultation_opened(event: ConsultationOpened, *, at: datetime, by: str) -> None:
    """Invite the parties, each account once with the reason; and tell those who will have to answer.

    A party is invited even if it was they who opened it: a question is no news.
    """
    consultation = queries.get_for_notice(event.subject)
    asked = queries.invited(consultation, at, opening=True)
    readers = _readers(asked)
    _tell("invited", readers, consultation, at, needs_action=True)
    answerers = set(queries.answerers(consultation, at)) - set(readers)
    asking = dict.fromkeys(answerers, _("You answer for the body that asks."))
    _tell("to_answer", others(asking, by), consultation, at, needs_action=True)


def party_invited(event: PartyInvited, *, at: datetime) -> None:
    """Invite one party that was added later."""
    consultation = queries.get_for_notice(event.subject)
    asked = queries.invited(consultation, at, party_id=event.party)
    _tell("invited", _readers(asked), consultation, at, needs_action=True)


def deadline_near(event: DeadlineNear, *, at: datetime) -> None:
    """Remind the parties who have not been heard, if the deadline is still the one that was announced."""
    consultation = queries.get_for_notice(event.subject)
    if consultation.closes_at.isoformat() == event.closes_at and consultation.takes_input_at(at):
        asked = queries.invited(consultation, at, unheard=True)
        _tell("deadline_near", _readers(asked), consultation, at, needs_action=True)


def deadline_extended(event: DeadlineExtended, *, at: datetime, by: str) -> None:
    """Tell the parties who have not been heard that there is more time."""
    consultation = queries.get_for_notice(event.subject)
    asked = queries.invited(consultation, at, unheard=True)
    _tell("deadline_extended", others(_readers(asked), by), consultation, at)


def asking_stopped(event: AskingStopped, *, at: datetime) -> None:
    """Tell the parties who have not been heard that nobody waits for them, and those who answer what is still owed."""
    consultation = queries.get_for_notice(event.subject)
    _tell("asking_stopped", _readers(queries.invited(consultation, at, unheard=True)), consultation, at)
    if event.unanswered:
        answering = dict.fromkeys(queries.answerers(consultation, at), _("You answer for the body that asks."))
        _tell("still_to_answer", answering, consultation, at, needs_action=True)


def input_disposed(event: InputDisposed, *, at: datetime, by: str) -> None:
    """Tell the author what became of their input."""
    answer = queries.get_answered(event.subject)
    author = answer.input.author
    if author is not None and author.account_id is not None:
        tell(
            others({author.account_id: _("You gave this input.")}, by),
            matter=event.consultation,
            template="consultations/notices/input_disposed.txt",
            context={"consultation": answer.input.consultation, "answer": answer},
            url=answer.input.get_absolute_url(),
            at=at,
        )


def _readers(asked: Sequence[Invited]) -> dict[int, Text]:
    return {one.account_id: _why(one) for one in asked}


def _why(one: Invited) -> Text:
    """Return the party's reason, after the words that say through what this account is asked."""
    party = one.party
    if party.body is not None:
        # Translators: %(name)s is a body, %(reason)s a sentence that says why it is asked.
        return why(_("You represent %(name)s. %(reason)s"), name=party.body.name, reason=party.reason)
    if party.role is not None:
        # Translators: %(name)s is a role, %(reason)s a sentence that says why it is asked.
        return why(_("You are %(name)s. %(reason)s"), name=party.role.name, reason=party.reason)
    return party.reason


def _tell(
    name: str, readers: Mapping[int, Text], consultation: Any, at: datetime, *, needs_action: bool = False
) -> None:
    tell(
        readers,
        matter=consultation.ref,
        template=f"consultations/notices/{name}.txt",
        context={"consultation": consultation},
        url=consultation.get_absolute_url(),
        at=at,
        needs_action=needs_action,
    )
