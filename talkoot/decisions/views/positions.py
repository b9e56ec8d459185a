"""Rounds of consent: saying where one stands, overriding, amending the proposal, and its versions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.decisions import actions, queries
from talkoot.decisions.forms import AmendmentForm, OverrideForm
from talkoot.decisions.permissions import Permission, Place, may
from talkoot.decisions.views.reading import frame, position_form
from talkoot.directory.queries import hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import denied, require
from talkoot.objections.queries import get_objection, hindrance
from talkoot.objections.rules import StepKind
from talkoot.scopes.queries import language_choices
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


def take_position(request: Request, ref: str) -> HttpResponse:
    """Say where one stands; what was typed stays when it cannot be taken in."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    sign_in_first(request)
    view = queries.decision_view(found, request.actor, at, hats, with_places=True)
    places = [place for place in view.places if place.chamber.key in view.rounds]
    if not places:
        require(may(request.actor, Permission.CAST_BALLOT, Place(found, None), at=at, hats=hats))
    form = position_form(request, places)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        entry_id = values.pop("place")
        place = next(p for p in places if p.entry_id == entry_id)
        with refusals_to(form):
            values |= {"chamber": place.chamber.key, "body_id": place.body_id}
            actions.take_position(found.pk, **values, by=request.actor, at=at, key=form.key)
            messages.success(request, _("Everybody can see now where you stand. You can change it until the close."))
            return redirect(found)
    return page(request, "decisions/decision.html", {**frame(request, view, hats), "stand": form}, form=form)


def support_override(request: Request, ref: str, objection: int) -> HttpResponse:
    """Say as one of the others in the chamber that one wants to go on in spite of an objection."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    sign_in_first(request)
    about = get_objection(f"O-{objection}")
    others = queries.others_in(about, request.actor, at)
    places = others[1] if others else []
    if not places:
        stranger = may(request.actor, Permission.CAST_BALLOT, Place(found, None), at=at, hats=hats)
        require(denied(queries.STANDS_BACK) if others else stranger)
    form = OverrideForm(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        body_id = next(p.body_id for p in places if p.entry_id == form.cleaned_data["place"])
        with refusals_to(form):
            actions.support_override(found.pk, about.pk, body_id=body_id, by=request.actor, at=at, key=form.key)
            return redirect(about)
    context = {"decision": found, "objection": about, "hindrance": hindrance(about, StepKind.OVERRIDDEN, at)}
    return page(request, "decisions/support_override.html", context, form=form)


def amend_question(request: Request, ref: str) -> HttpResponse:
    """Amend the proposal of a round; everybody is asked to look again."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    require(may(request.actor, Permission.EDIT_DECISION, found, at=at, hats=hats))
    initial = {"title": found.title, "question": found.question, "language": found.language}
    # Only a steward may propose that an amendment meets an objection.
    offered = queries.to_be_met(found) if hats.may(Power.STEWARD, found.steward_body_id) else []
    form = AmendmentForm(
        request.POST or None, initial=initial, objections=offered, languages=language_choices(),
        own=request.actor.languages,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.amend_question(found.pk, **form.cleaned_data, by=request.actor, at=at, key=form.key)
            messages.success(request, _("The proposal is amended, and everybody on the roll is asked to look again."))
            return redirect(found)
    context = {"decision": found, "hindrance": queries.against_amending(found, at)}
    return page(request, "decisions/amend_question.html", context, form=form)


def wordings(request: Request, ref: str) -> HttpResponse:
    """Show every version of the proposal, with what changed from the one before."""
    found = queries.get_decision(ref, request.actor, now())
    return page(request, "decisions/wordings.html", {"decision": found, "versions": queries.versions_of(found)})
