"""Opening a consultation, inviting, moving the deadline, closing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.consultations import actions, queries
from talkoot.consultations.forms import ConsultationForm, ExtensionForm, PartyForm
from talkoot.consultations.permissions import CONVENING, Permission, may
from talkoot.consultations.rules import PartySpec
from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import PermissionDenied, require
from talkoot.scopes.queries import language_choices
from talkoot.ui.forms import Form
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


def open_consultation(request: Request) -> HttpResponse:
    """Put a question in the name of a body; its parties are invited on the page that follows."""
    sign_in_first(request)
    bodies = convened(request)
    if not bodies:
        raise PermissionDenied(_("Only those who act for a body may open a consultation in its name."))
    form = ConsultationForm(
        request.POST or None,
        bodies=bodies,
        zone=request.actor.zone,
        languages=language_choices(),
        own=request.actor.languages,
    )
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            opened = actions.open_consultation(
                **form.cleaned_data, parties=(), by=request.actor, at=now(), key=form.key
            )
            messages.success(request, _("The consultation is open. Now invite those who must be heard."))
            return redirect("consultations:parties", ref=opened.public_id)
    return page(request, "consultations/open_consultation.html", form=form)


def invite_party(request: Request, ref: str) -> HttpResponse:
    """Invite one more body or person, with the reason."""
    consultation = queries.get_consultation(ref, request.actor)
    require(may(request.actor, Permission.INVITE_PARTY, consultation, at=now()))
    form = PartyForm(request.POST or None, languages=language_choices(), own=request.actor.languages)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with refusals_to(form):
            kind, party = values.pop("whom")
            spec = PartySpec(**{f"{kind}_id": party}, **values)
            actions.invite_party(consultation.pk, spec, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Invited. They are told why."))
            return redirect("consultations:parties", ref=consultation.public_id)
    return page(request, "consultations/invite_party.html", {"consultation": consultation}, form=form)


def extend_deadline(request: Request, ref: str) -> HttpResponse:
    """Move the deadline on, with a reason everybody can read."""
    consultation = queries.get_consultation(ref, request.actor)
    require(may(request.actor, Permission.EXTEND_DEADLINE, consultation, at=now()))
    actor = request.actor
    form = ExtensionForm(request.POST or None, zone=actor.zone, languages=language_choices(), own=actor.languages)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.extend_deadline(consultation.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("The deadline has moved on."))
            return redirect(consultation)
    return page(request, "consultations/extend_deadline.html", {"consultation": consultation}, form=form)


def close_consultation(request: Request, ref: str) -> HttpResponse:
    """Close for good, once every input has its answer."""
    consultation = queries.get_consultation(ref, request.actor)
    require(may(request.actor, Permission.CLOSE_CONSULTATION, consultation, at=now()))
    form = Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.close_consultation(consultation.pk, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Closed. Every input has its answer."))
            return redirect(consultation)
    context = {"consultation": consultation, "is_over": now() >= consultation.closes_at}
    return page(request, "consultations/close_consultation.html", context, form=form)


def convened(request: Request) -> list[tuple[int, str]]:
    """Return key and name of the bodies in whose name the reader may ask."""
    hats = hats_of(request.actor, now())
    mine = {body for power in CONVENING for body in hats.bodies(power)}
    return list(dict.fromkeys((hat.body_id, hat.body_name) for hat in hats.all if hat.body_id in mine))
