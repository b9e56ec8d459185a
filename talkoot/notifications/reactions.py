"""What notifications do about others' facts."""

from __future__ import annotations

from datetime import datetime

from talkoot.accounts.events import AccountErased
from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.refs import split
from talkoot.notifications import actions


def account_erased(event: AccountErased, *, at: datetime) -> None:
    """Forget what an erased account was told."""
    actions.forget_reader(int(split(event.subject)[1]), by=SYSTEM, at=at)
