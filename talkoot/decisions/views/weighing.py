"""What each vote weighs, said before voting opens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.decisions import actions, queries
from talkoot.decisions.forms import WeightsForm
from talkoot.decisions.permissions import Permission, may
from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.kernel.imports import BadFile
from talkoot.kernel.verdicts import require
from talkoot.ui.pages import Request, page, refusals_to


def say_weights(request: Request, ref: str, key: str) -> HttpResponse:
    """Say what each vote in a chamber weighs: by a list, a file, or a number that its rules ask for."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    require(may(request.actor, Permission.SAY_WEIGHTS, found, at=at, hats=hats))
    shown = queries.weighing_page(found, key, at)
    form = WeightsForm(request.POST or None, request.FILES or None, facts=shown.facts, initial=shown.initial)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            try:
                said = form.cleaned_data
                actions.say_weights(found.pk, chamber=key, **said, by=request.actor, at=now(), key=form.key)
            except BadFile as bad:
                form.tell(bad)
            else:
                messages.success(request, _("Kept. The weights are frozen with the roll when voting opens."))
                return redirect(found)
    context = {"decision": found, "shown": shown, "key": key, "hindrance": queries.against_weighing(found)}
    return page(request, "decisions/say_weights.html", context, form=form)
