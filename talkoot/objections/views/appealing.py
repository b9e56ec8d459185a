"""Finding an objection without reason, appealing against that, deciding on the appeal."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.kernel.clock import now
from talkoot.objections import actions
from talkoot.objections.forms import WordsForm
from talkoot.objections.permissions import Permission
from talkoot.objections.rules import StepKind
from talkoot.objections.views.reading import held, spoken, step
from talkoot.ui.pages import Request, page, refusals_to


def find_without_reason(request: Request, ref: str) -> HttpResponse:
    """Find that an objection names no harm."""
    found = held(request, ref, Permission.FIND_WITHOUT_REASON)
    form = WordsForm(request.POST or None, **spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.find_without_reason(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Your reason is public, and whoever objects is told that they may appeal."))
            return redirect(found)
    return page(request, "objections/find_without_reason.html", step(found, StepKind.FOUND), form=form)


def appeal_finding(request: Request, ref: str) -> HttpResponse:
    """Dispute that one's objection is without reason."""
    found = held(request, ref, Permission.APPEAL_FINDING)
    form = WordsForm(request.POST or None, **spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.appeal_finding(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Your objection stands again until another steward has decided."))
            return redirect(found)
    return page(request, "objections/appeal_finding.html", step(found, StepKind.APPEALED), form=form)


def uphold_appeal(request: Request, ref: str) -> HttpResponse:
    """Decide that an objection stands."""
    found = held(request, ref, Permission.UPHOLD_APPEAL)
    form = WordsForm(request.POST or None, **spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.uphold_appeal(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The objection stands."))
            return redirect(found)
    return page(request, "objections/uphold_appeal.html", step(found, StepKind.UPHELD), form=form)


def dismiss_appeal(request: Request, ref: str) -> HttpResponse:
    """Decide that an objection does not count."""
    found = held(request, ref, Permission.DISMISS_APPEAL)
    form = WordsForm(request.POST or None, **spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.dismiss_appeal(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The objection does not count."))
            return redirect(found)
    return page(request, "objections/dismiss_appeal.html", step(found, StepKind.DISMISSED), form=form)
