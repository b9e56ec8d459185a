"""The desk of the body that was asked: its queue, one answer, many at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from talkoot.consultations import actions, queries
from talkoot.consultations.forms import AnswerForm, BulkAnswerForm, ChosenForm
from talkoot.consultations.permissions import Permission, may
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.scopes.queries import language_choices
from talkoot.ui.pages import Request, page, refusals_to


def answers(request: Request, ref: str) -> HttpResponse:
    """Show the inputs that wait, oldest first, and answer those chosen with one reason."""
    consultation = queries.get_consultation(ref, request.actor)
    require(may(request.actor, Permission.DISPOSE_OF_INPUTS, consultation, at=now()))
    language = request.GET.get("in", "")
    after = request.GET.get("after", "")
    queue = queries.list_inputs(
        consultation, outcome=queries.UNANSWERED, language=language, after=after, size=queries.QUEUE
    )
    form = BulkAnswerForm(request.POST or None, inputs=_sent(request), **_spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            values = form.cleaned_data
            chosen = values.pop("inputs")
            actions.dispose_of_inputs(consultation.pk, chosen, **values, by=request.actor, at=now(), key=form.key)
            _thank(request, len(chosen))
            return redirect("consultations:answers", ref=consultation.public_id)
    context = {"consultation": consultation, "queue": queue, "language": language}
    return page(request, "consultations/answers.html", context, form=form)


@require_POST
def take_up_inputs(request: Request, ref: str) -> HttpResponse:
    """Note that the chosen inputs are being considered."""
    consultation = queries.get_consultation(ref, request.actor)
    form = ChosenForm(request.POST, inputs=_sent(request))
    if form.is_valid():
        chosen = form.cleaned_data["inputs"]
        count = actions.take_up_inputs(consultation.pk, chosen, by=request.actor, at=now(), key=form.key)
        # Translators: %(count)d is a number of inputs.
        text = ngettext("%(count)d input is being considered.", "%(count)d inputs are being considered.", count)
        messages.success(request, text % {"count": count})
    else:
        messages.error(request, _("Choose at least one input."))
    return redirect("consultations:answers", ref=consultation.public_id)


def dispose_of_input(request: Request, ref: str, number: int) -> HttpResponse:
    """Answer one input, or give a new answer in place of the one it has."""
    consultation = queries.get_consultation(ref, request.actor)
    shown = queries.get_input(consultation, number, at=now())
    require(may(request.actor, Permission.DISPOSE_OF_INPUTS, consultation, at=now()))
    current = shown.current
    initial = {"replaces": current.pk if current else None}
    form = AnswerForm(request.POST or None, initial=initial, **_spoken(request))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.dispose_of_input(number, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            _thank(request, 1)
            return redirect(shown.given)
    tongue = queries.tongues([shown.given.language])[shown.given.language]
    context = {"consultation": consultation, "shown": shown, "tongue": tongue}
    return page(request, "consultations/dispose_of_input.html", context, form=form)


def _spoken(request: Request) -> dict[str, Any]:
    return {"languages": language_choices(), "own": request.actor.languages}


def _sent(request: Request) -> list[int]:
    """Return the inputs chosen: any number is offered to the form, the action knows which belong here."""
    return [int(key) for key in request.POST.getlist("inputs") if key.isascii() and key.isdigit() and len(key) < 19]


def _thank(request: Request, count: int) -> None:
    text = ngettext(
        # Translators: %(count)d is a number of inputs.
        "%(count)d input has its answer. Its author is told.",
        "%(count)d inputs have their answer. Their authors are told.",
        count,
    )
    messages.success(request, text % {"count": count})
