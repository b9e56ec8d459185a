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
    lines = [
        {"duty": duty, "word": queries.letter_words(duty.letter), "is_changed": queries.is_changed(duty)}
        for duty in duties[:SHOWN]
    ]
    context = {"body": body, "lines": lines, "has_more": len(duties) > SHOWN, "may_assign": may_assign}
    return "duties/panels/body.html", context


def clause(request: Request, found: Any) -> tuple[str, dict[str, object]]:
    """Return who has a duty that rests on the clause of a page, and where one is recorded."""
    at, clause_id = now(), found.clause.clause_id
    lines = queries.resting_on(clause_id, at=at, limit=SHOWN)
    binds = found.shown.is_in_force and request.actor.is_known
    may_assign = binds and may(request.actor, Permission.ASSIGN_DUTY, at=at)
    return "duties/panels/clause.html", {"clause_id": clause_id, "lines": lines, "may_assign": may_assign}


def document(request: Request, shown: Any) -> tuple[str, dict[str, object]]:
    """Return where the duties that rest on a document stand on the map; it costs no query."""
    return "duties/panels/document.html", {"document": shown.document}


def topic(request: Request, topic: Any) -> tuple[str, dict[str, object]] | None:
    """Return who has a duty about a topic or what contains it; nothing where nobody has."""
    lines = queries.about_topic(topic.pk, at=now(), limit=SHOWN)
    return ("duties/panels/topic.html", {"lines": lines}) if lines else None
