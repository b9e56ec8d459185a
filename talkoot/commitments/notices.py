"""Whom we tell about commitments, and why them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.commitments import queries
from talkoot.commitments.events import CommitmentDueSoon, CommitmentOverdue, CommitmentReviewed, CommitmentUpdated
from talkoot.directory.queries import others
from talkoot.kernel.verdicts import Text
from talkoot.notifications.actions import tell, why


def commitment_due_soon(event: CommitmentDueSoon, *, at: datetime, by: str) -> None:
    """Tell those who owe the promise that its day is near, if it still is the day that was announced."""
    commitment = queries.get_for_notice(event.subject)
    if commitment.is_pending and commitment.due_on.isoformat() == event.due_on:
        _tell("due_soon", queries.owners(commitment, at), _owes(commitment), commitment, at, by=by)


def commitment_overdue(event: CommitmentOverdue, *, at: datetime, by: str) -> None:
    """Tell those who owe the promise that it is late, and those who judge it that it can be reviewed."""
    commitment = queries.get_for_notice(event.subject)
    if not commitment.is_pending:
        return
    owners = queries.owners(commitment, at)
    _tell("overdue", owners, _owes(commitment), commitment, at, by=by)
    _tell("to_review", set(queries.judges(commitment, at)) - set(owners), _judges(commitment), commitment, at, by=by)


def commitment_updated(event: CommitmentUpdated, *, at: datetime, by: str) -> None:
    """Tell those who judge the promise when the body says it is done."""
    if event.says_done:
        commitment = queries.get_for_notice(event.subject)
        if commitment.is_pending:
            _tell("to_review", queries.judges(commitment, at), _judges(commitment), commitment, at, by=by)


def commitment_reviewed(event: CommitmentReviewed, *, at: datetime, by: str) -> None:
    """Tell those who owe the promise how it was judged."""
    commitment = queries.get_for_notice(event.subject)
    owners = queries.owners(commitment, at)
    _tell("reviewed", owners, _owes(commitment), commitment, at, by=by, needs_action=False, outcome=event.outcome)


def _owes(commitment: Any) -> Text:
    # Translators: %(role)s is a role, %(body)s the body it belongs to.
    sentence = _("You deliver this promise of %(body)s (%(role)s).")
    return why(sentence, role=commitment.role.name, body=commitment.body.name)


def _judges(commitment: Any) -> Text:
    # Translators: %(body)s is the body that judges whether another kept its promise.
    return why(_("You lead %(body)s, which judges this promise."), body=commitment.review_body.name)


def _tell(
    name: str,
    accounts: Iterable[int],
    reason: Text,
    commitment: Any,
    at: datetime,
    *,
    by: str,
    needs_action: bool = True,
    **more: object,
) -> None:
    tell(
        others(dict.fromkeys(accounts, reason), by),
        matter=commitment.ref,
        template=f"commitments/notices/{name}.txt",
        context={"commitment": commitment, **more},
        url=commitment.get_absolute_url(),
        at=at,
        needs_action=needs_action,
    )
