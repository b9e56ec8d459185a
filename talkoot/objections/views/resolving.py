"""Taking an objection back, and resolving it by an amendment."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.kernel.clock import now
from talkoot.objections import actions
from talkoot.objections.forms import ResolutionForm, WordsForm
from talkoot.objections.permissions import Permission
from talkoot.objections.rules import StepKind
from talkoot.objections.views.reading import held, spoken, step
from talkoot.ui.forms import Form
from talkoot.ui.pages import Request, page, refusals_to


def withdraw_objection(request: Request, ref: str) -> HttpResponse:
    """Take one's objection back."""
    found = held(request, ref, Permission.WITHDRAW_OBJECTION)
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.withdraw_objection(found.pk, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Your objection is withdrawn. It stays readable."))
            return redirect(found)
    return page(request, "objections/withdraw_objection.html", step(found, StepKind.WITHDRAWN), form=form)


def propose_resolution(request: Request, ref: str) -> HttpResponse:
    """Propose that an amendment meets an objection."""
    found = held(request, ref, Permission.PROPOSE_RESOLUTION)
    form = ResolutionForm(request.POST or None, is_amended=found.round.latest > 1, **spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.propose_resolution(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Whoever objects is asked whether that meets it."))
            return redirect(found)
    return page(request, "objections/propose_resolution.html", step(found, StepKind.PROPOSED), form=form)


def confirm_resolution(request: Request, ref: str) -> HttpResponse:
    """Agree that an amendment meets one's objection."""
    found = held(request, ref, Permission.CONFIRM_RESOLUTION)
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.confirm_resolution(found.pk, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Your objection is resolved."))
            return redirect(found)
    return page(request, "objections/confirm_resolution.html", step(found, StepKind.CONFIRMED), form=form)


def decline_resolution(request: Request, ref: str) -> HttpResponse:
    """Say that an amendment does not meet one's objection."""
    found = held(request, ref, Permission.DECLINE_RESOLUTION)
    form = WordsForm(request.POST or None, **spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.decline_resolution(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Your objection stands, and the stewards know what is missing."))
            return redirect(found)
    return page(request, "objections/decline_resolution.html", step(found, StepKind.DECLINED), form=form)
