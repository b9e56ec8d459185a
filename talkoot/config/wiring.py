"""When this fact is announced, who is told. The relay makes each happen once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from talkoot.accounts.events import AccountErased, AccountOpened
from talkoot.consultations import notices as consultations
from talkoot.consultations.events import (
    ConsultationOpened,
    DeadlineExtended,
    DeadlineNear,
    InputDisposed,
    PartyInvited,
)
from talkoot.directory import reactions as directory
from talkoot.kernel.events import Event
from talkoot.notifications import reactions as notifications

# A reaction takes the fact and the time at which it is told: ``def decision_final(event, *, at)``.
Reaction = Callable[..., None]

WIRING: list[tuple[type[Event], list[Callable[..., Any]]]] = [
    (AccountOpened, [directory.account_opened]),
    (AccountErased, [notifications.account_erased, directory.account_erased]),
    (ConsultationOpened, [consultations.consultation_opened]),
    (PartyInvited, [consultations.party_invited]),
    (DeadlineNear, [consultations.deadline_near]),
    (DeadlineExtended, [consultations.deadline_extended]),
    (InputDisposed, [consultations.input_disposed]),
]
