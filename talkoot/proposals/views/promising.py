"""Promising to deliver an adopted proposal."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.commitments.permissions import BINDING
from talkoot.commitments.queries import list_roles
from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.proposals import actions, queries
from talkoot.proposals.forms import PromiseForm
from talkoot.proposals.permissions import Permission, may
from talkoot.scopes.queries import language_choices
from talkoot.ui.pages import Request, page, refusals_to


def promise_delivery(request: Request, ref: str) -> HttpResponse:
    """Ask what a body of the reader's promises and by when; posted to, let it."""
    proposal = queries.get_proposal(ref, request.actor)
    require(may(request.actor, Permission.PROMISE_DELIVERY, proposal, at=now()))
    roles = bound_roles(request)
    languages = language_choices(request.LANGUAGE_CODE)
    form = PromiseForm(request.POST or None, roles=roles, languages=languages, own=request.actor.languages)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            made = actions.promise_delivery(proposal.pk, **form.promise, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The promise is made, and public."))
            return redirect(made)
    return page(request, "proposals/promise_delivery.html", {"proposal": proposal, "roles": roles}, form=form)


def bound_roles(request: Request) -> list[tuple[str, str]]:
    """Return key and name of the roles of the bodies the reader may bind."""
    hats = hats_of(request.actor, now())
    bodies = {body for power in BINDING for body in hats.bodies(power)}
    # Translators: the first %s is a body, the second a role in it.
    return [(str(key), _("%s: %s") % (body, role)) for key, body, role in list_roles(bodies)]
