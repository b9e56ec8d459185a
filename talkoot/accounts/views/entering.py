"""The library's pages for signing in and up, answering as all our pages do."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.utils.translation import get_language, override
from django.views.decorators.cache import never_cache
from requests import RequestException

from talkoot.accounts import queries
from talkoot.ui.templatetags.ui import translate_path
from talkoot.ui.views import ask_to_wait

log = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
ENTRANCE_LANGUAGE = "entrance_language"
# The library's codes for one attempt too many; the form says it and stays filled.
TOO_OFTEN = {"too_many_login_attempts", "rate_limited"}


def in_house(view: View) -> View:
    """Return ``view`` so that a form sent with mistakes comes back with an "Error:" title and status 422.

    After one attempt too many it is 429, with when to come back.
    """

    @wraps(view)
    @never_cache
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if isinstance(response, TemplateResponse) and request.method == "POST" and response.context_data is not None:
            forms = [response.context_data.get(name) for name in ("form", "webauthn_form")]
            faults = {code for form in forms if form is not None and form.is_bound for code in _faults(form)}
            if faults:
                response.context_data["is_faulty"] = True
                response.status_code = 422
            if faults & TOO_OFTEN:
                ask_to_wait(response)
        return response

    return answered


def _faults(form: Any) -> set[str]:
    return {str(error.code) for errors in form.errors.as_data().values() for error in errors}


def to_elsewhere(view: View) -> View:
    """Return a provider's log-in ``view`` so that it leaves by a page of ours, and asks to come back to one address.

    Browsers hold the form's policy (``form-action 'self'``) against redirects to other sites too; a page that moves
    on by itself keeps the policy strict. The address to come back to is registered with the provider, so that it is
    always the one without a language; the language is kept in the session meanwhile.
    """

    @wraps(view)
    @never_cache
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = _asking_to_come_back(view, request, *args, **kwargs)
        except RequestException as away:
            log.warning("A provider of log-ins did not answer: %s", away)
            return render(request, "socialaccount/authentication_error.html", status=503)
        if isinstance(response, HttpResponseRedirect) and not response.url.startswith("/"):
            return render(request, "accounts/leaving.html", {"target": response.url})
        return response

    return answered


def _asking_to_come_back(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if request.method != "POST":
        return view(request, *args, **kwargs)
    request.session[ENTRANCE_LANGUAGE] = get_language()
    with override(settings.LANGUAGE_CODE):
        return view(request, *args, **kwargs)


def from_elsewhere(view: View) -> View:
    """Return a provider's call-back ``view`` so that our pages after it are in the language one left in."""

    @wraps(view)
    @never_cache
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except (RequestException, KeyError) as nonsense:
            # The library takes a provider's word for what is in an answer; one without an identity is none.
            log.warning("A provider of log-ins did not answer, or not as it should: %r", nonsense)
            return render(request, "socialaccount/authentication_error.html", status=503)
        if isinstance(response, HttpResponseRedirect) and response.url.startswith("/account/"):
            language = request.session.get(ENTRANCE_LANGUAGE, settings.LANGUAGE_CODE)
            return HttpResponseRedirect(translate_path(response.url, language))
        return response

    return answered


def if_configured(provider: str) -> Callable[[View], View]:
    """Return a decorator: the page is not there unless the site has ``provider`` switched on."""

    def decorated(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not settings.SOCIALACCOUNT_PROVIDERS.get(provider):
                raise Http404
            return view(request, *args, **kwargs)

        return answered

    return decorated


def if_mail_is_on(view: View) -> View:
    """Return ``view``, or in its place a page that says that this site sends no mail, where it sends none."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not queries.mail_is_on():
            return render(request, "accounts/no_mail.html")
        return view(request, *args, **kwargs)

    return answered
