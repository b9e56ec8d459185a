"""Standing back from a vote, and taking part again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.decisions import actions, queries
from talkoot.decisions.forms import RecusalForm
from talkoot.decisions.permissions import Permission, Place, may
from talkoot.decisions.queries import MyPlace
from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.scopes.queries import language_choices
from talkoot.ui.forms import Form
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


def recusals(request: Request, ref: str) -> HttpResponse:
    """Say where the reader stands back, and let them stand back in a place where they have not voted."""
    sign_in_first(request)
    found, places = _places(request, ref)
    free = [place for place in places if queries.may_stand_back(found, place)]
    spoken = {"languages": language_choices(), "own": request.actor.languages}
    form = RecusalForm(request.POST or None, places=free, **spoken)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        entry_id = values.pop("place")
        place = next(one for one in free if one.entry_id == entry_id)
        with refusals_to(form):
            values |= {"chamber": place.chamber.key, "body_id": place.body_id}
            actions.recuse(found.pk, **values, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("You stand back. Everybody reads why on the roll."))
            return redirect(found)
    context = {"decision": found, "back": _back(found, places), "free": free}
    context["hindrance"] = queries.against_recusal(found, now())
    context["spoken"] = queries.against_standing_back(found, places)
    return page(request, "decisions/recusals.html", context, form=form)


@require_POST
def end_recusal(request: Request, ref: str, entry: int) -> HttpResponse:
    """Let the reader take part again."""
    sign_in_first(request)
    found, places = _places(request, ref)
    place = next((one for one in places if one.entry_id == entry), None)
    if place is None:
        raise Http404
    form = Form(request.POST)
    if form.is_valid():
        with refusals_to(form):
            chamber, body = place.chamber.key, place.body_id
            actions.end_recusal(found.pk, chamber=chamber, body_id=body, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("You take part again."))
            return redirect(found)
    return page(request, "decisions/recusals.html", {"decision": found, "back": _back(found, [place])}, form=form)


def _back(found: Any, places: Sequence[MyPlace]) -> list[tuple[MyPlace, Any]]:
    """Return where the reader stands back, each with why they do not take part again, None where they may."""
    return [(one, queries.against_return(found, one.chamber)) for one in places if one.is_recused]


def _places(request: Request, ref: str) -> tuple[Any, list[MyPlace]]:
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    places = queries.my_places(found, request.actor, hats)
    if not places:
        require(may(request.actor, Permission.RECUSE, Place(found, None), at=at, hats=hats))
    return found, places
