"""Whom we tell about decisions, and why them: everybody on a roll."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.decisions import queries
from talkoot.decisions.events import DecisionFinal, DecisionOpened, DecisionVoided, QuestionChanged
from talkoot.decisions.queries import Reader
from talkoot.directory.queries import others
from talkoot.kernel.verdicts import Text
from talkoot.notifications.actions import tell, why


def decision_opened(event: DecisionOpened, *, at: datetime) -> None:
    """Ask everybody on a roll for their vote, whoever opened it: a question is no news."""
    _tell("decision_opened", event.subject, at, needs_action=True)


def question_changed(event: QuestionChanged, *, at: datetime, by: str) -> None:
    """Tell everybody on a roll that the question reads differently now."""
    _tell("question_changed", event.subject, at, by, needs_action=True)


def decision_final(event: DecisionFinal, *, at: datetime, by: str) -> None:
    """Tell everybody on a roll, and so everybody who voted, what was decided."""
    _tell("decision_final", event.subject, at, by)


def decision_voided(event: DecisionVoided, *, at: datetime, by: str) -> None:
    """Tell everybody on a roll that nothing was decided."""
    _tell("decision_voided", event.subject, at, by)


def _tell(name: str, subject: str, at: datetime, by: str = "", *, needs_action: bool = False) -> None:
    decision = queries.get_for_notice(subject)
    tell(
        others(_readers(queries.readers_of(decision, at)), by),
        matter=decision.ref,
        template=f"decisions/notices/{name}.txt",
        context={"decision": decision},
        url=decision.get_absolute_url(),
        at=at,
        needs_action=needs_action,
    )


def _readers(readers: Iterable[Reader]) -> dict[int, Text]:
    return {reader.account_id: _why(reader) for reader in readers}


def _why(reader: Reader) -> Text:
    if reader.body:
        # Translators: %(body)s is the name of a body, %(chamber)s that of a group that votes separately.
        sentence = _("You represent %(body)s, which votes in “%(chamber)s”.")
        return why(sentence, body=reader.body, chamber=reader.chamber)
    # Translators: %(chamber)s is the name of a group that votes separately.
    return why(_("You are on the roll of “%(chamber)s”."), chamber=reader.chamber)
