"""Pages to read: the list, one proposal, its supports, its history, what changed between two versions."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from talkoot.kernel.clock import now
from talkoot.proposals import queries
from talkoot.proposals.forms import SORTS, STAGES, SupportForm, VersionsForm, filters_of
from talkoot.proposals.permissions import Permission
from talkoot.proposals.views.steps import next_steps, verdicts
from talkoot.scopes.queries import language_choices, language_names, topic_choices, topic_names
from talkoot.ui.pages import Request, page


def proposals(request: Request) -> HttpResponse:
    """Show the list of proposals."""
    filters = filters_of(request.GET)
    after = request.GET.get("after", "")
    found = queries.list_proposals(filters, viewer=request.actor, at=now(), after=after)
    context = {
        "found": found,
        "filters": filters,
        "chips": _chips(filters) if filters.is_narrowed else [],
        "next": urlencode({**filters.parameters, "after": found.after}) if found.after else "",
        "is_first": not after,
    }
    return page(request, "proposals/proposals.html", context)


def filters(request: Request) -> HttpResponse:
    """Show everything a list can be narrowed by; the form leads back to the list."""
    language = request.LANGUAGE_CODE
    context = {
        "filters": filters_of(request.GET),
        "stages": STAGES,
        "sorts": SORTS,
        "topics": topic_choices(language),
        "bodies": queries.bodies_with_proposals(),
        "languages": language_choices(language),
    }
    return page(request, "proposals/filters.html", context)


def proposal(request: Request, ref: str) -> HttpResponse:
    """Show one proposal."""
    at = now()
    shown = queries.get_page(ref, viewer=request.actor, at=at)
    may = verdicts(request.actor, shown.proposal, at, shown.hats)
    context = {
        "shown": shown,
        "proposal": shown.proposal,
        "text": shown.text,
        "standing": shown.standing,
        "may": may,
        "steps": next_steps(shown),
    }
    return page(request, "proposals/proposal.html", context)


def supports(request: Request, ref: str, form: SupportForm | None = None) -> HttpResponse:
    """Show who supports a proposal and why, with the form to join them, or to say why one does."""
    text, standing = queries.get_text(ref, request.actor)
    rows = queries.list_supports(text.proposal, after=request.GET.get("after", ""))
    may = verdicts(request.actor, text.proposal, now())
    if form is None and may[Permission.SUPPORT_PROPOSAL]:
        languages = language_choices(request.LANGUAGE_CODE)
        form = SupportForm(request.POST or None, languages=languages, own=request.actor.languages)
    context = {"proposal": text.proposal, "standing": standing, "rows": rows, "may": may}
    return page(request, "proposals/supports.html", context, form=form)


def history(request: Request, ref: str) -> HttpResponse:
    """Show the way of a proposal so far and the versions of its text."""
    found = queries.get_proposal(ref, request.actor)
    versions = queries.list_versions(found, after=request.GET.get("after", ""))
    records = queries.stage_records(found)
    form = VersionsForm(initial={"old": max(found.version - 1, 1), "new": found.version})
    context = {"proposal": found, "versions": versions, "records": records, "form": form}
    context["process"] = queries.process_of(found)
    return page(request, "proposals/history.html", context)


def version(request: Request, ref: str, number: int) -> HttpResponse:
    """Show the text as it was in one version."""
    found = queries.get_proposal(ref, request.actor)
    return page(request, "proposals/version.html", {"proposal": found, "text": queries.get_version(found, number)})


def difference(request: Request, ref: str) -> HttpResponse:
    """Show what changed between two versions, the last two when none are named."""
    found = queries.get_proposal(ref, request.actor)
    form = VersionsForm(request.GET if "old" in request.GET else None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    old = queries.get_version(found, chosen.get("old") or max(found.version - 1, 1))
    new = queries.get_version(found, chosen.get("new") or found.version)
    form = VersionsForm(initial={"old": old.number, "new": new.number})
    return page(request, "proposals/difference.html", {"proposal": found, "old": old, "new": new, "form": form})


def _chips(filters: queries.Filters) -> list[tuple[str, str]]:
    """Return what narrows the list, in words, each with the address without it."""
    words = {"q": filters.text, "stage": str(dict(STAGES).get(filters.stage, "")) if filters.stage else ""}
    if filters.topic is not None:
        words["topic"] = topic_names([filters.topic]).get(filters.topic, "")
    if filters.language:
        words["language"] = language_names([filters.language]).get(filters.language, (filters.language, ""))[0]
    if filters.body:
        words["body"] = queries.body_name(filters.body) or filters.body
    here = reverse("proposals:proposals")
    return [
        (text, f"{here}?{urlencode({k: v for k, v in filters.parameters.items() if k != name})}")
        for name, text in words.items()
        if text
    ]
