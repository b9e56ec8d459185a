"""What notifications show on pages of lower apps."""

from __future__ import annotations

from talkoot.accounts.queries import Overview
from talkoot.notifications import queries
from talkoot.ui.pages import Request


def notices_of_account(request: Request, account: Overview) -> tuple[str, dict[str, object]] | None:
    """Show on the account page how its owner is told of things."""
    if request.actor.account_id is None:
        return None
    return "notifications/parts/account.html", {"channels": queries.channels_of(request.actor.account_id)}
