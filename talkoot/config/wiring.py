"""When this fact is announced, who is told. The relay makes each happen once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from talkoot.accounts.events import AccountErased
from talkoot.kernel.events import Event
from talkoot.notifications import reactions as notifications

# A reaction takes the fact and the time at which it is told: ``def decision_final(event, *, at)``.
Reaction = Callable[..., None]

WIRING: list[tuple[type[Event], list[Callable[..., Any]]]] = [
    (AccountErased, [notifications.account_erased]),
]
