"""What the directory does about the facts of accounts."""

from __future__ import annotations

from datetime import datetime

from talkoot.accounts.events import AccountErased, AccountOpened
from talkoot.accounts.queries import get_account
from talkoot.directory import actions
from talkoot.kernel.refs import split


def account_opened(event: AccountOpened, *, at: datetime) -> None:
    """Give the new account a person, unless signing up has done so already."""
    account_id = int(split(event.subject)[1])
    actions.introduce_person(account_id, get_account(account_id).name, at)


def account_erased(event: AccountErased, *, at: datetime) -> None:
    """Forget the person behind an erased account."""
    actions.forget_person(int(split(event.subject)[1]), at)
