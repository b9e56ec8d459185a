"""Scrutiny: striking a ballot, taking that back, and saying that it is over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.decisions import actions, queries
from talkoot.decisions.forms import ReasonForm
from talkoot.decisions.permissions import Permission, may
from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.scopes.queries import language_choices
from talkoot.ui.forms import Form
from talkoot.ui.pages import Request, page, refusals_to


def strike_ballot(request: Request, ref: str, ballot: int) -> HttpResponse:
    """Let a ballot not count, with a reason."""
    found = _held(request, ref, Permission.STRIKE_BALLOT)
    one = queries.get_ballot(found, ballot)
    form = ReasonForm(request.POST or None, languages=language_choices(), own=request.actor.languages)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.strike_ballot(found.pk, one.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The ballot is struck. Everybody can read why."))
            return redirect("decisions:ballots", ref=found.public_id)
    hindrance = queries.against_strike(found, one, request.actor, hats_of(request.actor, now()))
    context = {"decision": found, "ballot": one, "hindrance": hindrance}
    return page(request, "decisions/strike_ballot.html", context, form=form)


def take_back_strike(request: Request, ref: str, strike: int) -> HttpResponse:
    """Let a ballot count again that the reader struck."""
    found = _held(request, ref, Permission.STRIKE_BALLOT)
    one = queries.get_strike(found, strike)
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.take_back_strike(found.pk, one.pk, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The ballot counts again."))
            return redirect("decisions:ballots", ref=found.public_id)
    context = {"decision": found, "strike": one, "hindrance": queries.against_taking_back(found, one, request.actor)}
    return page(request, "decisions/take_back_strike.html", context, form=form)


def strike_sealed(request: Request, ref: str, key: str, entry: int) -> HttpResponse:
    """Let the sealed ballot of a place not count, with a reason and unread."""
    found = _held(request, ref, Permission.STRIKE_BALLOT)
    chamber = queries.get_chamber(found, key)
    _place, voter = queries.get_place(chamber, entry)
    form = ReasonForm(request.POST or None, languages=language_choices(), own=request.actor.languages)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.strike_sealed(found.pk, entry, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The ballot is struck. Everybody can read why."))
            return redirect("decisions:roll", ref=found.public_id, key=key)
    context = {"decision": found, "chamber": chamber, "voter": voter, "entry": entry}
    context["hindrance"] = queries.against_scrutiny(found)
    return page(request, "decisions/strike_sealed.html", context, form=form)


def take_back_sealed(request: Request, ref: str, key: str, entry: int) -> HttpResponse:
    """Let a sealed ballot count again that the reader struck."""
    found = _held(request, ref, Permission.STRIKE_BALLOT)
    chamber = queries.get_chamber(found, key)
    _place, voter = queries.get_place(chamber, entry)
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.take_back_sealed(found.pk, entry, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The ballot counts again."))
            return redirect("decisions:roll", ref=found.public_id, key=key)
    context = {"decision": found, "chamber": chamber, "voter": voter, "entry": entry}
    context["hindrance"] = queries.against_scrutiny(found)
    return page(request, "decisions/take_back_sealed.html", context, form=form)


def end_scrutiny(request: Request, ref: str) -> HttpResponse:
    """Say that the scrutineers are done."""
    found = _held(request, ref, Permission.END_SCRUTINY)
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            return redirect(actions.end_scrutiny(found.pk, by=request.actor, at=now(), key=form.key))
    context = {"decision": found, "struck": queries.struck_in(found), "hindrance": queries.against_scrutiny(found)}
    return page(request, "decisions/end_scrutiny.html", context, form=form)


def _held(request: Request, ref: str, permission: Permission) -> Any:
    """Return the decision for someone who may do ``permission`` with it."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    require(may(request.actor, permission, found, at=at, hats=hats))
    return found
