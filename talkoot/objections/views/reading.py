"""One objection with everything that was done about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.objections import queries
from talkoot.objections.permissions import Permission, may, rights_of
from talkoot.objections.rules import StepKind, is_open
from talkoot.scopes.queries import language_choices
from talkoot.ui.pages import Request, page, sign_in_first


def objection(request: Request, ref: str) -> HttpResponse:
    """Show an objection, its trail, and what the reader may do about it."""
    at = now()
    found = queries.get_objection(ref)
    hats = hats_of(request.actor, at)
    about = found.round
    context = {
        "objection": found,
        "round": about,
        "trail": queries.trail_of(found),
        "rights": rights_of(request.actor, found, at=at, hats=hats),
        "is_open": is_open(about.closes_at, about.closed_at, at),
    }
    return page(request, "objections/objection.html", context)


def held(request: Request, ref: str, permission: Permission) -> Any:
    """Return an objection for somebody who may do ``permission`` about it."""
    sign_in_first(request)
    found = queries.get_objection(ref)
    require(may(request.actor, permission, found, at=now()))
    return found


def step(found: Any, kind: StepKind) -> dict[str, Any]:
    """Return what the page of a step shows: the objection, what was done last, and what stands in the way."""
    return {
        "objection": found,
        "recent": queries.trail_of(found).recent,
        "hindrance": queries.hindrance(found, kind, now()),
    }


def spoken(request: Request) -> dict[str, Any]:
    """Return what a form needs to ask for the language of a text."""
    return {"languages": language_choices(), "own": request.actor.languages}
