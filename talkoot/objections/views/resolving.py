"""Taking an objection back, and resolving it by an amendment."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from talkoot.objections import actions
from talkoot.objections.forms import ResolutionForm, WordsForm
from talkoot.objections.permissions import Permission
from talkoot.objections.rules import StepKind
from talkoot.objections.views.reading import done, held, spoken
from talkoot.ui.forms import Form
from talkoot.ui.pages import Request


def withdraw_objection(request: Request, ref: str) -> HttpResponse:
    """Take one's objection back."""
    found = held(request, ref, Permission.WITHDRAW_OBJECTION)
    form = Form(request.POST or None)
    told = _("Your objection is withdrawn. It stays readable.")
    return done(request, found, StepKind.WITHDRAWN, form, actions.withdraw_objection, told=told)


def propose_resolution(request: Request, ref: str) -> HttpResponse:
    """Propose that an amendment meets an objection."""
    found = held(request, ref, Permission.PROPOSE_RESOLUTION)
    form = ResolutionForm(request.POST or None, is_amended=found.round.latest > 1, **spoken(request))
    told = _("Whoever objects is asked whether that meets it.")
    return done(request, found, StepKind.PROPOSED, form, actions.propose_resolution, told=told)


def confirm_resolution(request: Request, ref: str) -> HttpResponse:
    """Agree that an amendment meets one's objection."""
    found = held(request, ref, Permission.CONFIRM_RESOLUTION)
    form = Form(request.POST or None)
    told = _("Your objection is resolved.")
    return done(request, found, StepKind.CONFIRMED, form, actions.confirm_resolution, told=told)


def decline_resolution(request: Request, ref: str) -> HttpResponse:
    """Say that an amendment does not meet one's objection."""
    found = held(request, ref, Permission.DECLINE_RESOLUTION)
    form = WordsForm(request.POST or None, **spoken(request))
    told = _("Your objection stands, and the stewards know what is missing.")
    return done(request, found, StepKind.DECLINED, form, actions.decline_resolution, told=told)
