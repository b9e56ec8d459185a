"""What eligibility does about the facts of accounts."""

from __future__ import annotations

from datetime import datetime

from talkoot.accounts.events import AccountErased
from talkoot.eligibility import actions
from talkoot.kernel.refs import split


def account_erased(event: AccountErased, *, at: datetime) -> None:
    """Forget what was known about the person behind an erased account."""
    actions.erase_traces(int(split(event.subject)[1]), at)
