"""What duties show on pages of lower apps."""

from __future__ import annotations

from typing import Any

from talkoot.duties import queries
from talkoot.duties.permissions import Permission, may
from talkoot.kernel.clock import now
from talkoot.ui.pages import Request

SHOWN = 8


def body(request: Request, shown: Any) -> tuple[str, dict[str, object]] | None:
    """Return what the body of a page and its roles are responsible for, newest first."""
    at, body = now(), shown.body
    duties = queries.held_by(body.pk, at=at, limit=SHOWN + 1)
    may_assign = request.actor.is_known and may(request.actor, Permission.ASSIGN_DUTY, body.pk, at=at, hats=shown.hats)
    lines = [{"duty": duty, "word": queries.letter_words(duty.letter)} for duty in duties[:SHOWN]]
    context = {"body": body, "lines": lines, "has_more": len(duties) > SHOWN, "may_assign": may_assign}
    return "duties/panels/body.html", context


def topic(request: Request, topic: Any) -> tuple[str, dict[str, object]] | None:
    """Return who has a duty about a topic or what contains it; nothing where nobody has."""
    lines = queries.about_topic(topic.pk, at=now(), limit=SHOWN)
    return ("duties/panels/topic.html", {"lines": lines}) if lines else None
