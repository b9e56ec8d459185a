"""What the owner of an account sees and changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from talkoot.accounts import actions, queries
from talkoot.accounts.forms import EraseForm, LanguagesForm, PreferencesForm
from talkoot.accounts.permissions import Permission, may
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first
from talkoot.ui.views import remember_display, remember_language

Owned = Callable[[Request, int], HttpResponse]


def owned(view: Owned) -> Callable[[Request], HttpResponse]:
    """Return ``view`` for signed-in people, given the key of their account; never kept by a cache."""

    @wraps(view)
    @never_cache
    def answered(request: Request) -> HttpResponse:
        sign_in_first(request)
        assert request.actor.account_id is not None  # noqa: S101 - known actors of this door have an account
        return view(request, request.actor.account_id)

    return answered


def confirmed(view: Owned) -> Owned:
    """Return ``view`` for people who proved not long ago that it is them: before steps that cannot be undone."""

    @wraps(view)
    def answered(request: Request, account_id: int) -> HttpResponse:
        if is_reauthentication_required(request, app="allauth.account"):
            methods = _ways_to_confirm(request)
            return redirect(f"{methods}?{urlencode({'next': request.path})}")
        return view(request, account_id)

    return answered


@owned
def account(request: Request, account_id: int) -> HttpResponse:
    """Show the account at one glance."""
    return page(
        request, "accounts/account.html", {"account": queries.overview_of(account_id), "mail": queries.mail_is_on()}
    )


@owned
def preferences(request: Request, account_id: int) -> HttpResponse:
    """Show and keep how the owner likes the site."""
    liked = queries.preference_of(account_id)
    form = PreferencesForm(
        request.POST or None, initial={name: getattr(liked, name) for name in PreferencesForm.base_fields}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            kept = actions.save_preferences(account_id, **form.cleaned_data, by=request.actor, at=now())
            answer = redirect("accounts:account")
            bandwidth = "reduced" if kept.reduced_data else "full"
            remember_display(request, answer, theme=kept.colour_scheme, text=kept.text_size, bandwidth=bandwidth)
            remember_language(request, answer, queries.interface_languages([account_id])[account_id])
            messages.success(request, _("Your preferences are saved."))
            return answer
    return page(request, "accounts/preferences.html", form=form)


@owned
def languages(request: Request, account_id: int) -> HttpResponse:
    """Show and keep the owner's languages in order; a row's "up" button moves it and saves."""
    form = LanguagesForm(request.POST or None, choices=queries.language_choices_of(account_id))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            chosen = _moved_up(form.chosen, request.POST.get("up", ""))
            actions.choose_languages(account_id, chosen, by=request.actor, at=now())
            messages.success(request, _("Your languages are saved."))
            return redirect("accounts:languages" if "up" in request.POST else "accounts:account")
    return page(request, "accounts/languages.html", {"names": queries.language_names()}, form=form)


@owned
def sessions(request: Request, account_id: int) -> HttpResponse:
    """Show the devices that are signed in; sign all others out."""
    current = request.session.session_key
    if request.method == "POST":
        actions.end_other_sessions(account_id, current_key=current, by=request.actor, at=now())
        messages.success(request, _("All other devices are signed out."))
        return redirect("accounts:sessions")
    return page(request, "accounts/sessions.html", {"sessions": queries.sessions_of(account_id, current_key=current)})


@require_POST
def end_session(request: Request, key: int) -> HttpResponse:
    """Sign one device out."""
    sign_in_first(request)
    assert request.actor.account_id is not None  # noqa: S101 - known actors of this door have an account
    actions.end_session(request.actor.account_id, key, by=request.actor, at=now())
    messages.success(request, _("The device is signed out."))
    return redirect("accounts:sessions")


@owned
@confirmed
def export_data(request: Request, account_id: int) -> HttpResponse:
    """Give the owner all that is kept about them, as one JSON file."""
    require(may(request.actor, Permission.EXPORT_DATA, account_id, at=now()))
    module, _dot, attribute = settings.PERSONAL.rpartition(".")
    parts: list[tuple[str, Callable[[int], Any]]] = getattr(import_module(module), attribute)
    content = json.dumps(
        {name: part(account_id) for name, part in parts}, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1
    )
    return HttpResponse(
        content,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="account.json"'},
    )


@owned
@confirmed
def erase_account(request: Request, account_id: int) -> HttpResponse:
    """Explain what erasing does; do it when the owner typed their name."""
    form = EraseForm(request.POST or None, expected=queries.get_account(account_id).name)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.erase_account(account_id, by=request.actor, at=now(), key=form.key)
            logout(request)
            messages.success(request, _("Your account is erased. Thank you for what you gave."))
            return redirect(settings.LOGOUT_REDIRECT_URL)
    return page(request, "accounts/erase_account.html", form=form)


def _moved_up[T](rows: list[T], place: str) -> list[T]:
    """Return ``rows`` with the one at ``place`` (as a button says it) before the one it followed."""
    if not place.isascii() or not place.isdigit() or not 0 < int(place[:3]) < len(rows):
        return rows
    index = int(place[:3])
    return [*rows[: index - 1], rows[index], rows[index - 1], *rows[index + 1 :]]


def _ways_to_confirm(request: Request) -> str:
    """Return the page where this person can prove that it is them."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    return str(methods[0]["url"]) if methods else reverse("account_login")
