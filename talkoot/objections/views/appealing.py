"""Finding an objection without reason, appealing against that, deciding on the appeal."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from talkoot.objections import actions
from talkoot.objections.forms import WordsForm
from talkoot.objections.permissions import Permission
from talkoot.objections.rules import StepKind
from talkoot.objections.views.reading import done, held, spoken
from talkoot.ui.pages import Request


def find_without_reason(request: Request, ref: str) -> HttpResponse:
    """Find that an objection names no harm."""
    found = held(request, ref, Permission.FIND_WITHOUT_REASON)
    form = WordsForm(request.POST or None, **spoken(request))
    told = _("Your reason is public, and whoever objects is told that they may appeal.")
    return done(request, found, StepKind.FOUND, form, actions.find_without_reason, told=told)


def appeal_finding(request: Request, ref: str) -> HttpResponse:
    """Dispute that one's objection is without reason."""
    found = held(request, ref, Permission.APPEAL_FINDING)
    form = WordsForm(request.POST or None, **spoken(request))
    told = _("Your objection stands again until another steward has decided.")
    return done(request, found, StepKind.APPEALED, form, actions.appeal_finding, told=told)


def uphold_appeal(request: Request, ref: str) -> HttpResponse:
    """Decide that an objection stands."""
    found = held(request, ref, Permission.UPHOLD_APPEAL)
    form = WordsForm(request.POST or None, **spoken(request))
    told = _("The objection stands.")
    return done(request, found, StepKind.UPHELD, form, actions.uphold_appeal, told=told)


def dismiss_appeal(request: Request, ref: str) -> HttpResponse:
    """Decide that an objection does not count."""
    found = held(request, ref, Permission.DISMISS_APPEAL)
    form = WordsForm(request.POST or None, **spoken(request))
    told = _("The objection does not count.")
    return done(request, found, StepKind.DISMISSED, form, actions.dismiss_appeal, told=told)
