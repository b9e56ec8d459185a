"""Closing, recording votes held elsewhere, counting, voiding."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.decisions import actions, queries
from talkoot.decisions.forms import ReasonForm, SeedForm, TallyForm
from talkoot.decisions.permissions import Permission, may
from talkoot.decisions.queries import DecisionView
from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.scopes.queries import language_choices
from talkoot.ui.forms import Form
from talkoot.ui.pages import Request, page, refusals_to


def close_decision(request: Request, ref: str) -> HttpResponse:
    """End voting and count."""
    view = _held(request, ref, Permission.CLOSE_DECISION)
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            closed = actions.close_decision(view.decision.pk, by=request.actor, at=now(), key=form.key)
            return redirect(closed)
    return page(request, "decisions/close_decision.html", {"decision": view.decision, "view": view}, form=form)


def record_tally(request: Request, ref: str) -> HttpResponse:
    """Record what a vote held elsewhere came to."""
    view = _held(request, ref, Permission.RECORD_TALLY)
    elsewhere = [(v.chamber.key, v.name.text) for v in view.chambers if v.chamber.is_elsewhere]
    form = TallyForm(request.POST or None, chambers=elsewhere)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.record_tally(view.decision.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Recorded. Check the figures, then count."))
            return redirect(view.decision)
    return page(request, "decisions/record_tally.html", {"decision": view.decision, "view": view}, form=form)


def count_decision(request: Request, ref: str) -> HttpResponse:
    """Count once every vote held elsewhere is recorded."""
    view = _held(request, ref, Permission.COUNT_DECISION)
    form = SeedForm(request.POST or None) if view.awaits_seed else Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            seed = form.cleaned_data.get("seed", "")
            counted = actions.count_decision(view.decision.pk, seed=seed, by=request.actor, at=now(), key=form.key)
            return redirect(counted)
    return page(request, "decisions/count_decision.html", {"decision": view.decision, "view": view}, form=form)


def void_decision(request: Request, ref: str) -> HttpResponse:
    """Say that a decision does not stand, and why."""
    view = _held(request, ref, Permission.VOID_DECISION)
    form = ReasonForm(request.POST or None, languages=language_choices(), own=request.actor.languages)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            voided = actions.void_decision(
                view.decision.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key
            )
            return redirect(voided)
    return page(request, "decisions/void_decision.html", {"decision": view.decision, "view": view}, form=form)


def _held(request: Request, ref: str, permission: Permission) -> DecisionView:
    """Return the decision with its chambers for someone who may do ``permission`` with it."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    require(may(request.actor, permission, found, at=at, hats=hats))
    return queries.decision_view(found, request.actor, at, hats)
