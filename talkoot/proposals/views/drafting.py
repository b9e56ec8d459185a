"""Writing a proposal: a form, kept as a draft on the server, a look at similar ones, sending."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.directory.rules import Power
from talkoot.kernel.clock import now
from talkoot.proposals import actions, queries
from talkoot.proposals.forms import ProposalForm
from talkoot.scopes.queries import ScopeOffer
from talkoot.ui.forms import Form
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first

# What another page may begin a proposal with, in its link, and how much of it.
BEGUN = {"title": 200, "problem": 2_000}


def new_proposal(request: Request) -> HttpResponse:
    """Show the form of a new proposal; what is sent is kept as a draft first, so that nothing is lost."""
    begun = {name: request.GET.get(name, "")[:most] for name, most in BEGUN.items() if request.GET.get(name)}
    return _answer(request, _posted(request, begun), None)


def draft(request: Request, draft_id: int) -> HttpResponse:
    """Show a draft in the form it came from."""
    kept = queries.get_draft(draft_id, request.actor)
    return _answer(request, _posted(request, kept.fields), kept.pk)


def drafts(request: Request) -> HttpResponse:
    """Show the viewer's drafts."""
    sign_in_first(request)
    return page(request, "proposals/drafts.html", {"drafts": queries.list_drafts(request.actor)})


def check_draft(request: Request, draft_id: int) -> HttpResponse:
    """Show a draft as others would read it, with the proposals that say much the same."""
    kept = queries.get_draft(draft_id, request.actor)
    filled = _form(request, kept.fields)
    if not filled.is_valid():
        return redirect("proposals:draft", draft_id=kept.pk)
    values = filled.cleaned_data
    alike = queries.similar(values["title"], values["problem"], viewer=request.actor, at=now())
    context = {"draft": kept, "values": values, "alike": alike}
    return page(request, "proposals/check_draft.html", context, form=Form())


@require_POST
def submit_proposal(request: Request, draft_id: int) -> HttpResponse:
    """Put a draft forward."""
    sign_in_first(request)
    form = Form(request.POST)
    kept = queries.get_draft(draft_id, request.actor, even_sent=True)
    if kept.proposal is not None:
        return redirect(kept.proposal)
    filled = _form(request, kept.fields)
    if filled.is_valid():
        with refusals_to(filled):
            made = actions.submit_proposal(
                **_values(filled), draft_id=kept.pk, by=request.actor, at=now(), key=form.key
            )
            messages.success(request, _("Your proposal is public now. You will hear of every step."))
            return redirect(made)
    return page(request, "proposals/new_proposal.html", {"draft_id": kept.pk}, form=filled)


@require_POST
def discard_draft(request: Request, draft_id: int) -> HttpResponse:
    """Empty a draft."""
    sign_in_first(request)
    actions.discard_draft(draft_id, by=request.actor, at=now())
    messages.success(request, _("The draft is gone."))
    return redirect("proposals:drafts")


def _answer(request: Request, form: ProposalForm, draft_id: int | None) -> HttpResponse:
    step = request.POST.get("step", "")
    if request.method == "POST":
        sign_in_first(request)
        with refusals_to(form):
            kept = actions.save_draft(fields=form.typed, draft_id=draft_id, by=request.actor, at=now())
            if step == "keep":
                messages.success(request, _("Kept. Only you can see it."))
                return redirect("proposals:draft", draft_id=kept.pk)
            if form.is_valid():
                return redirect("proposals:check-draft", draft_id=kept.pk)
            draft_id = kept.pk
    return page(request, "proposals/new_proposal.html", {"draft_id": draft_id}, form=form)


def _form(request: Request, data: Any, initial: dict[str, Any] | None = None) -> ProposalForm:
    return ProposalForm(
        data,
        initial=initial,
        offer=ScopeOffer(own=request.actor.languages),
        own=request.actor.languages,
        bodies=queries.my_bodies(request.actor, Power.REPRESENT, now()),
    )


def _posted(request: Request, fields: dict[str, Any]) -> ProposalForm:
    """Return the form as sent; not judged yet when it came back from signing in."""
    form = _form(request, request.POST or None, fields)
    return form if request.method == "POST" or not request.POST else _form(request, None, form.typed)


def _values(form: ProposalForm) -> dict[str, Any]:
    values = form.cleaned_data
    plain = {name: values[name] for name in ("title", "problem", "change", "affected", "language")}
    return plain | form.scope | {"on_behalf_id": values.get("on_behalf")}
