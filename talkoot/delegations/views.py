"""Pages of delegations: one's own, making one, and ending one from either side."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect

from talkoot.delegations import actions, queries
from talkoot.delegations.forms import DelegationForm, EndForm, LimitForm
from talkoot.delegations.permissions import Permission, may
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.scopes.queries import ScopeOffer, describe
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


def delegations(request: Request) -> HttpResponse:
    """Show who votes for the reader, for whom the reader votes, and what is over."""
    sign_in_first(request)
    at, person_id = now(), request.actor.person_id or 0
    context = {
        "chains": queries.chains_of(person_id, at, viewer=request.actor),
        "delegating": queries.delegating(at),
        "may_limit": may(request.actor, Permission.LIMIT_CHAINS, at=at),
    }
    return page(request, "delegations/delegations.html", context)


def make_delegation(request: Request) -> HttpResponse:
    """Let another person vote for oneself."""
    sign_in_first(request)
    require(may(request.actor, Permission.MAKE_DELEGATION, at=now()))
    begun = {"delegate_id": request.GET.get("person", "")[:200], "from_on": now().date()}
    form = DelegationForm(request.POST or None, initial=begun, offer=ScopeOffer(own=request.actor.languages))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            return redirect(actions.make_delegation(**form.intent, by=request.actor, at=now(), key=form.key))
    longest = queries.longest_chain(None, now())
    return page(request, "delegations/make_delegation.html", {"longest": longest}, form=form)


def revoke_delegation(request: Request, delegation_id: int) -> HttpResponse:
    """Take one's vote back; asks first."""
    return _end(request, delegation_id, Permission.REVOKE_DELEGATION)


def decline_delegation(request: Request, delegation_id: int) -> HttpResponse:
    """Vote for somebody no more; asks first."""
    return _end(request, delegation_id, Permission.DECLINE_DELEGATION)


def limit_chains(request: Request) -> HttpResponse:
    """Say how often a vote may be handed on."""
    sign_in_first(request)
    places = queries.limit_choices(request.actor, now())
    if not places:
        require(may(request.actor, Permission.LIMIT_CHAINS, at=now()))
    form = LimitForm(request.POST or None, places=places, initial={"body_id": request.GET.get("body", "")})
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.limit_chains(**form.cleaned_data, by=request.actor, at=now(), key=form.key)
            return redirect("delegations:delegations")
    return page(request, "delegations/limit_chains.html", form=form)


# What each side does to end it.
ENDS = {
    Permission.REVOKE_DELEGATION: actions.revoke_delegation,
    Permission.DECLINE_DELEGATION: actions.decline_delegation,
}


def _end(request: Request, delegation_id: int, how: Permission) -> HttpResponse:
    sign_in_first(request)
    one = queries.get_delegation(delegation_id, viewer=request.actor)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            ENDS[how](delegation_id, by=request.actor, at=now(), key=form.key)
            return redirect("delegations:delegations")
    require(may(request.actor, how, one, at=now()))
    context = {"delegation": one, "scope": describe([one.scope_id])[one.scope_id]}
    return page(request, f"delegations/{how}.html", context, form=form)
