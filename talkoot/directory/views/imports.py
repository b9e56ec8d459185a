"""The page on which operators bring in what others keep."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext, ngettext

from talkoot.directory.forms import ImportForm
from talkoot.directory.permissions import Permission, may
from talkoot.kernel.clock import now
from talkoot.kernel.imports import BadFile, Outcome, Problem, run_source
from talkoot.kernel.verdicts import require
from talkoot.ui.pages import Request, page, refusals_to

SHOWN = 100


def import_rows(request: Request) -> HttpResponse:
    """Try a file out, or import it, and show what came of it."""
    require(may(request.actor, Permission.IMPORT, at=now()))
    sources = import_string(settings.IMPORTS)
    form = ImportForm(request.POST or None, request.FILES or None, sources=sources)
    context: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        source = sources[form.cleaned_data["source"]]
        with refusals_to(form):
            try:
                run = form.run(origin=source.origin, by=request.actor, at=now())
                context = _done(run_source(source, form.upload, run), is_rehearsal=run.dry_run)
            except BadFile as bad:
                context = {"refused": bad.count, "problems": _told(bad.problems)}
    return page(request, "directory/import_rows.html", context, form=form)


def _done(outcome: Outcome, *, is_rehearsal: bool) -> dict[str, object]:
    told = {"problems": _told(outcome.set_aside), "noted": _told(outcome.noted)}
    return {"outcome": outcome, "is_rehearsal": is_rehearsal, **told}


def _told(problems: list[Problem]) -> list[tuple[Problem, str]]:
    return [(problem, problem.told(gettext, ngettext)) for problem in problems[:SHOWN]]
