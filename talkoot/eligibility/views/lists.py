"""Lists: all of them, one with who stands on it, and what its keepers do."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from talkoot.directory.queries import hats_of
from talkoot.eligibility import actions, queries
from talkoot.eligibility.forms import BodyEntryForm, EndEntryForm, EntriesForm, ListForm, PersonEntryForm
from talkoot.eligibility.permissions import Permission, may
from talkoot.eligibility.rules import Voters
from talkoot.eligibility.views.bodies import spoken, tended, tended_or_denied
from talkoot.kernel.clock import now
from talkoot.kernel.imports import BadFile, Source, run_source
from talkoot.kernel.verdicts import require
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first

SHOWN = 100


def lists(request: Request) -> HttpResponse:
    """Show which lists there are, who keeps each and what for."""
    rows = queries.list_lists(viewer=request.actor, page_after=request.GET.get("after", ""))
    return page(request, "eligibility/lists.html", {"rows": rows, "may_make": bool(tended(request))})


def named_list(request: Request, slug: str) -> HttpResponse:
    """Show one list, and who stands on it to whom may know."""
    at = now()
    row = queries.get_list(slug, request.actor)
    hats = hats_of(request.actor, at)
    may_read = may(request.actor, Permission.READ_ENTRIES, row.list, at=at, hats=hats)
    context = {
        "row": row,
        "may_read": may_read,
        "may_keep": may(request.actor, Permission.ADD_ENTRY, row.list, at=at, hats=hats),
        "entries": queries.entries_of(row.list, page_after=request.GET.get("after", "")) if may_read else None,
    }
    return page(request, "eligibility/named_list.html", context)


def make_list(request: Request) -> HttpResponse:
    """Start a list that a body keeps."""
    sign_in_first(request)
    form = ListForm(request.POST or None, bodies=tended_or_denied(request), **spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            made = actions.make_list(**form.intent, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The list is there, and empty."))
            return redirect(made)
    return page(request, "eligibility/make_list.html", form=form)


def add_entry(request: Request, slug: str) -> HttpResponse:
    """Put somebody on a list."""
    kept = queries.get_list(slug, request.actor).list
    require(may(request.actor, Permission.ADD_ENTRY, kept, at=now()))
    kind = PersonEntryForm if kept.holds == Voters.PERSONS else BodyEntryForm
    form = kind(request.POST or None, **spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.add_entry(kept.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The entry stands on the list."))
            return redirect(kept)
    return page(request, "eligibility/add_entry.html", {"list": kept}, form=form)


def end_entry(request: Request, slug: str, entry: int) -> HttpResponse:
    """Take somebody off a list."""
    kept = queries.get_list(slug, request.actor).list
    require(may(request.actor, Permission.END_ENTRY, kept, at=now()))
    row = queries.get_entry(kept, entry)
    form = EndEntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.end_entry(row.id, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The entry was taken off the list."))
            return redirect(kept)
    return page(request, "eligibility/end_entry.html", {"list": kept, "row": row}, form=form)


def import_entries(request: Request, slug: str) -> HttpResponse:
    """Try a file of entries out, or bring it in, and show what came of it."""
    kept = queries.get_list(slug, request.actor).list
    require(may(request.actor, Permission.IMPORT_ENTRIES, kept, at=now()))
    form = EntriesForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"list": kept}
    if request.method == "POST" and form.is_valid():
        source = Source("list-entries", lambda upload, run: actions.import_entries_of(kept.slug, upload, run))
        run = form.run(by=request.actor, at=now())
        try:
            outcome = run_source(source, form.upload, run)
            context |= {"outcome": outcome, "is_rehearsal": run.dry_run, "problems": _told(outcome.set_aside)}
        except BadFile as bad:
            context |= {"refused": bad.count, "problems": _told(bad.problems)}
    return page(request, "eligibility/import_entries.html", context, form=form)


def _told(problems: list[Any]) -> list[tuple[Any, str]]:
    # One function for both: the sentences of files are marked where they stand.
    return [(problem, problem.told(_, ngettext)) for problem in problems[:SHOWN]]
