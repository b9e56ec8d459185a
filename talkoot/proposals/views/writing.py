"""What anybody does with a proposal: support, follow, edit and withdraw their own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.kernel.clock import now
from talkoot.kernel.difference import difference
from talkoot.kernel.verdicts import require
from talkoot.proposals import actions, queries
from talkoot.proposals.forms import EditForm, ReasonForm, SupportForm
from talkoot.proposals.permissions import Permission, may
from talkoot.proposals.rules import StageKind
from talkoot.proposals.views.reading import supports
from talkoot.scopes.queries import ScopeOffer, facets_of, language_choices
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


def support_proposal(request: Request, ref: str) -> HttpResponse:
    """Show who supports a proposal; posted to, add the viewer's support."""
    if request.method != "POST":
        return supports(request, ref)
    proposal_id = queries.key_in(ref)
    sign_in_first(request)
    form = SupportForm(
        _in_language(request), languages=language_choices(request.LANGUAGE_CODE), own=request.actor.languages
    )
    if form.is_valid():
        with refusals_to(form):
            values = {**form.cleaned_data, "language": form.cleaned_data["language"]}
            actions.support_proposal(proposal_id, **values, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("You support this proposal now."))
            return redirect("proposals:proposal", ref)
    return supports(request, ref, form)


@require_POST
def withdraw_support(request: Request, ref: str) -> HttpResponse:
    """Take the viewer's support back."""
    proposal_id = queries.key_in(ref)
    actions.withdraw_support(proposal_id, by=request.actor, at=now())
    messages.success(request, _("Your support is taken back."))
    return redirect("proposals:proposal", ref)


@require_POST
def follow_proposal(request: Request, ref: str) -> HttpResponse:
    """Let the viewer hear of the proposal."""
    proposal_id = queries.key_in(ref)
    actions.follow_proposal(proposal_id, by=request.actor, at=now())
    messages.success(request, _("You will hear when it moves on."))
    return redirect("proposals:proposal", ref)


@require_POST
def unfollow_proposal(request: Request, ref: str) -> HttpResponse:
    """Let the viewer hear of it no more."""
    proposal_id = queries.key_in(ref)
    actions.unfollow_proposal(proposal_id, by=request.actor, at=now())
    messages.success(request, _("You will not hear of it any more."))
    return redirect("proposals:proposal", ref)


def edit_proposal(request: Request, ref: str) -> HttpResponse:
    """Show the text to be changed; posted to, keep it as a new version."""
    text, _standing = queries.get_text(ref, request.actor)
    require(may(request.actor, Permission.EDIT_PROPOSAL, text.proposal, at=now()))
    form = _edit_form(request, text)
    if request.method == "POST" and form.is_bound and form.is_valid():
        with refusals_to(form):
            actions.edit_proposal(text.proposal.pk, **form.values, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Your version is public now."))
            return redirect(text.proposal)
    context = {"proposal": text.proposal, "text": text, "clash": _clash(form, text)}
    return page(request, "proposals/edit_proposal.html", context, form=form)


def withdraw_proposal(request: Request, ref: str) -> HttpResponse:
    """Ask for the reason; posted to, withdraw the proposal."""
    proposal = queries.get_proposal(ref, request.actor)
    require(may(request.actor, Permission.WITHDRAW_PROPOSAL, proposal, at=now()))
    languages = language_choices(request.LANGUAGE_CODE)
    form = ReasonForm(request.POST or None, languages=languages, own=request.actor.languages)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.withdraw_proposal(proposal.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The proposal is withdrawn."))
            return redirect(proposal)
    return page(request, "proposals/withdraw_proposal.html", {"proposal": proposal}, form=form)


def _in_language(request: Request) -> Any:
    """Return what was posted; a plain "I support this" names no language and takes the reader's first."""
    if "language" in request.POST:
        return request.POST
    data = request.POST.copy()
    data["language"] = request.actor.languages[0]
    return data


def _edit_form(request: Request, text: Any) -> EditForm:
    """Return the form: with the text as it is, or as it was sent."""
    facets = facets_of([text.proposal.scope_id])[text.proposal.scope_id]
    current = {name: getattr(text, name) for name in ("title", "problem", "change", "affected", "language")} | {
        "base_version": text.number,
        "topics": sorted(facets.topics),
        "territories": sorted(facets.territories),
        "languages": sorted(facets.languages),
    }
    return EditForm(
        request.POST or None,
        initial=current,
        takes_scope=text.proposal.stage_kind == StageKind.TRIAGE,
        offer=ScopeOffer(own=request.actor.languages),
        own=request.actor.languages,
    )


def _clash(form: EditForm, text: Any) -> list[tuple[str, Any]] | None:
    """Return, when somebody changed the text meanwhile, what differs between their text and the one just sent.

    The form goes on from their version: sent again, it is an edit of it.
    """
    seen = form.data.get("base_version", "") if form.is_bound else ""
    if not seen.isdigit() or seen == str(text.number):
        return None
    data: Any = form.data.copy()  # type: ignore[attr-defined]  # posted data is a QueryDict
    data["base_version"] = str(text.number)
    form.data = data
    names = ("title", "problem", "change", "affected")
    return [
        (str(form.fields[name].label), difference(getattr(text, name), data.get(name, "").replace("\r\n", "\n")))
        for name in names
    ]
