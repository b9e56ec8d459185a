"""Whether the reader may vote under given conditions, and what is known about the reader."""

from __future__ import annotations

from django.http import HttpResponse

from talkoot.eligibility import queries
from talkoot.eligibility.forms import ConditionsForm
from talkoot.kernel.clock import now
from talkoot.ui.pages import Request, page, sign_in_first


def eligibility(request: Request) -> HttpResponse:
    """Check the reader against conditions they give; nothing is written and nobody else is told."""
    sign_in_first(request)
    form = ConditionsForm(request.POST or None, initial={"day": now().date()})
    context: dict[str, object] = {}
    if request.method == "POST" and form.is_valid() and form.eligibility and request.actor.person_id is not None:
        checked = queries.check(form.eligibility, request.actor.person_id, form.at)
        names = queries.names_of_checked(checked)
        context = {
            "checked": queries.shown(checked, names=names),
            "rules": queries.sentences(form.eligibility, names=names, opening=checked.opening),
            "missing": queries.missing_facts(form.eligibility),
        }
    return page(request, "eligibility/eligibility.html", context, form=form)


def known(request: Request) -> HttpResponse:
    """Show the reader what is known about them that rules may ask for."""
    sign_in_first(request)
    context = {"own": queries.own_facts(request.actor), "today": now().date()}
    return page(request, "eligibility/known.html", context)
