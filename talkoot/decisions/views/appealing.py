"""Appeals against the roll: reading them, making one, deciding one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.appeals.queries import get_appeal
from talkoot.appeals.rules import DISMISSED, Change, Kind
from talkoot.decisions import actions, queries
from talkoot.decisions.forms import ChallengeAnswerForm, ReasonForm, WeighedAnswerForm
from talkoot.decisions.permissions import Permission, may
from talkoot.decisions.queries import Unplaced
from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.scopes.queries import language_choices
from talkoot.ui.forms import offer_choices, with_hint
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


def roll_appeals(request: Request, ref: str) -> HttpResponse:
    """Show what was said against the rolls, and what came of it."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    judges = may(request.actor, Permission.DECIDE_ROLL_APPEAL, found, at=at, hats=hats)
    is_taken = queries.takes_roll_appeals(found, at)
    rows = queries.list_roll_appeals(found, request.actor, hats, judges=bool(judges))
    context = {
        "decision": found,
        "rows": rows,
        "waits": any(row.appeal.is_open for row in rows),
        "until": queries.appeals_until(found) if is_taken else None,
        "over": None if is_taken else queries.appeals_ended(found),
        "offers": queries.place_offers(found, request.actor, hats) if is_taken else [],
        "is_over": not queries.is_changeable(found, at),
    }
    return page(request, "decisions/roll_appeals.html", context)


def ask_for_place(request: Request, ref: str, key: str) -> HttpResponse:
    """Say that the reader, or a body they represent, should be on a roll."""
    sign_in_first(request)
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    chamber = queries.get_chamber(found, key)
    unplaced = queries.unplaced(chamber, request.actor, hats)
    free = [one for one in unplaced if request.method == "POST" or not one.has_asked]
    asked = _asked(free, request.GET.get("body", ""))
    form = _reasons(request)
    if request.method == "POST" and asked and form.is_valid():
        with refusals_to(form):
            said: dict[str, Any] = {**form.cleaned_data, "chamber": key, "body_id": asked.body_id}
            actions.ask_for_place(found.pk, **said, by=request.actor, at=now(), key=form.key)
            return _public(request, found)
    hindrance = queries.against_asking_for_place(found, chamber, unplaced, hats, at)
    context = {"decision": found, "chamber": chamber, "free": free, "asked": asked, "hindrance": hindrance}
    return page(request, "decisions/ask_for_place.html", context, form=form)


def ask_to_strike(request: Request, ref: str, key: str, entry: int) -> HttpResponse:
    """Say that somebody should not be on a roll."""
    sign_in_first(request)
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    require(may(request.actor, Permission.ASK_TO_STRIKE, found, at=at, hats=hats))
    chamber = queries.get_chamber(found, key)
    place, voter = queries.get_place(chamber, entry)
    form = _reasons(request)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.ask_to_strike(found.pk, place.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            return _public(request, found)
    hindrance = queries.against_asking_to_strike(found, chamber, place, request.actor, hats=hats, at=at)
    context = {"decision": found, "chamber": chamber, "entry": place, "voter": voter, "hindrance": hindrance}
    return page(request, "decisions/ask_to_strike.html", context, form=form)


def decide_roll_appeal(request: Request, ref: str, number: int) -> HttpResponse:
    """Dismiss an appeal against a roll, or grant it, with a reason."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    require(may(request.actor, Permission.DECIDE_ROLL_APPEAL, found, at=at, hats=hats))
    appeal = get_appeal(found.ref, Kind.ROLL, number)
    why = queries.against_granting(found, appeal, at)
    form = _answer(request, weighs=why is None and queries.asks_weight(found, appeal))
    offer_choices(form, "outcome", _outcomes(appeal.change if why is None else ""))
    if why is not None:
        form.initial.setdefault("outcome", DISMISSED)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            values = form.cleaned_data
            actions.decide_roll_appeal(found.pk, appeal.pk, **values, by=request.actor, at=now(), key=form.key)
            return redirect("decisions:roll-appeals", ref=found.public_id)
    hindrance = queries.against_deciding(appeal, request.actor, hats)
    told = {"voter": queries.labelled(appeal), "hindrance": hindrance, "why": why}
    context = {"decision": found, "appeal": appeal, **told}
    return page(request, "decisions/decide_roll_appeal.html", context, form=form)


def _outcomes(change: str) -> list[tuple[str, Any]]:
    """Return what an appeal that asks for ``change`` may come to, in words; without one it can only be dismissed."""
    dismissed = (DISMISSED, with_hint(_("Dismiss it"), _("The roll stays")))
    if not change:
        return [dismissed]
    if change == Change.ADD:
        return [dismissed, (change, with_hint(_("Grant it"), _("The place is added, and can vote")))]
    return [dismissed, (change, with_hint(_("Grant it"), _("The place is struck, unless it has voted")))]


def _answer(request: Request, *, weighs: bool) -> ChallengeAnswerForm:
    """Return the form for a judge; it asks what a vote weighs where a place with a weight would be added."""
    form = WeighedAnswerForm if weighs else ChallengeAnswerForm
    return form(request.POST or None, languages=language_choices(), own=request.actor.languages)


def _asked(free: list[Unplaced], body: str) -> Unplaced | None:
    """Return for whom the reader asks: the only one they could ask for, or the body they chose."""
    return free[0] if len(free) == 1 else next((one for one in free if str(one.body_id) == body), None)


def _reasons(request: Request) -> ReasonForm:
    return ReasonForm(request.POST or None, languages=language_choices(), own=request.actor.languages)


def _public(request: Request, found: Any) -> HttpResponse:
    messages.success(request, _("Your appeal is public. Those who judge this decision were asked to decide it."))
    return redirect("decisions:roll-appeals", ref=found.public_id)
