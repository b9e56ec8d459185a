"""Whom we tell about candidacies, and why them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import account_ids_of, others
from talkoot.kernel.verdicts import Text
from talkoot.notifications.actions import tell, why
from talkoot.slates import queries
from talkoot.slates.events import (
    CandidateNominated,
    CandidateStruck,
    ConsentGiven,
    NominationDeclined,
    QuestionAnswered,
    QuestionAsked,
)
from talkoot.slates.rules import State


def candidate_nominated(event: CandidateNominated, *, at: datetime, by: str) -> None:
    """Ask whoever was put forward, unless they have answered since."""
    candidate = queries.get_for_notice(event.subject)
    if candidate.state == State.NOMINATED:
        _tell("nominated", _speakers(candidate, at), candidate, at, by=by, needs_action=True)


def consent_given(event: ConsentGiven, *, at: datetime, by: str) -> None:
    """Tell who put a candidate forward that it stands."""
    _tell_nominator("consented", event.subject, at, by=by)


def nomination_declined(event: NominationDeclined, *, at: datetime, by: str) -> None:
    """Tell who put somebody forward that they said no."""
    _tell_nominator("declined", event.subject, at, by=by)


def question_asked(event: QuestionAsked, *, at: datetime, by: str) -> None:
    """Tell the candidate that a question waits for them."""
    candidate = queries.get_for_notice(event.candidate)
    if candidate.state == State.STANDING:
        _tell("asked", _speakers(candidate, at), candidate, at, by=by, needs_action=True, at_place=event.subject)


def question_answered(event: QuestionAnswered, *, at: datetime, by: str) -> None:
    """Tell who asked that there is an answer."""
    candidate = queries.get_for_notice(event.candidate)
    asker = account_ids_of([queries.asker_of(event.subject)])
    readers = dict.fromkeys(asker.values(), _("You asked this question."))
    _tell("answered", readers, candidate, at, by=by, at_place=event.subject)


def candidate_struck(event: CandidateStruck, *, at: datetime, by: str) -> None:
    """Tell a candidate that they were taken off, and that the reason is public."""
    candidate = queries.get_for_notice(event.subject)
    _tell("struck", _speakers(candidate, at), candidate, at, by=by)


def _speakers(candidate: Any, at: datetime) -> dict[int, Text]:
    """Return the accounts that speak for a candidate, each with the reason why they are told."""
    if candidate.body is not None:
        # Translators: %(body)s is a body that may become a candidate, or is one.
        reason = why(_("You represent %(body)s."), body=candidate.body.name)
    else:
        reason = _("This is about you, or about a project of yours.")
    return dict.fromkeys(queries.speakers(candidate, at), reason)


def _tell_nominator(name: str, subject: str, at: datetime, *, by: str) -> None:
    candidate = queries.get_for_notice(subject)
    if candidate.nominated_by_id is not None:
        account = account_ids_of([candidate.nominated_by_id]).values()
        _tell(name, dict.fromkeys(account, _("You put them forward.")), candidate, at, by=by)


def _tell(
    name: str,
    readers: Mapping[int, Text],
    candidate: Any,
    at: datetime,
    *,
    by: str,
    needs_action: bool = False,
    at_place: str = "",
) -> None:
    place = f"#q{at_place.partition(':')[2]}" if at_place else ""
    tell(
        others(readers, by),
        matter=candidate.ref,
        template=f"slates/notices/{name}.txt",
        context={"candidate": candidate, "slate": candidate.slate},
        url=f"{candidate.get_absolute_url()}{place}",
        at=at,
        needs_action=needs_action,
    )
