"""What every request gets: its actor, and an answer for each way a write can be refused."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, local
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import MiddlewareNotUsed, RequestDataTooBig, TooManyFieldsSent
from django.db import connection
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from talkoot.config.identity import actor_of
from talkoot.kernel.refusals import AlreadyDone, Refusal, TooOften
from talkoot.kernel.verdicts import PermissionDenied
from talkoot.portal import queries as portal
from talkoot.ui.views import too_large, trouble

KEPT = "kept_form"
KEPT_LIMIT = 100_000
BUTTON_PAGE = "page_of_the_button"
PATIENCE_SECONDS = 2


class PublicMiddleware:
    """Lets an answer that says it is public be one for everybody: who asks is looked at, but does not change it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Take back, of a public answer, what other middleware says of all: that it varies with reader and language."""
        answer = self.get_response(request)
        if "public" in answer.get("Cache-Control", ""):
            said = [name.strip() for name in answer.get("Vary", "").split(",")]
            kept = [name for name in said if name and name.lower() not in {"cookie", "accept-language"}]
            del answer["Vary"]
            if kept:
                answer["Vary"] = ", ".join(kept)
        return answer


class ActorMiddleware:
    """Sets ``request.actor``, and gives a form back filled to whom it was taken from by the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer ``request`` with its actor known."""
        request.actor = actor_of(request)  # type: ignore[attr-defined]  # ui.pages.Request declares it
        if request.method == "GET" and request.actor.is_known and KEPT in request.session:  # type: ignore[attr-defined]  # as above
            path, body = request.session[KEPT]
            if path == request.path:
                del request.session[KEPT]
                request.POST = QueryDict(body)
                messages.info(request, _("You are signed in. Here is what you wrote; send it when it is right."))
        return self.get_response(request)


class AnswerMiddleware:
    """Maps what actions raise to answers: no view needs code for a refusal it does not treat itself.

    What a form leads to is answered 303, which says to get it; 302 leaves open whether to send the form again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass ``request`` on; exceptions come back through `process_exception`."""
        answer = self.get_response(request)
        if request.method == "GET" and answer.status_code == 405 and "json" not in answer.get("Content-Type", ""):
            answer = only_a_button(request)
        if request.method == "POST" and answer.status_code == 302:
            answer.status_code = 303
        if answer.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(answer, ["Accept-Language"])  # each page offers the reader's own language
        return answer

    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        """Answer the exceptions of the house; leave every other to Django."""
        match exception:
            case AlreadyDone():
                messages.info(request, _("This was received before. Nothing was done twice."))
                return redirect(portal.url_of(exception.subject, viewer=request.actor) or "portal:today")
            case PermissionDenied() if not request.actor.is_known:
                return sign_in(request)
            case PermissionDenied():
                return trouble(request, 403, _("You may not do this"), exception.reason)
            case TooOften():
                answer = trouble(request, 429, _("Too many requests"), exception.text)
                answer["Retry-After"] = str(exception.seconds)
                return answer
            case Refusal():
                return trouble(request, 409, _("This cannot be done now"), exception.text)
            case RequestDataTooBig() | TooManyFieldsSent():
                return too_large(request)
        return None


class InTurnMiddleware:
    """On SQLite, works on what signed-in people post one after the other.

    Only one can write at a time in any case. Threads that are all halfway through hand the interpreter to and fro at
    every statement, which costs the processor as much again as the writing itself. This too is a courtesy: who waited
    for ``PATIENCE_SECONDS`` behind something slow goes on. A form is read before, so that a slow sender holds nobody
    up; visitors, who sign in with passwords that are slow to check, do not queue.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if connection.vendor != "sqlite":
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.turn, self.mine = Lock(), local()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass ``request`` on, and end its turn if it got one."""
        try:
            return self.get_response(request)
        finally:
            if vars(self.mine).pop("is_held", False):
                self.turn.release()

    def process_view(self, request: Any, *_view: object) -> None:
        """Wait for a turn; by now the check against forgery has seen the form."""
        if request.method == "POST" and request.actor.is_known:
            len(request.POST)
            self.mine.is_held = self.turn.acquire(timeout=PATIENCE_SECONDS)


def sign_in(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the sign-in page; a posted form is kept and comes back filled afterwards."""
    if request.method == "POST":
        body = request.POST.urlencode()
        if len(body) <= KEPT_LIMIT:
            request.session[KEPT] = [request.path, body]
        request.session[BUTTON_PAGE] = _page_before(request)
        messages.info(request, _("Sign in to go on. What you wrote is kept."))
    return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")


def only_a_button(request: HttpRequest) -> HttpResponse:
    """Answer who gets what only a button leads to: with the page the button is on for who had to sign in first."""
    page = request.session.pop(BUTTON_PAGE, "")
    if not page:
        text = _("This address belongs to a button on another page. Nothing was changed.")
        answer = trouble(request, 405, _("This is not a page"), text)
        answer["Allow"] = "POST"
        return answer
    for _unsaid in messages.get_messages(request):
        pass  # there is no text to send once more, only a button
    messages.info(request, _("You are signed in. Press the button once more."))
    return redirect(page)


def _page_before(request: HttpRequest) -> str:
    """Return the page of this site that a form was sent from; empty where the browser does not tell."""
    before = request.headers.get("Referer", "")
    return before if url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}) else ""
