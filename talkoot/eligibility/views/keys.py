"""Keys on which other software brings in facts: all of them, one, a new one, and none any more."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from talkoot.eligibility import actions, queries
from talkoot.eligibility.forms import FactKeyForm, RevokeFactKeyForm
from talkoot.eligibility.permissions import Permission, may
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.ui.pages import Request, page, refusals_to


def fact_keys(request: Request) -> HttpResponse:
    """Show which software may bring in which facts, and when it last did."""
    require(may(request.actor, Permission.READ_FACT_KEYS, at=now()))
    return page(
        request, "eligibility/fact_keys.html", {"rows": queries.fact_keys(page_after=request.GET.get("after", ""))}
    )


def fact_key(request: Request, key: int) -> HttpResponse:
    """Show one key and what came on it of late."""
    require(may(request.actor, Permission.READ_FACT_KEYS, at=now()))
    row = queries.get_fact_key(key)
    return page(request, "eligibility/fact_key.html", {"row": row, "imports": queries.imports_on(row.key)})


@never_cache
def make_fact_key(request: Request) -> HttpResponse:
    """Make a key, and show its secret this once: there is no address at which it stands."""
    require(may(request.actor, Permission.MAKE_FACT_KEY, at=now()))
    form = FactKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            made, secret = actions.make_fact_key(**form.cleaned_data, by=request.actor, at=now(), key=form.key)
            return page(request, "eligibility/made_fact_key.html", {"made": made, "secret": secret})
    return page(request, "eligibility/make_fact_key.html", form=form)


def revoke_fact_key(request: Request, key: int) -> HttpResponse:
    """Take a key away."""
    require(may(request.actor, Permission.REVOKE_FACT_KEY, at=now()))
    held = queries.get_fact_key(key).key
    form = RevokeFactKeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.revoke_fact_key(held.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The key opens nothing any more."))
            return redirect(held)
    return page(request, "eligibility/revoke_fact_key.html", {"held": held}, form=form)
