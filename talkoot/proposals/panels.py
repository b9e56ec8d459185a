"""What proposals show on pages of lower apps."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from talkoot.consultations import queries as consultations
from talkoot.kernel.clock import now
from talkoot.kernel.ids import public_id
from talkoot.kernel.refs import split
from talkoot.proposals import queries
from talkoot.ui.pages import Request

type Panel = tuple[str, dict[str, object]] | None


def body(request: Request, body: Any) -> Panel:
    """Return the open proposals a body is responsible for or put forward; nothing where there are none."""
    found = queries.of_body(body.pk, at=now())
    return ("proposals/panels/body.html", {"body": body, "found": found}) if found else None


def topic(request: Request, topic: Any) -> Panel:
    """Return the newest proposals about a topic; nothing where there are none."""
    found = queries.on_topic(topic.pk, at=now())
    return ("proposals/panels/topic.html", {"topic": topic, "found": found}) if found else None


def person(request: Request, person: Any) -> Panel:
    """Return the newest proposals a person wrote; nothing where there are none."""
    found = queries.by_person(person.pk, at=now())
    return ("proposals/panels/person.html", {"found": found}) if found else None


def consultation(request: Request, consultation: Any) -> Panel:
    """Return the proposal a consultation belongs to."""
    return _origin(queries.origin_of(consultation_id=consultation.pk))


def decision(request: Request, decision: Any) -> Panel:
    """Return the proposal a decision belongs to."""
    return _origin(queries.origin_of(decision_id=decision.pk))


def ground(request: Request, decision: Any) -> Panel:
    """Return the consultation a decision rests on; nothing where it rests on none."""
    kind, key = split(decision.rests_on)
    found = consultations.labels([int(key)], viewer=request.actor) if kind == "consultation" else {}
    asked = found.get(int(key)) if found else None
    return ("proposals/panels/ground.html", {"asked": asked, "number": public_id("C", int(key))}) if asked else None


def commitment(request: Request, commitment: Any) -> Panel:
    """Return the proposal a promise was made for."""
    kind, key = split(commitment.matter)
    return _origin(queries.origin(int(key))) if kind == "proposal" and key.isdigit() else None


def finding(request: Request, shown: Any) -> Panel:
    """Return the way to a proposal that begins with what the radar found, while that is open."""
    if shown.finding.ended_at is not None:
        return None
    about = shown.finding.matter or shown.finding.role or shown.finding.holder or shown.finding.person
    begun = {"title": f"{shown.word}: {about}"[:200], "problem": shown.plain}
    return "proposals/panels/finding.html", {"begun": urlencode(begun)}


def _origin(found: queries.Origin | None) -> Panel:
    return ("proposals/panels/origin.html", {"origin": found}) if found is not None else None
