"""Whom we tell about suspensions: the person suspended."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from talkoot.directory.queries import account_ids_of
from talkoot.eligibility import queries
from talkoot.eligibility.events import PersonSuspended, SuspensionLifted
from talkoot.notifications.actions import tell, why


def person_suspended(event: PersonSuspended, *, at: datetime) -> None:
    """Tell somebody that they are suspended, why, until when, and how to appeal."""
    _tell("person_suspended", event.subject, at, needs_action=True)


def suspension_lifted(event: SuspensionLifted, *, at: datetime) -> None:
    """Tell somebody that their suspension is over before its time, and why."""
    _tell("suspension_lifted", event.subject, at)


def _tell(name: str, subject: str, at: datetime, *, needs_action: bool = False) -> None:
    suspension = queries.get_for_notice(subject)
    account = account_ids_of([suspension.person_id]).get(suspension.person_id)
    if account is None or suspension.erased_at is not None:
        return
    # Translators: %(body)s is the name of a body.
    reason = why(_("It is about you, and “%(body)s” decided it."), body=suspension.body.name)
    tell(
        {account: reason},
        matter=suspension.ref,
        template=f"eligibility/notices/{name}.txt",
        context={"suspension": suspension, "decision": queries.decision_name(suspension)},
        url=suspension.get_absolute_url(),
        at=at,
        needs_action=needs_action,
    )
