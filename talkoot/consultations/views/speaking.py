"""Giving input."""

from __future__ import annotations

import ipaddress

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from talkoot.consultations import actions, queries
from talkoot.consultations.forms import InputForm
from talkoot.directory.queries import hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.clock import now
from talkoot.kernel.refusals import AlreadyDone
from talkoot.scopes.queries import language_choices
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


def give_input(request: Request, ref: str) -> HttpResponse:
    """Take input, and lead to its receipt."""
    form = InputForm(request.POST or None, languages=language_choices(), own=request.actor.languages)
    if request.POST.get("body_id"):
        form.offer_bodies(spoken_for(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            receipt = _given(request, queries.key_in(ref), form)
            messages.success(request, _("Received. Keep this page's address or its code: it shows what becomes of it."))
            return redirect("consultations:receipt", code=receipt)
    consultation = queries.get_consultation(ref, request.actor)
    if not consultation.takes_visitors:
        sign_in_first(request)
    form.offer_bodies(spoken_for(request))
    context = {"consultation": consultation, "takes_input": consultation.takes_input_at(now())}
    return page(request, "consultations/give_input.html", context, form=form)


def spoken_for(request: Request) -> list[tuple[int, str]]:
    """Return key and name of the bodies the reader may speak for."""
    hats = hats_of(request.actor, now())
    mine = hats.bodies(Power.REPRESENT)
    return list(dict.fromkeys((hat.body_id, hat.body_name) for hat in hats.all if hat.body_id in mine))


def _given(request: Request, consultation_id: int, form: InputForm) -> str:
    """Return the receipt of the input; of the first one when the same form comes twice."""
    try:
        given = actions.give_input(
            consultation_id, **form.cleaned_data, by=request.actor, at=now(), key=form.key, sender=sender_of(request)
        )
    except AlreadyDone as done:
        return queries.receipt_of(done.subject)
    return given.receipt


def sender_of(request: Request) -> str:
    """Return a keyed hash of where the request comes from: the address, or the network of an IPv6 one.

    The address is the one that limits on signing in go by, so the site's trusted proxies are looked through.
    """
    address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    size = 32 if address.version == 4 else 64
    network = ipaddress.ip_network((address, size), strict=False)
    return salted_hmac("talkoot.consultations.sender", str(network), algorithm="sha256").hexdigest()
