"""What the portal shows on pages of lower apps."""

from __future__ import annotations

from typing import Any

from talkoot.portal import queries
from talkoot.ui.pages import Request

LATEST = 5


def history(request: Request, subject: Any) -> tuple[str, dict[str, object]]:
    """Show the latest of what happened to a page's subject, by its ref."""
    story = queries.history_story(subject.ref, viewer=request.actor, size=LATEST)
    return "portal/parts/history.html", {"story": story, "ref": subject.ref}
