"""What decisions show on pages of lower apps."""

from __future__ import annotations

from typing import Any

from talkoot.decisions import queries
from talkoot.kernel.clock import now
from talkoot.ui.pages import Request


def body(request: Request, subject: Any) -> tuple[str, dict[str, object]] | None:
    """Return the open decisions a body has put or votes in; nothing when there are none."""
    found = queries.of_body(subject.pk, now())
    return ("decisions/parts/of_body.html", {"decisions": found, "body": subject}) if found else None


def rulebook(request: Request, subject: Any) -> tuple[str, dict[str, object]]:
    """Return what was decided under a version of a rulebook, the latest first."""
    return "decisions/parts/under_rulebook.html", {"decisions": queries.under_rulebook(subject.pk)}
