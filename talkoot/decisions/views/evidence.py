"""Records anyone may take home and count again."""

from __future__ import annotations

import json
from tempfile import TemporaryFile

from django.http import FileResponse, HttpResponse

from talkoot.decisions import queries
from talkoot.kernel.clock import now
from talkoot.ui.pages import Request


def evidence(request: Request, ref: str) -> HttpResponse:
    """Give the public evidence of a counted decision, for ``recount count``."""
    found = queries.get_decision(ref, request.actor, now())
    text = json.dumps(queries.evidence_of(found), ensure_ascii=False, indent=1)
    return _file(text, "application/json", f"{found.public_id}.json")


def bundle(request: Request, ref: str) -> FileResponse:
    """Give the evidence bundle of a counted decision, for ``recount verify``."""
    from talkoot.decisions.queries.bundles import bundle_of  # noqa: PLC0415  # what writes zips is loaded when asked for

    found = queries.get_decision(ref, request.actor, now())
    file = TemporaryFile()  # noqa: SIM115 - the response closes it when it is sent
    bundle_of(found, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{found.public_id}.zip", content_type="application/zip")


def tallies(request: Request, ref: str) -> HttpResponse:
    """Give the counts of each chamber as CSV."""
    found = queries.get_decision(ref, request.actor, now())
    return _file(queries.tallies_csv(found), "text/csv; charset=utf-8", f"{found.public_id}.csv")


def _file(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
