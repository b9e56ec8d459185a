"""Pages that change roles and mandates."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from talkoot.directory import actions, queries
from talkoot.directory.forms import EndMandateForm, MandateForm, NewRoleForm, RoleForm
from talkoot.directory.permissions import Permission, may
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.scopes.queries import language_choices
from talkoot.ui.pages import Request, page, refusals_to


def create_role(request: Request, slug: str) -> HttpResponse:
    """Add a role to a body."""
    body = queries.get_body(slug, request.actor)
    require(may(request.actor, Permission.CREATE_ROLE, body, at=now()))
    languages = language_choices(get_language() or "")
    form = NewRoleForm(request.POST or None, languages=languages, own=request.actor.languages)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.create_role(body.pk, **form.intent, by=request.actor, at=now(), key=form.key)
            return redirect(body)
    return page(request, "directory/create_role.html", {"body": body}, form=form)


def edit_role(request: Request, slug: str, role: str) -> HttpResponse:
    """Change a role's name, seats, term and powers."""
    changed = queries.get_role(slug, role, viewer=request.actor)
    require(may(request.actor, Permission.EDIT_ROLE, changed, at=now()))
    initial = {name: getattr(changed, name) for name in ("name", "seats", "term_months", "powers")}
    form = RoleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.edit_role(changed.pk, **form.intent, by=request.actor, at=now(), key=form.key)
            return redirect(changed.body)
    return page(request, "directory/edit_role.html", {"body": changed.body, "role": changed}, form=form)


def give_mandate(request: Request, slug: str, role: str) -> HttpResponse:
    """Seat a person in a role."""
    given = queries.get_role(slug, role, viewer=request.actor)
    require(may(request.actor, Permission.GIVE_MANDATE, given, at=now()))
    form = MandateForm(request.POST or None, initial={"from_on": now().date()})
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.give_mandate(given.pk, **form.intent, by=request.actor, at=now(), key=form.key)
            return redirect(given.body)
    return page(request, "directory/give_mandate.html", {"body": given.body, "role": given}, form=form)


def end_mandate(request: Request, mandate_id: int) -> HttpResponse:
    """End a mandate, with a reason."""
    mandate = queries.get_mandate(mandate_id, viewer=request.actor)
    require(may(request.actor, Permission.END_MANDATE, mandate, at=now()))
    form = EndMandateForm(request.POST or None, initial={"on": now().date()})
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.end_mandate(mandate.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            return redirect(mandate.role.body)
    return page(request, "directory/end_mandate.html", {"mandate": mandate, "body": mandate.role.body}, form=form)
