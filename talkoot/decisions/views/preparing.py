"""Putting a question: drafting, wording anew, opening."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.counting.rules import electing, is_round
from talkoot.decisions import actions, queries
from talkoot.decisions.forms import DecisionForm, NominationsForm, OpeningForm, QuestionForm, TurnoutForm
from talkoot.decisions.permissions import Permission, may
from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import PermissionDenied, require
from talkoot.rulebooks.queries import rulebook_choices, rulebook_view
from talkoot.scopes.queries import language_choices
from talkoot.slates.queries import slate_of
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


def draft_decision(request: Request) -> HttpResponse:
    """Prepare a question for one of the reader's bodies."""
    sign_in_first(request)
    bodies = _bodies(request)
    if not bodies:
        raise PermissionDenied(_("Only those who act for a body may put a question for it."))
    form = DecisionForm(request.POST or None, bodies=bodies, rulebooks=rulebook_choices(), **_spoken(request))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        keys = {"steward_body_id": values.pop("body"), "rulebook_id": values.pop("rulebook")}
        with refusals_to(form):
            drafted = actions.draft_decision(**values, **keys, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Kept as a draft. Read it once more, then open voting."))
            return redirect(drafted)
    return page(request, "decisions/draft_decision.html", form=form)


def change_question(request: Request, ref: str) -> HttpResponse:
    """Word the question anew; where people have voted, or come by a notice of these words, this voids the decision."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    require(may(request.actor, Permission.EDIT_DECISION, found, at=at, hats=hats))
    if found.is_open and is_round(found.rulebook.canonical):
        return redirect("decisions:amend-question", ref=found.public_id)
    view = queries.decision_view(found, request.actor, at, hats)
    initial = {"title": found.title, "question": found.question, "language": found.language}
    form = QuestionForm(request.POST or None, initial=initial, **_spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            changed = actions.change_question(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            return redirect(changed)
    context = {"decision": found, "view": view, "needs_notice": queries.needs_notice(found)}
    return page(request, "decisions/change_question.html", context, form=form)


def open_draft(request: Request, ref: str) -> HttpResponse:
    """Open voting: from then on question, rulebook and rolls stay as they are."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    require(may(request.actor, Permission.EDIT_DECISION, found, at=at, hats=hats))
    form = OpeningForm(request.POST or None, **queries.form_clocks(found, request.actor))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.open_draft(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Voting is open. Everybody on the rolls is told."))
            return redirect(found)
    context = {"rules": rulebook_view(found.rulebook), "hindrance": queries.against_opening(found, at)}
    return page(request, "decisions/open_draft.html", {"decision": found, **context}, form=form)


def rehearsal(request: Request, ref: str) -> HttpResponse:
    """Rehearse the rulebook with those who stand on the slate now; without an election there is none to wait for."""
    found = queries.get_decision(ref, request.actor, now())
    if not electing(found.rulebook.canonical):
        return redirect("rulebooks:rehearsal", slug=found.rulebook.slug, version=found.rulebook.version)
    stand = queries.who_stands(found)
    chambers = queries.chambers_read_back(found).chambers
    form = TurnoutForm(request.GET or None, chambers=chambers, rolls=queries.on_the_rolls(found))
    result = queries.rehearsed(found, stand, form.eligible) if not form.errors else None
    context = {"decision": found, "stand": stand, "rehearsal": result}
    return page(request, "decisions/rehearsal.html", context, form=form)


def ask_for_candidates(request: Request, ref: str) -> HttpResponse:
    """Open the slate of a draft that elects; where there is one, lead to it."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    if slate := slate_of(found.ref):
        return redirect(slate)
    require(may(request.actor, Permission.EDIT_DECISION, found, at=at, hats=hats))
    form = NominationsForm(request.POST or None, **queries.form_clocks(found, request.actor))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            made = actions.ask_for_candidates(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Nominations open when you said. Everybody can see who stands."))
            return redirect(made)
    return page(request, "decisions/ask_for_candidates.html", {"decision": found}, form=form)


def _bodies(request: Request) -> list[tuple[int, str]]:
    """Return key and name of the bodies whose questions the reader prepares."""
    hats = hats_of(request.actor, now())
    mine = queries.prepared_bodies(hats)
    return list(dict.fromkeys((hat.body_id, hat.body_name) for hat in hats.all if hat.body_id in mine))


def _spoken(request: Request) -> dict[str, Any]:
    return {"languages": language_choices(), "own": request.actor.languages}
