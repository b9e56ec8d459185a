"""Secret ballots: who keeps the keys of their boxes, the booth in which they are cast, and what lay in a box.

What is posted here is kept nowhere: not in a session while somebody signs in, not in a report of an error, and the
receipt code is in the answer to the form and in no other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from talkoot.decisions import actions, queries
from talkoot.decisions.forms import BoxesForm, SealedBallotForm, SealedMarksForm
from talkoot.decisions.permissions import Permission, Place, may
from talkoot.decisions.queries import MyPlace
from talkoot.decisions.views.reading import asked
from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.ui.pages import Request, page, refusals_to

type View = Callable[[Request, str, str], HttpResponse]


def with_care(view: View) -> View:
    """Send visitors to sign in with empty hands, and keep the page out of caches and reports of errors."""

    @wraps(view)
    def careful(request: Request, ref: str, key: str) -> HttpResponse:
        if not request.actor.is_known:
            return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
        return view(request, ref, key)

    kept: View = sensitive_post_parameters()(never_cache(careful))
    return kept


def prepare_boxes(request: Request, ref: str) -> HttpResponse:
    """Say who keeps the keys of a draft's ballot boxes, and see who has yet to make one."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    require(may(request.actor, Permission.PREPARE_BOXES, found, at=at, hats=hats))
    boxes = queries.boxes_of(found, request.actor)
    if not boxes:
        raise Http404
    form = BoxesForm(request.POST or None, initial=queries.custody_of(found, boxes, at))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.prepare_boxes(found.pk, **form.cleaned_data, by=request.actor, at=at, key=form.key)
            messages.success(request, _("The ballot box is prepared. Its scrutineers are asked to make their keys."))
            return redirect(found)
    return page(request, "decisions/prepare_boxes.html", {"decision": found, "boxes": boxes}, form=form)


@with_care
@sensitive_variables("form", "code")
def seal_ballot(request: Request, ref: str, key: str) -> HttpResponse:
    """Show the ballot of a secret chamber; posted to, seal it, and show its receipt code in this answer only."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    booth = queries.booth_of(found, key)
    places = [place for place in queries.my_places(found, request.actor, hats) if place.chamber.key == key]
    if not places:
        require(may(request.actor, Permission.CAST_BALLOT, Place(found, None, key), at=at, hats=hats))
    form = _form(request, found, booth, places)
    context = {**asked(request, found), "booth": booth, "places": places}
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            code = _sealed(request, found.pk, key, form, places)
            return page(request, "decisions/receipt.html", {**context, "code": code})
    return page(request, "decisions/booth.html", context, form=form)


def _form(request: Request, decision: Any, booth: Any, places: Sequence[MyPlace]) -> SealedBallotForm | SealedMarksForm:
    """Return the paper, empty or with what was just sent: what lies sealed in the box is shown to nobody."""
    if booth.paper is None:
        form = SealedBallotForm(request.POST or None, places=places)
        form.explain_neutral([booth.neutral])
        return form
    candidates = queries.on_the_paper(decision, request.actor.languages)
    return SealedMarksForm(request.POST or None, paper=booth.paper, places=places, candidates=candidates)


@sensitive_variables()
def _sealed(request: Request, decision_id: int, key: str, form: Any, places: Sequence[MyPlace]) -> str:
    """Seal what the form says, and return its receipt code."""
    said = dict(form.cleaned_data)
    entry_id = said.pop("place")
    body_id = next(place.body_id for place in places if place.entry_id == entry_id)
    seal = actions.seal_marks if "marks" in said else actions.seal_choice
    return seal(decision_id, chamber=key, body_id=body_id, **said, by=request.actor, at=now(), key=form.key)
