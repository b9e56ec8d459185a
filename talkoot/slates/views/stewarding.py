"""What stewards do: taking off, fixing the names, entering candidates from a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.kernel.imports import BadFile, Outcome, Problem, Rehearsed, Run, Upload
from talkoot.kernel.verdicts import require
from talkoot.slates import actions, queries
from talkoot.slates.forms import FileForm, FreezeForm, StrikeForm
from talkoot.slates.permissions import Permission, may
from talkoot.slates.views.nominating import candidate_for, spoken
from talkoot.slates.views.reading import frame
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first

SHOWN = 100


def strike_candidate(request: Request, ref: str, number: int) -> HttpResponse:
    """Take a candidate off, with a reason."""
    found, hats = candidate_for(request, ref, number, Permission.STRIKE_CANDIDATE)
    form = StrikeForm(request.POST or None, **spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.strike_candidate(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Taken off. The reason is public."))
            return redirect(found)
    return page(request, "slates/strike_candidate.html", frame(request, found, hats), form=form)


def freeze_slate(request: Request, ref: str) -> HttpResponse:
    """Fix the names on the ballot and draw their order."""
    slate = _slate_for(request, ref, Permission.FREEZE_SLATE)
    form = FreezeForm(request.POST or None, source=slate.seed_source)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            seed = form.cleaned_data.get("seed", "")
            actions.freeze_slate(slate.pk, seed=seed, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The names are fixed, and their order is drawn."))
            return redirect(slate)
    return page(request, "slates/freeze_slate.html", {"slate": slate}, form=form)


def import_candidates(request: Request, ref: str) -> HttpResponse:
    """Try a file of candidates out, or enter them, and show what came of it."""
    slate = _slate_for(request, ref, Permission.IMPORT_CANDIDATES)
    form = FileForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"slate": slate, "columns": queries.columns_of(slate)}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        run = Run(origin="", by=request.actor, at=now(), dry_run=form.cleaned_data["what"] != "do", partial=True)
        with refusals_to(form):
            context |= _done(slate.pk, Upload(file.name, file.read()), run)
    return page(
        request, "slates/import_candidates.html", context, form=form, status=422 if "refused" in context else 200
    )


def _done(slate_id: int, upload: Upload, run: Run) -> dict[str, object]:
    try:
        return _told(actions.import_candidates(slate_id, upload, run), is_rehearsal=False)
    except Rehearsed as rehearsed:
        return _told(rehearsed.outcome, is_rehearsal=True)
    except BadFile as bad:
        return {"refused": bad.count, "problems": _worded(bad.problems)}


def _told(outcome: Outcome, *, is_rehearsal: bool) -> dict[str, object]:
    counts = [changed.get("candidate", 0) for changed in (outcome.created, outcome.updated, outcome.unchanged)]
    return {"counts": counts, "is_rehearsal": is_rehearsal}


def _worded(problems: list[Problem]) -> list[tuple[Problem, str]]:
    return [(problem, problem.told(gettext, ngettext)) for problem in problems[:SHOWN]]


def _slate_for(request: Request, ref: str, permission: Permission) -> Any:
    sign_in_first(request)
    slate = queries.get_slate(ref)
    require(may(request.actor, permission, slate, at=now(), hats=hats_of(request.actor, now())))
    return slate
