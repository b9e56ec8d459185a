"""Challenges to a count: reading them, making one, deciding one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.appeals.queries import appeals_of, get_appeal
from talkoot.appeals.rules import Kind
from talkoot.decisions import actions, queries
from talkoot.decisions.forms import ChallengeAnswerForm, ChallengeForm
from talkoot.decisions.permissions import Permission, may
from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.scopes.queries import language_choices
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


def challenges(request: Request, ref: str) -> HttpResponse:
    """Show what was said against the count, and what came of it."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    judges = may(request.actor, Permission.DECIDE_CHALLENGE, found, at=at, hats=hats)
    rows = appeals_of(found.ref, Kind.COUNT)
    waiting = [row for row in rows if row.is_open]
    offer = queries.challenge_offer(found, waiting, request.actor, hats=hats, at=at)
    context = {"decision": found, "rows": rows, "judges": judges, "former": queries.former_counts(found)}
    return page(request, "decisions/challenges.html", {**context, "offer": offer, "waits": bool(waiting)})


def challenge_count(request: Request, ref: str) -> HttpResponse:
    """Say that the count is wrong."""
    sign_in_first(request)
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    require(may(request.actor, Permission.CHALLENGE_COUNT, found, at=at, hats=hats))
    form = ChallengeForm(request.POST or None, languages=language_choices(), own=request.actor.languages)
    if (fixed := queries.against_recount(found)) is not None:
        form.leave_out_recount()
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.challenge_count(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Your challenge is public. It is decided before the count becomes final."))
            return redirect("decisions:challenges", ref=found.public_id)
    hindrance = queries.against_challenge(found, request.actor, at)
    context = {"decision": found, "hindrance": hindrance, "fixed": fixed}
    return page(request, "decisions/challenge_count.html", context, form=form)


def decide_challenge(request: Request, ref: str, number: int) -> HttpResponse:
    """Decide a challenge, with a reason."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    require(may(request.actor, Permission.DECIDE_CHALLENGE, found, at=at, hats=hats))
    appeal = get_appeal(found.ref, Kind.COUNT, number)
    form = ChallengeAnswerForm(request.POST or None, languages=language_choices(), own=request.actor.languages)
    if (fixed := queries.against_recount(found)) is not None:
        form.leave_out_recount()
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            values = form.cleaned_data
            actions.decide_challenge(found.pk, appeal.pk, **values, by=request.actor, at=now(), key=form.key)
            return redirect("decisions:challenges", ref=found.public_id)
    hindrance = queries.against_deciding_challenge(found, appeal, request.actor)
    context = {"decision": found, "appeal": appeal, "hindrance": hindrance, "fixed": fixed}
    return page(request, "decisions/decide_challenge.html", context, form=form)
