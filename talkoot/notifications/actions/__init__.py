"""Telling people, marking what they read, muting what they do not want, and moving mail along."""

from __future__ import annotations

from talkoot.notifications.actions.mailing import (
    Claim,
    claim_mailing,
    forget_old_mailings,
    give_up_lost,
    note_failed,
    note_sent,
)
from talkoot.notifications.actions.reading import (
    choose_channels,
    forget_reader,
    mute_matter,
    read_everything,
    read_notice,
    unmute_matter,
)
from talkoot.notifications.actions.telling import tell, why

__all__ = [
    "Claim",
    "choose_channels",
    "claim_mailing",
    "forget_old_mailings",
    "forget_reader",
    "give_up_lost",
    "mute_matter",
    "note_failed",
    "note_sent",
    "read_everything",
    "read_notice",
    "tell",
    "unmute_matter",
    "why",
]
