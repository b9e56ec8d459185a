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


def on_map(request: Request, shown: Any) -> tuple[str, dict[str, object]] | None:
    """Return the way from the map to the radar; it costs no query."""
    return "radar/panels/map.html", {}


def hand_overs(request: Request, shown: Any) -> tuple[str, dict[str, object]] | None:
    """Return what was left open in the body of a page and nobody took over; nothing where all is. One query."""
    waiting = queries.waiting_in_body(shown.body.pk)
    return ("radar/panels/hand_overs.html", {"waiting": waiting}) if waiting else None


def person(request: Request, person: Any) -> tuple[str, dict[str, object]] | None:
    """Return what waits for a person in the roles they hold; nothing where nothing does. One query."""
    waiting = queries.waiting_for_person(person.pk, now())
    return ("radar/panels/hand_overs.html", {"waiting": waiting}) if waiting else None
