"""Putting forward, saying yes or no to it, and standing no more."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.directory.queries import Hats, hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.scopes.queries import language_choices
from talkoot.slates import actions, queries
from talkoot.slates.forms import ConsentForm, NominateForm
from talkoot.slates.permissions import Permission, may
from talkoot.slates.views.reading import frame
from talkoot.ui.forms import Form
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


def nominate(request: Request, ref: str) -> HttpResponse:
    """Put forward oneself, a body, a project, or somebody else, who is then asked."""
    sign_in_first(request)
    slate = queries.get_slate(ref)
    bodies = _represented(hats_of(request.actor, now()))
    form = NominateForm(request.POST or None, kind=slate.kind, asked=slate.asked, bodies=bodies, **spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            intent = form.intent(request.actor.person_id)
            made = actions.nominate(slate.pk, **intent, by=request.actor, at=now(), key=form.key)
            messages.success(
                request, _standing_now() if made.is_standing else _("They are asked, and stand once they say yes.")
            )
            return redirect(made)
    context = {"slate": slate, "takes_nominations": slate.takes_nominations_at(now())}
    return page(request, "slates/nominate.html", context, form=form)


def consent(request: Request, ref: str, number: int) -> HttpResponse:
    """Say yes to being put forward."""
    found, hats = candidate_for(request, ref, number, Permission.CONSENT)
    initial = {"name": found.name, "language": found.language}
    form = ConsentForm(request.POST or None, asked=found.slate.asked, initial=initial, **spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            said = {"name": form.cleaned_data["name"], "language": form.cleaned_data["language"]}
            said["attributes"] = form.attributes
            actions.consent(found.pk, **said, by=request.actor, at=now(), key=form.key)
            messages.success(request, _standing_now())
            return redirect(found)
    return page(request, "slates/consent.html", frame(request, found, hats), form=form)


def decline(request: Request, ref: str, number: int) -> HttpResponse:
    """Say no to being put forward."""
    found, hats = candidate_for(request, ref, number, Permission.DECLINE)
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.decline(found.pk, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("You said no. Nobody but you and who put you forward is told."))
            return redirect(found.slate)
    return page(request, "slates/decline.html", frame(request, found, hats), form=form)


def withdraw(request: Request, ref: str, number: int) -> HttpResponse:
    """Stand no more."""
    found, hats = candidate_for(request, ref, number, Permission.WITHDRAW)
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.withdraw(found.pk, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The candidacy was withdrawn."))
            return redirect(found)
    return page(request, "slates/withdraw.html", frame(request, found, hats), form=form)


def candidate_for(request: Request, ref: str, number: int, permission: Permission) -> tuple[Any, Hats]:
    """Return the candidate and the reader's hats, once the reader has signed in and may do this."""
    sign_in_first(request)
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_candidate(ref, number, viewer=request.actor, hats=hats)
    require(may(request.actor, permission, found, at=at, hats=hats))
    return found, hats


def spoken(request: Request) -> dict[str, Any]:
    """Return the languages a form offers."""
    return {"languages": language_choices(), "own": request.actor.languages}


def _represented(hats: Hats) -> list[tuple[int, str]]:
    mine = hats.bodies(Power.REPRESENT)
    return list(dict.fromkeys((hat.body_id, hat.body_name) for hat in hats.all if hat.body_id in mine))


def _standing_now() -> str:
    return _("The candidacy is public. Write a statement, so that people know why.")
