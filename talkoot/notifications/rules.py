"""When notices fold together, when mail is tried again, and how a mailing moves from state to state."""

from __future__ import annotations

from enum import StrEnum


class EmailChoice(StrEnum):
    """Whether notices go out by e-mail as well."""

    OFF = "off"
    AT_ONCE = "at_once"


class MailingState(StrEnum):
    """Where one e-mail stands.

    ``pending`` waits for its time; ``sending`` is claimed and committed before the mail server is spoken to;
    ``sent`` the server took it; ``parked`` the server refused too often; ``unsure`` the worker died between
    claiming and noting the answer, so nobody knows, and a second copy is never risked; ``dropped`` it was no
    longer wanted (read, muted, switched off, address removed) when its time came.
    """

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    PARKED = "parked"
    UNSURE = "unsure"
    DROPPED = "dropped"
