"""What delegations do about the facts of others."""

from __future__ import annotations

from datetime import datetime

from talkoot.accounts.events import AccountErased
from talkoot.delegations import actions
from talkoot.kernel.refs import split


def account_erased(event: AccountErased, *, at: datetime) -> None:
    """End the delegations of somebody who left; those they voted for are told, and vote themselves."""
    actions.release_person(int(split(event.subject)[1]), at=at)
