"""Lists, one consultation, its inputs and parties, and receipts."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from talkoot.consultations import queries
from talkoot.consultations.forms import ReceiptForm
from talkoot.consultations.permissions import CONVENING, rights_of
from talkoot.consultations.rules import Status
from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.ui.pages import Request, page


def consultations(request: Request) -> HttpResponse:
    """List what is asked now, or what was; in all languages or the reader's."""
    status = Status.CLOSED if request.GET.get("tab") == Status.CLOSED else Status.OPEN
    only_mine = "mine" in request.GET
    languages = request.actor.languages if only_mine else ()
    after = request.GET.get("after", "")
    rows = queries.list_consultations(viewer=request.actor, at=now(), status=status, languages=languages, after=after)
    hats = hats_of(request.actor, now())
    may_open = any(hats.bodies(power) for power in CONVENING)
    context = {"rows": rows, "status": status, "only_mine": only_mine, "may_open": may_open}
    return page(request, "consultations/consultations.html", context)


def consultation(request: Request, ref: str) -> HttpResponse:
    """Show one consultation: the question, who is asked, and what became of every input."""
    found = queries.get_consultation(ref, request.actor)
    outcome = queries.known_outcome(request.GET.get("outcome", ""))
    language = request.GET.get("in", "")
    language = language if language in found.language_counts else ""
    rows = queries.list_inputs(found, outcome=outcome, language=language, after=request.GET.get("after", ""))
    context = {"consultation": found, "rows": rows, "outcome": outcome, "language": language}
    return page(request, "consultations/consultation.html", {**context, **_frame(request, found)})


def _frame(request: Request, found: Any) -> dict[str, Any]:
    """Return what stands around the inputs."""
    at = now()
    hats = hats_of(request.actor, at)
    tongues = queries.tongues({*found.languages, *found.language_counts})
    return {
        "rights": rights_of(request.actor, found, at=at, hats=hats),
        "parties": queries.list_parties(found, viewer=request.actor, hats=hats, most=queries.PARTIES),
        "extensions": queries.list_extensions(found),
        "meter": queries.meter_of(found),
        "tongues": tongues,
        "asked_in": tuple(tongues[tag] for tag in found.languages),
        "spoken": tuple(tongues[tag] for tag in sorted(found.language_counts)),
        "is_over": at >= found.closes_at,
        "is_late": found.is_late_at(at),
    }


def input_page(request: Request, ref: str, number: int) -> HttpResponse:
    """Show one input with every answer it had."""
    at = now()
    found = queries.get_consultation(ref, request.actor)
    shown = queries.get_input(found, number, at=at)
    context = {
        "consultation": found,
        "shown": shown,
        "tongue": queries.tongues([shown.given.language])[shown.given.language],
        "rights": rights_of(request.actor, found, at=at),
        "receipt": shown.receipt_for(request.actor),
    }
    return page(request, "consultations/input.html", context)


def parties(request: Request, ref: str) -> HttpResponse:
    """Show everybody who was asked, why, and whether they were heard."""
    at = now()
    found = queries.get_consultation(ref, request.actor)
    hats = hats_of(request.actor, at)
    context = {
        "consultation": found,
        "parties": queries.list_parties(found, viewer=request.actor, hats=hats),
        "rights": rights_of(request.actor, found, at=at, hats=hats),
        "is_over": at >= found.closes_at,
    }
    return page(request, "consultations/parties.html", context)


def receipts(request: Request) -> HttpResponse:
    """Ask for a receipt code, and go to its page."""
    form = ReceiptForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("consultations:receipt", code=form.cleaned_data["code"].replace("/", "-"))
    return page(request, "consultations/receipts.html", form=form)


@never_cache
def receipt(request: Request, code: str) -> HttpResponse:
    """Show where an input stands to anyone who holds its receipt; kept out of caches and other sites' logs."""
    shown = queries.get_receipt(code, at=now())
    context = {
        "shown": shown,
        "consultation": shown.consultation,
        "tongue": queries.tongues([shown.given.language])[shown.given.language],
    }
    return page(request, "consultations/receipt.html", context)
