"""What the radar shows on pages of lower apps."""

from __future__ import annotations

from typing import Any

from talkoot.kernel.clock import now
from talkoot.radar import queries
from talkoot.ui.pages import Request

SHOWN = 5


def body(request: Request, shown: Any) -> tuple[str, dict[str, object]] | None:
    """Return what is up to the body of a page to settle; nothing where nothing is. One query."""
    found = queries.of_body(shown.body.pk, at=now(), limit=SHOWN + 1)
    context = {"body": shown.body, "findings": found[:SHOWN], "has_more": len(found) > SHOWN}
    return ("radar/panels/body.html", context) if found else None


def matter(request: Request, shown: Any) -> tuple[str, dict[str, object]] | None:
    """Return what is open in the matter of a page; nothing where nothing is. One query."""
    found = queries.of_matter(shown.matter.pk, at=now())
    return ("radar/panels/matter.html", {"findings": found}) if found else None
