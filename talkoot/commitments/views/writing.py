"""Promising, delivering, moving the day, judging, taking back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.commitments import actions, queries
from talkoot.commitments.forms import CommitmentForm, DueDateForm, ReasonForm, ReviewForm, UpdateForm
from talkoot.commitments.permissions import BINDING, Permission, may
from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import PermissionDenied, require
from talkoot.scopes.queries import language_choices
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


def make_commitment(request: Request) -> HttpResponse:
    """Promise something in the name of a body."""
    sign_in_first(request)
    roles = bound(request)
    if not roles:
        raise PermissionDenied(_("Only those who lead, represent or deliver for a body may commit it to something."))
    form = CommitmentForm(request.POST or None, roles=roles, **_spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            made = actions.make_commitment(**_promise(form), by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The promise is made, and public."))
            return redirect(made)
    return page(request, "commitments/make_commitment.html", form=form)


def post_update(request: Request, ref: str) -> HttpResponse:
    """Tell how it goes."""
    found = queries.get_commitment(ref, request.actor)
    require(may(request.actor, Permission.POST_UPDATE, found, at=now()))
    form = UpdateForm(request.POST or None, **_spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.post_update(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Everybody can see how it goes."))
            return redirect(found)
    return page(request, "commitments/post_update.html", {"commitment": found}, form=form)


def change_due_date(request: Request, ref: str) -> HttpResponse:
    """Move the promised day."""
    found = queries.get_commitment(ref, request.actor)
    require(may(request.actor, Permission.CHANGE_DUE_DATE, found, at=now()))
    form = DueDateForm(request.POST or None, **_spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.change_due_date(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The day has moved. The day promised first stays visible."))
            return redirect(found)
    return page(request, "commitments/change_due_date.html", {"commitment": found}, form=form)


def review_commitment(request: Request, ref: str) -> HttpResponse:
    """Judge whether the promise was kept."""
    found = queries.get_commitment(ref, request.actor)
    require(may(request.actor, Permission.REVIEW_COMMITMENT, found, at=now()))
    form = ReviewForm(request.POST or None, **_spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.review_commitment(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Your judgement is public."))
            return redirect(found)
    return page(request, "commitments/review_commitment.html", {"commitment": found}, form=form)


def withdraw_commitment(request: Request, ref: str) -> HttpResponse:
    """Take the promise back."""
    found = queries.get_commitment(ref, request.actor)
    require(may(request.actor, Permission.WITHDRAW_COMMITMENT, found, at=now()))
    form = ReasonForm(request.POST or None, **_spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.withdraw_commitment(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The promise was taken back. It stays readable, with your reason."))
            return redirect(found)
    return page(request, "commitments/withdraw_commitment.html", {"commitment": found}, form=form)


def bound(request: Request) -> list[tuple[str, str]]:
    """Return key and name of the roles of the bodies the reader may bind."""
    hats = hats_of(request.actor, now())
    bodies = {body for power in BINDING for body in hats.bodies(power)}
    # Translators: the first %s is a body, the second a role in it.
    return [(str(key), _("%s: %s") % (body, role)) for key, body, role in queries.list_roles(bodies)]


def _promise(form: CommitmentForm) -> dict[str, Any]:
    values = dict(form.cleaned_data)
    values["review_body_id"] = values.pop("review_body")
    return {**values, "body_id": queries.body_of_role(values["role_id"])}


def _spoken(request: Request) -> dict[str, Any]:
    return {"languages": language_choices(), "own": request.actor.languages}
