"""Pages of the radar: what is wrong, one finding, and what is done about it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from talkoot.directory.queries import hats_of
from talkoot.kernel import paging
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.radar import actions, queries
from talkoot.radar.forms import AcceptForm, FilterForm, MergeForm, ReasonForm, ReassignForm
from talkoot.radar.permissions import HandOverPermission, Permission, may, may_answer
from talkoot.scopes import queries as scopes
from talkoot.ui.forms import Form
from talkoot.ui.pages import Request, page, refusals_to


def findings(request: Request) -> HttpResponse:
    """Show what is wrong and who must act, newest first."""
    form = FilterForm(request.GET)
    form.is_valid()
    filters = form.filters
    context = {
        "filters": form,
        "state": filters.state,
        "counts": queries.count_open(viewer=request.actor),
        "kinds": queries.kinds(),
        "is_narrowed": bool(filters.kind or filters.body or filters.age),
        "address": urlencode({name: value for name, value in form.cleaned_data.items() if value}),
        "findings": queries.list_findings(
            filters, viewer=request.actor, at=now(), after=paging.after(request.GET.get("after"))
        ),
    }
    return page(request, "radar/findings.html", context)


def finding(request: Request, finding_id: int) -> HttpResponse:
    """Show one finding, what became of it, and what may be done."""
    found = queries.get_finding(finding_id, viewer=request.actor)
    context = {
        "shown": queries.told(found, now()),
        "finding": found,
        "steps": queries.steps_of(found, viewer=request.actor),
        "may_settle": may(request.actor, Permission.ACCEPT_FINDING, found, at=now()),
    }
    return page(request, "radar/finding.html", context)


def accept_finding(request: Request, finding_id: int) -> HttpResponse:
    """Live with it until a day."""
    found = queries.get_finding(finding_id, viewer=request.actor)
    require(may(request.actor, Permission.ACCEPT_FINDING, found, at=now()))
    form = AcceptForm(request.POST or None, **_own(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.accept_finding(finding_id, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            return redirect(found)
    return page(request, "radar/accept_finding.html", {"shown": queries.told(found, now())}, form=form)


def reassign_duties(request: Request, finding_id: int) -> HttpResponse:
    """Give the duties to somebody else."""
    found = queries.get_finding(finding_id, viewer=request.actor)
    require(may(request.actor, Permission.REASSIGN_DUTIES, found, at=now()))
    holders = queries.holders_to_choose(found, viewer=request.actor, at=now())
    form = ReassignForm(request.POST or None, holders=holders, **_own(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.reassign_duties(finding_id, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            return redirect(found)
    return page(request, "radar/reassign_duties.html", {"shown": queries.told(found, now())}, form=form)


def merge_duties(request: Request, finding_id: int) -> HttpResponse:
    """Keep one of the two duties."""
    found = queries.get_finding(finding_id, viewer=request.actor)
    require(may(request.actor, Permission.MERGE_DUTIES, found, at=now()))
    form = MergeForm(request.POST or None, duties=queries.pair_of(found), **_own(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.merge_duties(finding_id, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            return redirect(found)
    return page(request, "radar/merge_duties.html", {"shown": queries.told(found, now())}, form=form)


def hand_over(request: Request, hand_over_id: int) -> HttpResponse:
    """Show what somebody left open in a role, and who took over what."""
    found = queries.get_hand_over(hand_over_id, viewer=request.actor)
    hats = hats_of(request.actor, now())
    lines = []
    for item in queries.items_of(found):
        item.hand_over = found
        verdict = may_answer(request.actor, HandOverPermission.TAKE_OVER, item, at=now(), hats=hats)
        lines.append({"item": item, "may_answer": verdict, "form": Form() if verdict else None})
    return page(request, "radar/hand_over.html", {"hand_over": found, "lines": lines})


@require_POST
def take_over(request: Request, item_id: int) -> HttpResponse:
    """Take one thing over."""
    item = queries.get_item(item_id, viewer=request.actor)
    actions.take_over(item_id, by=request.actor, at=now(), key=Form(request.POST).key)
    return redirect(item.hand_over)


def return_item(request: Request, item_id: int) -> HttpResponse:
    """Return one thing, with a reason."""
    item = queries.get_item(item_id, viewer=request.actor)
    require(may_answer(request.actor, HandOverPermission.RETURN_ITEM, item, at=now()))
    form = ReasonForm(request.POST or None, **_own(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.return_item(item_id, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            return redirect(item.hand_over)
    return page(request, "radar/return_item.html", {"item": item, "hand_over": item.hand_over}, form=form)


def _own(request: Request) -> dict[str, Any]:
    languages = request.actor.languages
    return {"languages": scopes.language_choices(), "own": languages}
