"""One objection with everything that was done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.objections import queries
from talkoot.objections.permissions import Permission, may, rights_of
from talkoot.objections.rules import StepKind, is_open
from talkoot.scopes.queries import language_choices
from talkoot.ui.forms import Form
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


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


def done(
    request: Request, found: Any, kind: StepKind, form: Form, verb: Callable[..., Any], *, told: str
) -> HttpResponse:
    """Do ``verb`` with what was sent, say what came of it and go back to the objection; before that, show the form.

    The form's page is called like the verb. It shows what was done last, and what stands in the way of this step.
    """
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            verb(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, told)
            return redirect(found)
    context = {
        "objection": found,
        "recent": queries.trail_of(found).recent,
        "hindrance": queries.hindrance(found, kind, now()),
    }
    return page(request, f"objections/{verb.__name__}.html", context, form=form)


def spoken(request: Request) -> dict[str, Any]:
    """Return what a form needs to ask for the language of a text."""
    return {"languages": language_choices(), "own": request.actor.languages}
