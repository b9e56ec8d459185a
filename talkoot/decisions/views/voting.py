"""Casting a ballot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.counting.rules import secret_in
from talkoot.decisions import actions, queries
from talkoot.decisions.forms import MarksForm
from talkoot.decisions.permissions import Permission, Place, may
from talkoot.decisions.queries import MyPlace
from talkoot.decisions.views.reading import asked, ballot_form, explained, frame
from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.scopes.queries import language_choices
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


def cast_ballot(request: Request, ref: str) -> HttpResponse:
    """Vote in one of the reader's places; what was typed stays when it cannot be taken in."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    sign_in_first(request)
    places = queries.my_places(found, request.actor, hats)
    if not places:
        require(may(request.actor, Permission.CAST_BALLOT, Place(found, None), at=at, hats=hats))
    form = ballot_form(request, places)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        entry_id = values.pop("place")
        place = next(p for p in places if p.entry_id == entry_id)
        with refusals_to(form):
            values |= {"chamber": place.chamber.key, "body_id": place.body_id}
            actions.cast_ballot(found.pk, **values, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Your vote is in. You can change it until voting closes."))
            return redirect(found)
    # The page is made only for whoever gets to see it: most come here with a ballot that is taken in.
    view = queries.decision_view(found, request.actor, at, hats, with_places=True)
    return page(request, "decisions/decision.html", frame(request, view, hats), form=explained(form, view))


def cast_marks(request: Request, ref: str, key: str) -> HttpResponse:
    """Show the paper of a chamber that elects; posted to, put the reader's ballot in."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    if key in secret_in(found.rulebook.canonical):
        return redirect("decisions:seal-ballot", ref=ref, key=key)  # with empty hands, before anything is kept
    sign_in_first(request)
    places = [p for p in queries.my_places(found, request.actor, hats) if p.chamber.key == key]
    if not places:
        require(may(request.actor, Permission.CAST_BALLOT, Place(found, None, key), at=at, hats=hats))
    form = marks_form(request, found, key, places)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        entry_id = values.pop("place")
        body_id = next(p.body_id for p in places if p.entry_id == entry_id)
        with refusals_to(form):
            actions.cast_marks(found.pk, chamber=key, body_id=body_id, **values, by=request.actor, at=at, key=form.key)
            messages.success(request, _said(values["marks"]))
            return redirect(found)
    context = {**asked(request, found), "name": queries.chamber_name(found, key), "places": places}
    return page(request, "decisions/fill_paper.html", {**context, "candidates": form.candidates}, form=form)


def _said(marks: Sequence[Any]) -> str:
    """Say that a paper is in, and of a blank one that it is: whoever sent it by mistake is to know."""
    if marks:
        return _("Your vote is in. You can change it until voting closes.")
    return _("Your ballot is in, and it is blank: nobody is marked on it. You can fill it in until voting closes.")


def marks_form(request: Request, decision: Any, key: str, places: Sequence[MyPlace]) -> MarksForm:
    """Return the paper of a chamber that elects, filled with what was sent or with the ballot that is in."""
    paper = queries.paper_of_chamber(decision, key)
    if paper is None:
        raise Http404
    return MarksForm(
        request.POST or None,
        paper=paper,
        places=places,
        candidates=queries.on_the_paper(decision, request.actor.languages),
        languages=language_choices(),
        own=request.actor.languages,
    )
