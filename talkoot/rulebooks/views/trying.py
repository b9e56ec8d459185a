"""Trying a published rulebook: with invented figures, and in a rehearsal of every edge."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from talkoot.rulebooks import queries
from talkoot.rulebooks.forms import RehearsalForm, TrialForm
from talkoot.ui.pages import Request, page, sign_in_first


def trial(request: Request, slug: str, version: int) -> HttpResponse:
    """Show what invented figures come to under the rules, and under other readings of neutral."""
    found = queries.get_rulebook(slug, version)
    shown = queries.rulebook_view(found)
    if not shown.is_of_yes_and_no:
        raise Http404
    form = TrialForm(request.GET or None, chambers=shown.back.chambers)
    readings = queries.readings_view(found, form.counts) if form.is_valid() else []
    outcomes, passed = {r.is_adopted for r in readings}, {r.passed for r in readings}
    differs = "outcome" if len(outcomes) > 1 else "chamber" if len(passed) > 1 else ""
    context = {"shown": shown, "trial": form, "readings": readings, "differs": differs}
    return page(request, "rulebooks/trial.html", context)


def rehearsal(request: Request, slug: str, version: int) -> HttpResponse:
    """Rehearse a version with 100 voters a chamber; who is signed in may say how many, and who stands."""
    shown = queries.rulebook_view(queries.get_rulebook(slug, version))
    if request.method == "POST":
        sign_in_first(request)
    form = RehearsalForm(request.POST or None, chambers=shown.back.chambers)
    cast = (form.cleaned_data["candidates"], form.eligible) if form.is_valid() else (None, None)
    found = None if form.errors else queries.rehearsal_of(shown.rules, *cast)
    return page(request, "rulebooks/rehearsal.html", {"shown": shown, "rehearsal": found}, form=form)
