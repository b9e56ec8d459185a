"""Whom we tell about ballot boxes, and why them: the scrutineers, whom everybody waits for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from talkoot.ballotboxes import queries
from talkoot.ballotboxes.events import BoxClosed, BoxPrepared
from talkoot.ballotboxes.rules import BoxState
from talkoot.notifications.actions import tell, why


def box_prepared(event: BoxPrepared, *, at: datetime) -> None:
    """Ask the scrutineers who have no key yet to make one."""
    shown = queries.get_for_notice(event.subject)
    if shown.box.state == BoxState.PREPARING:
        _tell("key_wanted", shown.box, shown.keyless, at)


def box_closed(event: BoxClosed, *, at: datetime) -> None:
    """Ask the scrutineers to hand in their keys."""
    shown = queries.get_for_notice(event.subject)
    if shown.box.state == BoxState.CLOSED:
        _tell("hand_in", shown.box, [each for each in shown.custodians if each.handed_in_at is None], at)


def _tell(name: str, box: Any, custodians: Sequence[Any], at: datetime) -> None:
    accounts = [each.person.account_id for each in custodians]
    tell(
        {account: why(_("You are a scrutineer of this ballot box.")) for account in accounts if account is not None},
        matter=box.ref,
        template=f"ballotboxes/notices/{name}.txt",
        context={"box": box},
        url=box.get_absolute_url(),
        at=at,
        needs_action=True,
    )
