"""Suspensions, to those who tend the body and to the person concerned."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.directory.queries import hats_of
from talkoot.eligibility import actions, queries
from talkoot.eligibility.forms import LiftForm, SuspensionForm
from talkoot.eligibility.permissions import Permission, may
from talkoot.eligibility.views.bodies import spoken, tended_or_denied
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


def suspensions(request: Request) -> HttpResponse:
    """Show the suspensions of the bodies the reader tends."""
    sign_in_first(request)
    tended_or_denied(request)
    hats = hats_of(request.actor, now())
    rows = queries.suspensions_by(hats, page_after=request.GET.get("after", ""))
    return page(request, "eligibility/suspensions.html", {"rows": rows, "today": now().date()})


def suspension(request: Request, key: int) -> HttpResponse:
    """Show one suspension: why, until when, by which decision, and how to appeal."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_suspension(key, viewer=request.actor, hats=hats)
    context = {
        "suspension": found,
        "decision": queries.decision_name(found),
        "today": at.date(),
        "is_own": found.person_id == request.actor.person_id,
        "may_lift": may(request.actor, Permission.LIFT_SUSPENSION, found, at=at, hats=hats),
    }
    return page(request, "eligibility/suspension.html", context)


def suspend_person(request: Request) -> HttpResponse:
    """Suspend somebody in the name of a body."""
    sign_in_first(request)
    form = SuspensionForm(
        request.POST or None, bodies=tended_or_denied(request), initial={"from_on": now().date()}, **spoken(request)
    )
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            made = actions.suspend_person(**form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The person is suspended, and told why and how to appeal."))
            return redirect(made)
    return page(request, "eligibility/suspend_person.html", form=form)


def lift_suspension(request: Request, key: int) -> HttpResponse:
    """End a suspension today."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_suspension(key, viewer=request.actor, hats=hats)
    require(may(request.actor, Permission.LIFT_SUSPENSION, found, at=at, hats=hats))
    form = LiftForm(request.POST or None, **spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.lift_suspension(found.pk, **form.cleaned_data, by=request.actor, at=at, key=form.key)
            messages.success(request, _("The suspension is over, and the person told."))
            return redirect(found)
    return page(request, "eligibility/lift_suspension.html", {"suspension": found}, form=form)
