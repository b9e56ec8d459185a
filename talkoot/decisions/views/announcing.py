"""Giving notice of a vote, and opening it by hand where the clock could not."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.decisions import actions, queries
from talkoot.decisions.forms import AnnouncementForm
from talkoot.decisions.permissions import Permission, may
from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.ui.forms import Form
from talkoot.ui.pages import Request, page, refusals_to


def announce_decision(request: Request, ref: str) -> HttpResponse:
    """Say when voting opens and closes, as many days ahead as the rules ask for."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    require(may(request.actor, Permission.ANNOUNCE_DECISION, found, at=at, hats=hats))
    earliest = queries.earliest_opening(found, at)
    clocks = queries.form_clocks(found, request.actor)
    form = AnnouncementForm(request.POST or None, initial={"opens_at": earliest}, **clocks)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.announce_decision(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(
                request, _("Announced. Everybody can see what is coming, and check whether they may vote.")
            )
            return redirect(found)
    context = {"decision": found, "earliest": earliest, "hindrance": queries.against_announcing(found)}
    return page(request, "decisions/announce_decision.html", context, form=form)


def open_announced(request: Request, ref: str) -> HttpResponse:
    """Open voting that was announced, when its time has come and the clock could not."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    require(may(request.actor, Permission.OPEN_ANNOUNCED, found, at=at, hats=hats))
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.open_announced(found.pk, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Voting is open. Everybody on the rolls is told."))
            return redirect(found)
    context = {"decision": found, "hindrance": queries.against_opening_announced(found, at)}
    return page(request, "decisions/open_announced.html", context, form=form)
