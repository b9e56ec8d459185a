"""Writing the question in further languages."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.decisions import actions, queries
from talkoot.decisions.forms import QuestionForm
from talkoot.decisions.permissions import Permission, may
from talkoot.directory.queries import hats_of
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import require
from talkoot.scopes.queries import language_choices
from talkoot.ui.pages import Request, page, refusals_to


def translate_question(request: Request, ref: str) -> HttpResponse:
    """Write title and question in a further language."""
    at = now()
    hats = hats_of(request.actor, at)
    found = queries.get_decision(ref, request.actor, at, hats)
    require(may(request.actor, Permission.TRANSLATE_QUESTION, found, at=at, hats=hats))
    lacking = queries.missing_languages(found)
    others = [choice for choice in language_choices() if choice[0] != found.language]
    asked = request.GET.get("to", "")
    first = [asked, *lacking] if asked in dict(others) else lacking
    form = QuestionForm(
        request.POST or None, languages=others, own=list(dict.fromkeys(first)) or request.actor.languages
    )
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            actions.translate_question(found.pk, **form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Kept. Who reads this language sees the question in it."))
            left = [tag for tag in lacking if tag != form.cleaned_data["language"]]
            return redirect("decisions:translate-question", ref=found.public_id) if left else redirect(found)
    context = {"decision": found, "lacking": queries.named(lacking)}
    return page(request, "decisions/translate_question.html", context, form=form)
