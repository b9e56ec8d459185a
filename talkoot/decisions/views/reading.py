"""Lists, one decision, who voted how, and rolls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language

from talkoot.decisions import queries
from talkoot.decisions.forms import BallotForm, PositionForm
from talkoot.decisions.permissions import rights_of
from talkoot.decisions.queries import DecisionView, MyPlace
from talkoot.decisions.rules import State
from talkoot.directory.queries import Hats, hats_of
from talkoot.kernel.clock import now
from talkoot.scopes.queries import language_choices
from talkoot.ui.pages import Request, page, sign_in_first


def decisions(request: Request) -> HttpResponse:
    """List decisions by state: the open by closing time; all, or those of one body."""
    at = now()
    hats = hats_of(request.actor, at)
    tab = request.GET.get("state", "")
    state = tab if tab in list(State) else State.OPEN
    body = request.GET.get("body", "")
    rows = queries.list_decisions(
        viewer=request.actor, at=at, state=state, body=body, after=request.GET.get("after", ""), hats=hats
    )
    context = {"rows": rows, "state": state, "body": body, "bodies": queries.bodies_with_decisions()}
    return page(request, "decisions/decisions.html", {**context, "prepares": bool(queries.prepared_bodies(hats))})


def decision(request: Request, ref: str) -> HttpResponse:
    """Show one decision: where it stands, what each chamber said, the rules, and one's own ballot."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    view = queries.decision_view(found, request.actor, at, hats)
    form = explained(ballot_form(request, view.free), view) if view.answers else None
    stand = position_form(request, view.stands) if view.stands else None
    return page(request, "decisions/decision.html", {**frame(request, view, hats), "stand": stand}, form=form)


def ballots(request: Request, ref: str) -> HttpResponse:
    """Show who voted how and why, once voting is over."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    view = queries.decision_view(found, request.actor, at, hats)
    key, choice = request.GET.get("chamber", ""), request.GET.get("choice", "")
    chambers = [v for v in view.chambers if key in {"", v.chamber.key}]
    rows = queries.list_ballots(found, chambers, choice=choice, after=request.GET.get("after", ""))
    context = {"decision": found, "view": view, "rows": rows, "key": key, "choice": choice}
    scrutiny = queries.scrutiny_of(found, request.actor, hats)
    own = queries.own_ballots(found, request.actor, hats) if scrutiny and scrutiny.scrutineer else ()
    return page(request, "decisions/ballots.html", {**context, "scrutiny": scrutiny, "own": own})


def rulebooks_moved(request: Request, rest: str = "") -> HttpResponse:
    """Lead old links to where rulebooks have a house of their own."""
    query = request.META["QUERY_STRING"]
    return redirect(f"{reverse('rulebooks:rulebooks')}{rest}{'?' if query else ''}{query}", permanent=True)


def roll(request: Request, ref: str, key: str) -> HttpResponse:
    """Show the roll of one chamber as it was frozen."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    chamber = queries.get_chamber(found, key)
    rows = queries.list_roll(found, chamber, after=request.GET.get("after", ""))
    rows, scrutiny = queries.with_strikes(found, chamber, rows, request.actor, hats)
    appeals = queries.roll_course(found, chamber, rows, request.actor, hats=hats, at=at)
    context = {"decision": found, "chamber": chamber, "rows": rows, "appeals": appeals}
    told = {"scrutiny": scrutiny, "together": queries.weight_together(chamber)}
    return page(request, "decisions/roll.html", {**context, **told})


def eligibility(request: Request, ref: str, key: str) -> HttpResponse:
    """Tell the reader whether they meet the conditions of a chamber, and which they do not; nothing is kept."""
    sign_in_first(request)
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    shown = queries.conditions_view(found, key, request.actor, at, hats, body=request.GET.get("body", ""))
    return page(request, "decisions/eligibility.html", {"decision": found, "shown": shown, "key": key})


def delegates(request: Request, ref: str) -> HttpResponse:
    """Tell the reader where their vote goes if they do not vote, and for whom they vote, while votes are taken."""
    sign_in_first(request)
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    told = queries.told_of(found, queries.my_places(found, request.actor, hats), request.actor, at)
    return page(request, "decisions/delegates.html", {"decision": found, "told": told})


def frame(request: Request, view: DecisionView, hats: Hats) -> dict[str, Any]:
    """Return what the page of a decision shows beside the ballot form."""
    found = view.decision
    return {
        "decision": found,
        "view": view,
        "course": queries.course_view(found),
        "lacking": queries.lacking_of(found),
        "runoff": queries.runoff_view(found),
        "wording": queries.wording_of(found, _read_languages(request)),
        "takes_challenges": queries.takes_challenges(found),
        "has_roll_appeals": queries.has_roll_appeals(found),
        "clocks": queries.closing_by_clocks(found, request.actor),
        "needs_notice": queries.needs_notice(found),
        "trouble": queries.trouble_sentence(found),
        "rights": rights_of(request.actor, found, at=now(), hats=hats),
        "scrutiny": queries.scrutiny_of(found, request.actor, hats),
        "reasons": queries.list_reasons(found, view.chambers) if found.is_counted and view.has_questions else [],
        "round": queries.round_view(found, view.chambers),
        "delegated": queries.delegated_of(found, request.actor) if view.has_delegated else None,
    }


def asked(request: Request, decision: Any) -> dict[str, Any]:
    """Return a decision with its question in a language of the reader, for the page of a ballot."""
    return {"decision": decision, "wording": queries.wording_of(decision, queries.languages_of(request.actor))}


def _read_languages(request: Request) -> list[str]:
    """Return in which languages somebody reads: the one asked for, that of the page, their own."""
    return [request.GET.get("in", ""), get_language() or "", *request.actor.languages]


def ballot_form(request: Request, places: Sequence[MyPlace]) -> BallotForm:
    """Return the form for the reader's places, filled with what was sent or with the ballot that is in."""
    return BallotForm(
        request.POST or None,
        places=[place for place in places if not place.chamber.is_election and not place.chamber.is_secret],
        languages=language_choices(),
        own=request.actor.languages,
    )


def position_form(request: Request, places: Sequence[MyPlace]) -> PositionForm:
    """Return the form for the reader's places in a round, filled with what was sent or with where they stand."""
    return PositionForm(request.POST or None, places=places, languages=language_choices(), own=request.actor.languages)


def explained(form: BallotForm, view: DecisionView) -> BallotForm:
    """Return ``form`` with what the rules of the reader's chambers make of neutral, to be shown."""
    mine = {place.chamber.pk for place in view.answers}
    form.explain_neutral(v.neutral for v in view.chambers if v.chamber.pk in mine)
    return form
