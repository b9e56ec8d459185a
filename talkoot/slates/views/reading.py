"""The slates, one slate with its names, one candidate with all it said and was asked."""

from __future__ import annotations

import csv
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import get_language

from talkoot.directory.queries import Hats, hats_of
from talkoot.kernel.clock import now
from talkoot.scopes.queries import language_names
from talkoot.slates import queries
from talkoot.slates.permissions import rights_on_candidate, rights_on_slate
from talkoot.ui.pages import Request, page

TEXT_MAX = 200


def slates(request: Request) -> HttpResponse:
    """List the elections that people, bodies or projects stand in, the newest first."""
    at = now()
    rows = queries.list_slates(at=at, after_key=request.GET.get("after", ""))
    context = {"rows": rows, "waiting": queries.waiting_for(request.actor, at)}
    return page(request, "slates/slates.html", context)


def slate(request: Request, ref: str) -> HttpResponse:
    """Show who stands; names can be searched, and filtered by what was asked of them."""
    at = now()
    found = queries.get_slate(ref)
    hats = hats_of(request.actor, at)
    text = request.GET.get("q", "").strip()[:TEXT_MAX]
    wanted = {one.key: value for one in found.asked if (value := request.GET.get(one.key, ""))}
    place = request.GET.get("after", "")
    tally = queries.tally_of(found, viewer=request.actor, hats=hats, text=text, wanted=wanted, after_key=place)
    context = {
        "slate": found,
        "tally": tally,
        "text": text,
        "wanted": wanted,
        "filters": [(key, label, values, wanted.get(key, "")) for key, label, values in tally.choices],
        "rights": rights_on_slate(request.actor, found, at=at, hats=hats),
        "query": _query(request),
    }
    return page(request, "slates/slate.html", {**context, **_stage(found, at)})


def candidate(request: Request, ref: str, number: int) -> HttpResponse:
    """Show one candidate: the statement in a language the reader knows, questions and answers."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_candidate(ref, number, viewer=request.actor, hats=hats)
    said, tags = queries.statement_of(found, languages_of(request), chosen=request.GET.get("in", ""))
    names = language_names(tags)
    context = {
        "statement": said,
        "tongues": [(tag, names.get(tag, (tag, ""))[0]) for tag in tags],
        "asked": [(one.label, found.attributes[one.key]) for one in found.slate.asked if found.attributes.get(one.key)],
        "questions": queries.list_questions(found, after=request.GET.get("after", "")),
        "is_closed": at >= found.slate.closes_at,
    }
    return page(request, "slates/candidate.html", {**context, **frame(request, found, hats)})


def versions(request: Request, ref: str, number: int, language: str) -> HttpResponse:
    """Show every version of a statement in one language."""
    hats = hats_of(request.actor, now())
    found = queries.get_candidate(ref, number, viewer=request.actor, hats=hats)
    rows = queries.list_versions(found, language)
    if not rows:
        raise Http404
    return page(request, "slates/versions.html", {"rows": rows, **frame(request, found, hats)})


def candidates_csv(request: Request, ref: str) -> HttpResponse:
    """Give the candidates as `recount` reads them."""
    found = queries.get_slate(ref)
    keys = [one.key for one in found.asked]
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="candidates-{found.public_id}.csv"'
    lines = csv.writer(answer, lineterminator="\n")
    lines.writerow(["name", "status", *keys])
    for one in queries.field(found.matter):
        lines.writerow([one.name, one.status, *(one.attributes.get(key, "") for key in keys)])
    return answer


def frame(request: Request, found: Any, hats: Hats) -> dict[str, Any]:
    """Return what every page of a candidate shows: who it is, of which slate, and what the reader may do."""
    rights = rights_on_candidate(request.actor, found, at=now(), hats=hats)
    return {"candidate": found, "slate": found.slate, "rights": rights}


def languages_of(request: Request) -> list[str]:
    """Return the languages a reader wants texts in: those they listed, else that of the page."""
    own, here = list(request.actor.languages), get_language() or "en"
    return [*own, here] if request.actor.is_known else [here, *own]


def _stage(slate: Any, at: datetime) -> dict[str, bool]:
    return {
        "takes_nominations": slate.takes_nominations_at(at),
        "is_early": at < slate.opens_at,
        "is_closed": at >= slate.closes_at,
    }


def _query(request: Request) -> str:
    """Return the filters of the address without its place, to go on with."""
    kept = request.GET.copy()
    kept.pop("after", None)
    return kept.urlencode()
