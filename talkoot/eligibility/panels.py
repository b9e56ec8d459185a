"""What eligibility shows on pages of lower apps."""

from __future__ import annotations

from typing import Any

from talkoot.ui.pages import Request


def account(request: Request, subject: Any) -> tuple[str, dict[str, object]] | None:
    """Lead from one's account to what is known about one, and to checking whether one may vote."""
    return "eligibility/parts/of_account.html", {}
