"""What is kept about one account, app by app, for its owner to take away: (name, function of the account's key)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from talkoot.accounts import queries as accounts
from talkoot.notifications import queries as notifications

PERSONAL: list[tuple[str, Callable[[int], dict[str, Any]]]] = [
    ("account", accounts.export_of),
    ("notifications", notifications.export_of),
]
