"""What delegations show on pages of lower apps."""

from __future__ import annotations

from typing import Any

from talkoot.ui.pages import Request


def account(request: Request, account: Any) -> tuple[str, dict[str, object]] | None:
    """Show on the account page the way to those who vote for its owner; it costs no query."""
    return "delegations/panels/account.html", {}
