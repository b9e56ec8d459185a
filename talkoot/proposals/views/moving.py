"""What the body responsible does: move a proposal on, answer it, take charge of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.decisions.queries import matter_rules
from talkoot.directory.rules import Power
from talkoot.duties.queries import letter_words, parties_for
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.proposals import actions, queries
from talkoot.proposals.forms import ChargeForm, ConsultationMoveForm, DecisionMoveForm, MoveForm, ReplyForm
from talkoot.proposals.permissions import Permission, may
from talkoot.proposals.rules import StageKind
from talkoot.proposals.rules.openings import AddedParty
from talkoot.proposals.views.steps import NextStep, step_to
from talkoot.scopes.queries import ScopeOffer, language_choices, language_names
from talkoot.ui.pages import Request, page, refusals_to


def move_proposal(request: Request, ref: str, to: str) -> HttpResponse:
    """Show what a step needs and opens; posted to, take it."""
    at = now()
    shown = queries.get_page(ref, viewer=request.actor, at=at)
    proposal = shown.proposal
    require(may(request.actor, Permission.MOVE_PROPOSAL, proposal, at=at, hats=shown.hats))
    step = step_to(shown, to)
    if step is None:
        raise Http404
    form = _move_form(request, shown, step)
    is_sent = request.method == "POST" and request.POST.get("act") != "fields"
    if is_sent and form.is_valid() and _parties_found(form):
        with refusals_to(form):
            values = {name: form.cleaned_data[name] for name in ("reason", "language", "record")}
            actions.move_proposal(
                proposal.pk, to=to, **values, opening=form.opening, by=request.actor, at=at, key=form.key
            )
            messages.success(request, _("It moved on. Those who follow it are told."))
            return redirect(proposal)
    context = {"shown": shown, "proposal": proposal, "step": step, "asked": _asked(shown, step), "to": to}
    return page(request, "proposals/move_proposal.html", context, form=form)


def reply_to_proposal(request: Request, ref: str) -> HttpResponse:
    """Ask for the answer of the body responsible; posted to, give it."""
    proposal = queries.get_proposal(ref, request.actor)
    require(may(request.actor, Permission.REPLY_TO_PROPOSAL, proposal, at=now()))
    languages = language_choices(request.LANGUAGE_CODE)
    form = ReplyForm(request.POST or None, languages=languages, own=request.actor.languages)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.reply_to_proposal(proposal.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Your answer is public now."))
            return redirect(proposal)
    return page(request, "proposals/reply_to_proposal.html", {"proposal": proposal}, form=form)


def take_charge(request: Request, ref: str) -> HttpResponse:
    """Ask which of the viewer's bodies takes charge; posted to, let it."""
    proposal = queries.get_proposal(ref, request.actor)
    bodies = queries.my_bodies(request.actor, Power.MODERATE, now())
    form = ChargeForm(request.POST or None, bodies=bodies)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.take_charge(proposal.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Your body is responsible for it now."))
            return redirect(proposal)
    return page(request, "proposals/take_charge.html", {"proposal": proposal, "bodies": bodies}, form=form)


def _move_form(request: Request, shown: queries.ProposalPage, step: NextStep) -> MoveForm:
    kind = "" if step.is_end else shown.process.stage(step.to).kind
    initial: dict[str, Any] = {"record": shown.last.number}
    spoken: dict[str, Any] = {"languages": language_choices(request.LANGUAGE_CODE), "own": request.actor.languages}
    if kind == StageKind.DECISION:
        return _decision_form(request, shown, step, initial | {"closes_at": _midday_in(shown, step)}, spoken)
    if kind == StageKind.CONSULTATION:
        offer = ScopeOffer(own=request.actor.languages)
        asking = {"offer": offer, "zone": request.actor.zone, **spoken, "languages": offer.languages}
        initial["closes_at"] = _midday_in(shown, step)
        return ConsultationMoveForm(request.POST or None, initial=initial, **asking)
    return MoveForm(request.POST or None, initial=initial, **spoken)


def _decision_form(
    request: Request, shown: queries.ProposalPage, step: NextStep, initial: dict[str, Any], spoken: dict[str, Any]
) -> DecisionMoveForm:
    """Return the form with the fields that the rules ask for; after others were chosen, with what was typed before."""
    rules = matter_rules()
    tags = {tag for one in rules for tag in one.languages}
    asking = spoken | {
        "rules": rules,
        "names": language_names(tags) if tags else {},
        "zone": request.actor.zone,
        "bodies": _stewards(request, shown),
        "needs_exemption": queries.named_consultation(list(shown.records)) is None,
    }
    proposal = shown.proposal
    initial |= {"title": proposal.title, "question": proposal.title, "language": proposal.language}
    form = DecisionMoveForm(request.POST or None, initial=initial, **asking)
    if request.POST.get("act") != "fields":
        return form
    return DecisionMoveForm(initial=initial | form.typed, **asking)


def _midday_in(shown: queries.ProposalPage, step: NextStep) -> Any:
    """Return a usual end: two thirds into the stage's clock, at noon UTC, so that time for answers stays."""
    days = shown.process.stage(step.to).clock_days * 2 // 3 or 1
    return (now() + timedelta(days=days)).replace(hour=12, minute=0, second=0, microsecond=0)


def _stewards(request: Request, shown: queries.ProposalPage) -> list[tuple[int, str]]:
    return queries.my_bodies(request.actor, Power.STEWARD, now(), hats=shown.hats)


def _asked(shown: queries.ProposalPage, step: NextStep) -> list[tuple[str, str]]:
    """Return (letter in words, sentence as marked) of those whom duties name, where the step asks them."""
    if step.is_end or shown.process.stage(step.to).kind != StageKind.CONSULTATION:
        return []
    own = shown.proposal.responsible_id
    return [
        (letter_words(advice.letter), advice.marked)
        for advice in parties_for(shown.proposal.scope_id, at=now())
        if advice.letter in actions.ASKED and (advice.role_id is not None or advice.body_id != own)
    ]


def _parties_found(form: MoveForm) -> bool:
    """Tell whether every further party named is a body here; the form keeps them, or says which is not."""
    if not isinstance(form, ConsultationMoveForm):
        return True
    form.added = []
    for field, name, why in form.wanted:
        body = queries.body_named(name)
        if body is None:
            form.add_error(field, _("No body, or more than one, has this name. Give the address of its page."))
        else:
            form.added.append(AddedParty(body_id=body.pk, reason=why))
    return form.is_valid()
