"""How views answer: a page, filled forms after a refusal, and a way through the sign-in page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import PermissionDenied

if TYPE_CHECKING:
    from talkoot.kernel.actors import Actor
    from talkoot.ui.forms import Form


class Request(HttpRequest):
    """What middleware makes of each request: a plain one that knows its actor (a type only, never constructed)."""

    actor: Actor


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    form: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return ``template`` as a page; status 422 and an "Error:" title when ``form`` was sent with mistakes."""
    faulty = form is not None and request.method == "POST" and bool(form.errors)
    values = {**(context or {}), "form": form, "is_faulty": faulty}
    return HttpResponse(render_to_string(template, values, request=request), status=422 if faulty else status)


@contextmanager
def refusals_to(form: Form) -> Iterator[None]:
    """Turn a `Refusal` raised inside into an error of ``form``, which stays filled with what was typed."""
    try:
        yield
    except Refusal as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, str(refusal.text))


def sign_in_first(request: Request) -> None:
    """Send a visitor to the sign-in page (the middleware keeps a posted form); let people pass."""
    if not request.actor.is_known:
        raise PermissionDenied(_("Sign in first. What you wrote is kept."))
