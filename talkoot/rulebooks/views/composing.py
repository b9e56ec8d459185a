"""A new rulebook without code: chosen from the library, said field by field, seen, rehearsed, published."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import Text
from talkoot.rulebooks import actions, queries, rules
from talkoot.rulebooks.forms import ComposingForm
from talkoot.rulebooks.views.keeping import beginning, keepers, required_keepers
from talkoot.ui.pages import Request, page, refusals_to


def library(request: Request) -> HttpResponse:
    """Show the rulebooks one can begin with, read back and drawn."""
    context = {"templates": queries.library(), "may_publish": bool(keepers(request))}
    return page(request, "rulebooks/library.html", context)


def compose_rulebook(request: Request) -> HttpResponse:
    """Say a rulebook field by field; see it read back, drawn and rehearsed; publish it as one would its TOML."""
    bodies = required_keepers(request)
    act = request.POST.get("act", "")
    if act not in {"look", "publish"}:
        return _shaped(request, bodies, act)
    form = ComposingForm(request.POST, bodies=bodies, own=request.actor.languages)
    if form.is_valid() and act == "publish":
        values = {"slug": form.cleaned_data["slug"], "body_id": form.cleaned_data["body"], "source": form.source}
        with refusals_to(form):
            published = actions.publish_rulebook(**values, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Published. This version never changes from now on."))
            return redirect(published)
    return page(request, "rulebooks/compose_rulebook.html", {"composing": form, "draft": form.view()}, form=form)


def _shaped(request: Request, bodies: list[tuple[int | str, Text]], act: str) -> HttpResponse:
    """Show the form with what is said so far, after a chamber came or went or another kind of rule was chosen."""
    missing = ""
    if request.method == "POST":
        said = rules.reshaped({name: str(value) for name, value in request.POST.items()}, act)
    else:
        begun = beginning(request)
        said, missing = rules.begun(begun["source"])
        said |= {"slug": begun.get("slug", "")}
    form = ComposingForm(initial=said, bodies=bodies, own=request.actor.languages)
    context = {"composing": form, "missing": missing, "like": request.GET.urlencode()}
    return page(request, "rulebooks/compose_rulebook.html", context, form=form)
