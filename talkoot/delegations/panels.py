"""What delegations show on pages of lower apps."""

from __future__ import annotations

from typing import Any

from talkoot.directory.rules import Power
from talkoot.ui.pages import Request


def account(request: Request, account: Any) -> tuple[str, dict[str, object]] | None:
    """Show on the account page the way to those who vote for its owner; it costs no query."""
    return "delegations/panels/account.html", {}


def body(request: Request, shown: Any) -> tuple[str, dict[str, object]] | None:
    """Show those who tend the body where they say how far votes go in its questions; it costs no query."""
    is_theirs = shown.hats.may(Power.STEWARD, shown.body.pk)
    return ("delegations/panels/body.html", {"body": shown.body}) if is_theirs else None
