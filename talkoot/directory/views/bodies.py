"""Pages of bodies: finding them, one of them, setting up and changing them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from talkoot.directory import actions, queries
from talkoot.directory.forms import EditBodyForm, FoundBodyForm, MoveForm, StatusForm
from talkoot.directory.permissions import Permission, may
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.scopes.queries import ScopeOffer, facets_of, language_choices
from talkoot.ui.pages import Request, page, refusals_to

# What the buttons of a body's page lead to.
OFFERED = (
    Permission.EDIT_BODY,
    Permission.CHANGE_BODY_STATUS,
    Permission.MOVE_BODY,
    Permission.CREATE_ROLE,
    Permission.FOUND_BODY,
    Permission.GIVE_MANDATE,
)


def bodies(request: Request) -> HttpResponse:
    """Find bodies, of all kinds or of one."""
    text, kind = request.GET.get("q", "").strip()[:200], request.GET.get("kind", "")[:40]
    found = queries.find_bodies(text, kind=kind, viewer=request.actor, page_after=request.GET.get("after", ""))
    kinds = queries.kinds()
    context = {
        "text": text,
        "found": found,
        "kinds": kinds,
        "kind": next((k for k in kinds if k.key == kind), None),
        "may_found": may(request.actor, Permission.FOUND_BODY, at=now()),
    }
    return page(request, "directory/bodies.html", context)


def body(request: Request, slug: str) -> HttpResponse:
    """Show one body: what it is for, who holds what, where it stands, where to meet it."""
    shown = queries.body_page(slug, viewer=request.actor, at=now())
    verdicts = {p.value: may(request.actor, p, shown.body, at=now(), hats=shown.hats) for p in OFFERED}
    return page(request, "directory/body.html", {"shown": shown, "body": shown.body, "may": verdicts})


def found_body(request: Request) -> HttpResponse:
    """Set a body up, at the top or as part of another."""
    slug = request.GET.get("parent", "")
    parent = queries.get_body(slug, request.actor) if slug else None
    require(may(request.actor, Permission.FOUND_BODY, parent, at=now()))
    form = FoundBodyForm(request.POST or None, kinds=queries.kinds(), **_scope(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            parent_id = parent.pk if parent else None
            body = actions.found_body(**form.intent, parent_id=parent_id, by=request.actor, at=now(), key=form.key)
            return redirect(body)
    return page(request, "directory/found_body.html", {"parent": parent}, form=form)


def edit_body(request: Request, slug: str) -> HttpResponse:
    """Change what the page of a body says."""
    body = queries.get_body(slug, request.actor)
    require(may(request.actor, Permission.EDIT_BODY, body, at=now()))
    form = EditBodyForm(request.POST or None, initial=_as_it_is(body), **_scope(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            return redirect(actions.edit_body(body.pk, **form.intent, by=request.actor, at=now(), key=form.key))
    return page(request, "directory/edit_body.html", {"body": body}, form=form)


def change_body_status(request: Request, slug: str) -> HttpResponse:
    """Change a body's status, with a reason."""
    body = queries.get_body(slug, request.actor)
    require(may(request.actor, Permission.CHANGE_BODY_STATUS, body, at=now()))
    form = StatusForm(request.POST or None, now=body.status, **_languages(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            return redirect(
                actions.change_body_status(body.pk, **form.intent, by=request.actor, at=now(), key=form.key)
            )
    return page(request, "directory/change_body_status.html", {"body": body}, form=form)


def move_body(request: Request, slug: str) -> HttpResponse:
    """Make a body part of another, or of none."""
    body = queries.get_body(slug, request.actor)
    require(may(request.actor, Permission.MOVE_BODY, body, at=now()))
    initial = {"parent_id": body.parent.slug if body.parent else ""}
    form = MoveForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            return redirect(actions.move_body(body.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key))
    return page(request, "directory/move_body.html", {"body": body}, form=form)


def _as_it_is(body: Any) -> dict[str, Any]:
    facets = facets_of([body.scope_id])[body.scope_id]
    return {
        "name": body.name,
        "mission": body.mission,
        "language": body.language,
        "scope_topics": [*facets.topics],
        "scope_territories": [*facets.territories],
        "scope_languages": [*facets.languages],
        **queries.particulars_of(body.pk),
    }


def _languages(request: Request) -> dict[str, Any]:
    return {"languages": language_choices(get_language() or ""), "own": request.actor.languages}


def _scope(request: Request) -> dict[str, Any]:
    offer = ScopeOffer(own=request.actor.languages)
    return {"offer": offer, "languages": offer.languages, "own": request.actor.languages}
