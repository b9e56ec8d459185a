"""Whom we tell about facts of proposals, and in which words. One resolver says who and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.consultations.events import ConsultationClosed
from talkoot.directory.queries import account_ids_of, holders_of, others
from talkoot.kernel.refs import split
from talkoot.kernel.verdicts import Text
from talkoot.notifications.actions import tell
from talkoot.proposals import queries
from talkoot.proposals.events import (
    ChargeTaken,
    ProposalEdited,
    ProposalEnded,
    ProposalLate,
    ProposalReplied,
    ProposalSubmitted,
    ProposalWithdrawn,
    StageEntered,
)

FOLLOWING = _("You follow this proposal.")
AUTHOR = _("You put this proposal forward.")
RESPONSIBLE = _("You move proposals on for the body responsible.")


def proposal_submitted(event: ProposalSubmitted, *, at: datetime, by: str) -> None:
    """Tell those who must answer it."""
    _tell(event.subject, "proposal_submitted", at=at, by=by, only_movers=True, needs_action=True)


def charge_taken(event: ChargeTaken, *, at: datetime, by: str) -> None:
    """Tell all that a body is responsible now."""
    _tell(event.subject, "charge_taken", at=at, by=by)


def proposal_edited(event: ProposalEdited, *, at: datetime, by: str) -> None:
    """Tell all that the text has changed."""
    _tell(event.subject, "proposal_edited", at=at, by=by, version=event.version)


def proposal_replied(event: ProposalReplied, *, at: datetime, by: str) -> None:
    """Tell all that it was answered."""
    _tell(event.subject, "proposal_replied", at=at, by=by)


def stage_entered(event: StageEntered, *, at: datetime, by: str) -> None:
    """Tell all where it stands now."""
    _tell(event.subject, "stage_entered", at=at, by=by, outcome=event.outcome, kind=event.stage_kind, stage=event.stage)


def proposal_ended(event: ProposalEnded, *, at: datetime, by: str) -> None:
    """Tell all how it ended."""
    _tell(event.subject, "proposal_ended", at=at, by=by, status=event.status)


def proposal_withdrawn(event: ProposalWithdrawn, *, at: datetime, by: str) -> None:
    """Tell all that its author took it back."""
    _tell(event.subject, "proposal_withdrawn", at=at, by=by)


def proposal_late(event: ProposalLate, *, at: datetime, by: str) -> None:
    """Tell all that a clock ran out."""
    _tell(event.subject, "proposal_late", at=at, by=by, owed=event.owed)


def consultation_closed(event: ConsultationClosed, *, at: datetime, by: str) -> None:
    """Tell those who move the proposal on that nothing holds them any more."""
    origin = queries.origin_of(consultation_id=int(split(event.subject)[1]))
    if origin is not None:
        _tell(
            f"proposal:{origin.proposal_id}", "consultation_closed", at=at, by=by, only_movers=True, needs_action=True
        )


def readers(proposal: Any, *, at: datetime, only_movers: bool = False) -> Mapping[int, Text]:
    """Return whom news of a proposal concerns (account key -> why): followers, its author, those who move it on."""
    power, body_id = queries.movers(proposal)
    holders = holders_of([body_id], power, at).get(body_id, []) if body_id is not None else []
    found: dict[int, Text] = {account: RESPONSIBLE for _person, account in holders if account is not None}
    if only_movers:
        return found
    followers = queries.follower_ids(proposal)
    accounts = account_ids_of({*followers, proposal.author_id} - {None})
    following = {account: FOLLOWING for person, account in accounts.items() if person != proposal.author_id}
    author = {accounts[proposal.author_id]: AUTHOR} if proposal.author_id in accounts else {}
    return following | found | author


def _tell(
    subject: str,
    name: str,
    *,
    at: datetime,
    by: str,
    only_movers: bool = False,
    needs_action: bool = False,
    **context: Any,
) -> None:
    text = queries.text_for_notice(int(split(subject)[1]))
    proposal = text.proposal
    tell(
        others(readers(proposal, at=at, only_movers=only_movers), by),
        matter=subject,
        template=f"proposals/notices/{name}.txt",
        context={"proposal": proposal, "text": text, "process": queries.process_of(proposal), **context},
        url=proposal.get_absolute_url(),
        at=at,
        needs_action=needs_action,
    )
