"""When notices fold together, when mail is tried again, and how a mailing moves from state to state."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

WINDOW = timedelta(minutes=10)
MORE_KEPT = 10
LONGEST_SUBJECT = 250

LEASE = timedelta(minutes=5)
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 8
MAILINGS_KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, in their own ``language`` (a BCP 47 tag); ``html`` is the same, safe, as it was rendered."""

    text: str
    language: str
    html: str


class EmailChoice(StrEnum):
    """Whether notices go out by e-mail as well."""

    OFF = "off"
    AT_ONCE = "at_once"


class MailingState(StrEnum):
    """Where one e-mail stands.

    ``pending`` waits for its time; ``sending`` is claimed and committed before the mail server is spoken to;
    ``sent`` the server took it; ``parked`` the server refused for good or too often; ``unsure`` the worker died
    between claiming and noting the answer, so nobody knows, and a second copy is never risked; ``dropped`` it was
    no longer wanted (read, muted, switched off, no address) when its time came.
    """

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    PARKED = "parked"
    UNSURE = "unsure"
    DROPPED = "dropped"


STEPS: dict[MailingState, frozenset[MailingState]] = {
    MailingState.PENDING: frozenset({MailingState.SENDING, MailingState.DROPPED}),
    MailingState.SENDING: frozenset(
        {MailingState.SENT, MailingState.PENDING, MailingState.PARKED, MailingState.UNSURE, MailingState.DROPPED}
    ),
    MailingState.SENT: frozenset(),
    MailingState.PARKED: frozenset(),
    MailingState.UNSURE: frozenset(),
    MailingState.DROPPED: frozenset(),
}


def may_step(before: MailingState, after: MailingState) -> bool:
    """Tell whether a mailing may go from one state to another."""
    return after in STEPS[before]


def folds(latest: datetime, at: datetime, *, window: timedelta = WINDOW) -> bool:
    """Tell whether news at ``at`` joins the notice of ``latest`` about the same matter to the same reader."""
    return at < latest + window


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after the given number of failures: 1, 2, 4… minutes, at most 6 hours."""
    doublings = min(max(attempts, 1) - 1, 20)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def line_of(text: str, *, longest: int = LONGEST_SUBJECT) -> str:
    """Return ``text`` as one line fit for a mail header, without control characters, cut with an ellipsis."""
    plain = "".join(" " if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} else c for c in text)
    line = " ".join(plain.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def parted(rendered: str) -> tuple[str, str]:
    """Return subject and body of a rendered notice: the first line, and what stands after it."""
    subject, _, body = rendered.strip().partition("\n")
    return line_of(subject), body.strip()


def is_own_address(url: str) -> bool:
    """Tell whether ``url`` is a path of this site and nothing else a browser could be led to."""
    return (
        url.startswith("/")
        and not url.startswith("//")
        and "\\" not in url
        and len(url) <= 490
        and url.isprintable()
        and " " not in url
    )
