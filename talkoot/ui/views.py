"""Language, display, and the pages that say what went wrong."""

from __future__ import annotations

from contextlib import suppress

from django import forms
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, UnreadablePostError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from talkoot.kernel.verdicts import Text
from talkoot.ui.forms import ChoiceCards, Form
from talkoot.ui.pages import page
from talkoot.ui.templatetags.ui import LANGUAGE_COOKIE, translate_path

YEAR = 365 * 24 * 3600
# No limit on sign-in counts further back.
WAIT_SECONDS = 300
# Who sends more than this of what is refused anyway is cut off.
PATIENCE_BYTES, AT_ONCE = 200_000_000, 1_000_000


class DisplayForm(Form):
    """How pages look to this reader; kept in cookies, so that it works without an account."""

    theme = forms.ChoiceField(
        label=_("Colours"),
        widget=ChoiceCards,
        choices=[("auto", _("As my device")), ("light", _("Light")), ("dark", _("Dark"))],
    )
    text = forms.ChoiceField(
        label=_("Text size"),
        widget=ChoiceCards,
        choices=[("normal", _("Normal")), ("large", _("Large")), ("larger", _("Larger"))],
    )
    bandwidth = forms.ChoiceField(
        label=_("Data"),
        widget=ChoiceCards,
        choices=[("full", _("As usual")), ("reduced", _("Low data: no scripts, shorter lists"))],
    )


def language(request: HttpRequest) -> HttpResponse:
    """Offer the page one came from in every language, by its own name."""
    return page(request, "ui/language.html")


@never_cache
def choose_language(request: HttpRequest, code: str) -> HttpResponse:
    """Go on to the page one came from in the language ``code``, and ask this device no more about it."""
    if code not in dict(settings.LANGUAGES):
        raise Http404(f"no language {code}")
    answer = redirect(translate_path(request.GET.get("next") or "/", code))
    remember_language(request, answer, code)
    return answer


def display(request: HttpRequest) -> HttpResponse:
    """Show and set colours, text size and low data."""
    form = DisplayForm(
        request.POST or None, initial={"theme": "auto", "text": "normal", "bandwidth": "full", **request.COOKIES}
    )
    if request.method == "POST" and form.is_valid():
        target = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
        answer: HttpResponseRedirect = redirect(target if safe else "ui:display")
        remember_display(request, answer, **form.cleaned_data)
        return answer
    return page(request, "ui/display.html", form=form)


def remember_display(request: HttpRequest, answer: HttpResponse, *, theme: str, text: str, bandwidth: str) -> None:
    """Have this device look the way its reader likes from the next page on."""
    for name, value in (("theme", theme), ("text", text), ("bandwidth", bandwidth)):
        _keep(request, answer, name, value)


def remember_language(request: HttpRequest, answer: HttpResponse, code: str) -> None:
    """Have this device offer no other language than ``code`` from the next page on."""
    _keep(request, answer, LANGUAGE_COOKIE, code)


def _keep(request: HttpRequest, answer: HttpResponse, name: str, value: str) -> None:
    answer.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)


def trouble(request: HttpRequest, status: int, title: Text, text: Text) -> HttpResponse:
    """Return a page that says what happened, what still works and whom to ask."""
    return render(request, "ui/trouble.html", {"status": status, "title": title, "text": text}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 when it was too much: the check of a form's token is the first to read what was sent."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return too_large(request)
    return trouble(
        request, 400, _("This request could not be read"), _("Something in it was malformed. Nothing was changed.")
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer 413, once all was sent."""
    take_in(request)
    return trouble(request, 413, _("This is too large"), _("What you sent is larger than this page accepts."))


def take_in(request: HttpRequest) -> None:
    """Read what is too much to the end and drop it: who is answered before sees a broken connection and no answer."""
    with suppress(UnreadablePostError):  # whoever sent it has gone, and nobody reads the answer
        for _taken in range(0, PATIENCE_BYTES, AT_ONCE):
            if not request.read(AT_ONCE):
                break


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 with the reason."""
    return trouble(request, 403, _("You may not do this"), str(exception) or _("Nothing was changed."))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when the form's token is missing or old."""
    text = _(
        "The form had expired, or cookies are switched off. Go back, reload the page and send again. "
        "Nothing was changed."
    )
    return trouble(request, 403, _("The form could not be accepted"), text)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    return trouble(request, 404, _("There is no such page"), _("It may have moved, or you may not be able to see it."))


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer 429 with when to come back."""
    text = _("Wait a few minutes and try again. Nothing was changed.")
    return ask_to_wait(trouble(request, 429, _("Too many requests"), text))


def ask_to_wait(answer: HttpResponse) -> HttpResponse:
    """Return ``answer`` with the status and the header that say: too often, come back later."""
    answer.status_code = 429
    answer["Retry-After"] = str(WAIT_SECONDS)
    return answer


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 without touching the database or the request."""
    return HttpResponse(render_to_string("ui/500.html"), status=500)
