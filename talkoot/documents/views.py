"""Pages of documents: reading them at any version, comparing two, and publishing the next."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from talkoot.documents import actions, queries, rules
from talkoot.documents.forms import FoundingForm, VersionForm
from talkoot.documents.permissions import Permission, may
from talkoot.kernel import paging
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.scopes.queries import language_choices
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first

TYPES = {"md": "text/markdown", "txt": "text/plain", "html": "text/html"}


def documents(request: Request) -> HttpResponse:
    """Show all documents by title, or those of one body."""
    body = queries.named_body(request.GET.get("body", "")[:200])
    found = queries.list_documents(paging.after(request.GET.get("after")), body)
    may_found = request.actor.is_known and may(request.actor, Permission.FOUND_DOCUMENT, body and body.pk, at=now())
    context = {"documents": found, "body": body, "may_found": may_found}
    return page(request, "documents/documents.html", context)


def document(request: Request, slug: str, number: str = "") -> HttpResponse:
    """Show a document as it is in force, or as it was in one version."""
    shown = queries.shown(slug, int(number or 0), day=now().date())
    may_publish = request.actor.is_known and may(request.actor, Permission.PUBLISH_VERSION, shown.document, at=now())
    context = {"shown": shown, "document": shown.document, "may_publish": may_publish}
    return page(request, "documents/document.html", context)


def clause(request: Request, slug: str, at: str, number: str = "") -> HttpResponse:
    """Show one clause with those under it, and what became of its words."""
    found = queries.get_clause(slug, int(number or 0), at, day=now().date())
    context = {"found": found, "shown": found.shown, "document": found.shown.document}
    return page(request, "documents/clause.html", context)


def clause_by_id(request: Request, slug: str, clause_id: str) -> HttpResponse:
    """Lead from a clause's id, which never changes, to where it stands today."""
    return redirect(queries.address_of(slug, int(clause_id), day=now().date()))


def versions(request: Request, slug: str) -> HttpResponse:
    """Show who published which version, when and why."""
    about = queries.get_document(slug)
    found = queries.list_versions(about, paging.after(request.GET.get("after")))
    return page(request, "documents/versions.html", {"document": about, "versions": found})


def compare(request: Request, slug: str) -> HttpResponse:
    """Show what changed between two versions: inline, or side by side."""
    newest = queries.get_document(slug).newest
    new = _number(request.GET.get("new"), newest)
    old = _number(request.GET.get("old"), max(1, new - 1))
    found = queries.compared(slug, old, new)
    is_beside = request.GET.get("view") == "side"
    choices = range(newest, max(0, newest - 200), -1)
    context = {"found": found, "document": found.document, "is_beside": is_beside, "choices": choices}
    return page(request, "documents/compare.html", context)


def download(request: Request, slug: str, number: str, kind: str) -> HttpResponse:
    """Give a version as a file: Markdown, plain text, or a page of its own."""
    shown = queries.shown(slug, int(number or 0), day=now().date())
    about, placed = shown.document, queries.placed_in(shown.version)
    match kind:
        case "md":
            text = rules.as_markdown(about.title, placed)
        case "txt":
            text = rules.as_plain(about.title, placed)
        case "html":
            return page(request, "documents/download.html", {"shown": shown, "document": about})
        case _:
            raise Http404
    answer = HttpResponse(text, content_type=f"{TYPES[kind]}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-{number}.{kind}"'
    return answer


def found_document(request: Request) -> HttpResponse:
    """Take a whole text in as a new document."""
    sign_in_first(request)
    require(may(request.actor, Permission.FOUND_DOCUMENT, at=now()))
    bodies = queries.list_bodies(request.actor, now())
    asked = queries.keeping_body(request.GET.get("body", ""), bodies)
    start = {"written": "markdown", "in_force_on": now().date(), "body_id": asked}
    form = FoundingForm(request.POST or None, initial=start, bodies=bodies, **_own(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            return redirect(actions.found_document(**form.cleaned_data, by=request.actor, at=now(), key=form.key))
    return page(request, "documents/found_document.html", form=form)


def publish_version(request: Request, slug: str) -> HttpResponse:
    """Take the next version of a document in, asking where it is not sure which clause is which."""
    about = queries.get_document(slug)
    sign_in_first(request)
    require(may(request.actor, Permission.PUBLISH_VERSION, about, at=now()))
    form = VersionForm(request.POST or None, initial=_as_it_is(slug, now().date()), **_own(request))
    if request.method == "POST" and form.is_valid():
        form.ask(queries.doubts_about(about, form.cleaned_data["source"], form.cleaned_data["written"]))
        if not form.errors:
            with refusals_to(form):
                return redirect(
                    actions.publish_version(about.pk, **form.intent, by=request.actor, at=now(), key=form.key)
                )
    return page(request, "documents/publish_version.html", {"document": about}, form=form)


def _as_it_is(slug: str, day: date) -> dict[str, Any]:
    about = queries.get_document(slug)
    newest = queries.shown(slug, about.newest, day=day)
    text = rules.as_markdown(about.title, queries.placed_in(newest.version))
    return {
        "source": text, "written": "markdown", "based_on": about.newest,
        "in_force_on": max(day, newest.version.in_force_on),
    }  # fmt: skip


def _number(text: str | None, otherwise: int) -> int:
    found = paging.after(text)
    return found if found and found < 1_000_000 else otherwise


def _own(request: Request) -> dict[str, Any]:
    return {"languages": language_choices(), "own": request.actor.languages}
