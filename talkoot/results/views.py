"""How a count went, what lay in a box, and the records anyone may take home and count again."""

from __future__ import annotations

import json
from tempfile import TemporaryFile

from django.http import FileResponse, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from talkoot.decisions.queries import chamber_name, get_chamber, get_decision
from talkoot.kernel.clock import now
from talkoot.results import queries
from talkoot.results.forms import CodeForm
from talkoot.ui.pages import Request, page


def rounds(request: Request, ref: str, key: str) -> HttpResponse:
    """Show how the count of a chamber that elected went, round by round."""
    found = get_decision(ref, request.actor, now())
    start = request.GET.get("from", "")
    shown = queries.rounds_of(found, key, int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1)
    context = {"decision": found, "name": chamber_name(found, key), "shown": shown, "key": key}
    return page(request, "results/rounds.html", context)


@sensitive_post_parameters("code")
@never_cache
def unsealed(request: Request, ref: str, key: str) -> HttpResponse:
    """Show what lay in a secret chamber's box. A receipt code is posted, so that no log or address has it."""
    found = get_decision(ref, request.actor, now())
    chamber = get_chamber(found, key)
    shown = queries.list_unsealed(found, chamber, after=request.GET.get("after", ""))
    form = CodeForm(request.POST or None)
    asked = request.method == "POST" and form.is_valid()
    mine = queries.find_row(found, chamber, form.cleaned_data["code"]) if asked else None
    context = {"decision": found, "shown": shown, "is_asked": asked, "mine": mine, "key": key}
    return page(request, "results/unsealed.html", context, form=form)


def evidence(request: Request, ref: str) -> HttpResponse:
    """Give the public evidence of a counted decision, for ``recount count``."""
    found = get_decision(ref, request.actor, now())
    text = json.dumps(queries.evidence_of(found), ensure_ascii=False, indent=1)
    return _file(text, "application/json", f"{found.public_id}.json")


def bundle(request: Request, ref: str) -> FileResponse:
    """Give the evidence bundle of a counted decision, for ``recount verify``."""
    from talkoot.results.queries.bundles import bundle_of  # noqa: PLC0415  # what writes zips is loaded when asked for

    found = get_decision(ref, request.actor, now())
    file = TemporaryFile()  # noqa: SIM115 - the response closes it when it is sent
    bundle_of(found, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{found.public_id}.zip", content_type="application/zip")


def tallies(request: Request, ref: str) -> HttpResponse:
    """Give the counts of each chamber as CSV."""
    found = get_decision(ref, request.actor, now())
    return _file(queries.tallies_csv(found), "text/csv; charset=utf-8", f"{found.public_id}.csv")


def _file(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
