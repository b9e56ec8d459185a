"""Rulebooks: a list, one version read back and drawn, its TOML, and the schema."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from talkoot.kernel.clock import now
from talkoot.rulebooks import queries, rules
from talkoot.rulebooks.permissions import Permission, may
from talkoot.rulebooks.views.keeping import keepers
from talkoot.ui.pages import Request, page


def rulebooks(request: Request) -> HttpResponse:
    """List rulebooks in their latest version."""
    rows = queries.list_rulebooks(after=request.GET.get("after", ""))
    return page(request, "rulebooks/rulebooks.html", {"rows": rows, "may_publish": bool(keepers(request))})


def rulebook(request: Request, slug: str, version: int) -> HttpResponse:
    """Show one version: its rules as sentences and as TOML."""
    found = queries.get_rulebook(slug, version)
    right = may(request.actor, Permission.PUBLISH_RULEBOOK, found.body_id, at=now())
    return page(request, "rulebooks/rulebook.html", {"shown": queries.rulebook_view(found), "may_publish": right})


def latest_rulebook(request: Request, slug: str) -> HttpResponse:
    """Lead to the latest version."""
    found = queries.latest_rulebook(slug)
    if found is None:
        raise Http404
    return redirect(found)


def rulebook_source(request: Request, slug: str, version: int) -> HttpResponse:
    """Give the TOML of one version."""
    found = queries.get_rulebook(slug, version)
    name = f"{found.slug}-{found.version}.toml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(found.source, content_type="application/toml; charset=utf-8", headers=headers)


def rulebook_schema(request: Request, version: int = 1) -> HttpResponse:
    """Give the JSON Schema of rulebooks of format 1, or of format 2."""
    return HttpResponse(rules.schema(version), content_type="application/schema+json")
