"""Rulebooks: a library, one version read back, a trial with invented figures, and publishing."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.directory.queries import hats_of
from talkoot.directory.rules import Power
from talkoot.kernel.clock import now
from talkoot.kernel.verdicts import PermissionDenied, Text
from talkoot.rulebooks import actions, queries, rules
from talkoot.rulebooks.forms import RulebookForm, TrialForm
from talkoot.rulebooks.permissions import Permission, may
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


def rulebooks(request: Request) -> HttpResponse:
    """List rulebooks in their latest version."""
    rows = queries.list_rulebooks(after=request.GET.get("after", ""))
    return page(request, "rulebooks/rulebooks.html", {"rows": rows, "may_publish": bool(_keepers(request))})


def rulebook(request: Request, slug: str, version: int) -> HttpResponse:
    """Show one version: its rules as sentences and as TOML."""
    found = queries.get_rulebook(slug, version)
    right = may(request.actor, Permission.PUBLISH_RULEBOOK, found.body_id, at=now())
    return page(request, "rulebooks/rulebook.html", {"shown": queries.rulebook_view(found), "may_publish": right})


def latest_rulebook(request: Request, slug: str) -> HttpResponse:
    """Lead to the latest version."""
    found = queries.latest_rulebook(slug)
    if found is None:
        raise Http404
    return redirect(found)


def rulebook_source(request: Request, slug: str, version: int) -> HttpResponse:
    """Give the TOML of one version."""
    found = queries.get_rulebook(slug, version)
    name = f"{found.slug}-{found.version}.toml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(found.source, content_type="application/toml; charset=utf-8", headers=headers)


def rulebook_schema(request: Request) -> HttpResponse:
    """Give the JSON Schema of rulebooks."""
    return HttpResponse(rules.schema(), content_type="application/schema+json")


def trial(request: Request, slug: str, version: int) -> HttpResponse:
    """Show what invented figures come to under the rules, and under other readings of neutral."""
    found = queries.get_rulebook(slug, version)
    shown = queries.rulebook_view(found)
    form = TrialForm(request.GET or None, chambers=shown.back.chambers)
    readings = queries.readings_view(found, form.counts) if form.is_valid() else []
    outcomes, passed = {r.is_adopted for r in readings}, {r.passed for r in readings}
    differs = "outcome" if len(outcomes) > 1 else "chamber" if len(passed) > 1 else ""
    context = {"shown": shown, "trial": form, "readings": readings, "differs": differs}
    return page(request, "rulebooks/trial.html", context)


def publish_rulebook(request: Request) -> HttpResponse:
    """Publish rules as a new rulebook or its next version; ``?like=slug/version`` begins with another's."""
    sign_in_first(request)
    keepers = _keepers(request)
    if not keepers:
        raise PermissionDenied(_("Only stewards of a body and operators may publish rulebooks."))
    form = RulebookForm(request.POST or None, initial=_beginning(request), bodies=keepers)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        body_id = values.pop("body")
        with refusals_to(form):
            published = actions.publish_rulebook(**values, body_id=body_id, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Published. This version never changes from now on."))
            return redirect(published)
    return page(request, "rulebooks/publish_rulebook.html", form=form)


def _keepers(request: Request) -> list[tuple[int | str, Text]]:
    """Return whom the reader may publish for: the bodies they are stewards of; for operators also no body."""
    hats = hats_of(request.actor, now())
    mine: dict[int | str, Text] = {h.body_id: h.body_name for h in hats.all if Power.STEWARD in h.powers}
    return [*mine.items(), *([("", _("No body: it belongs to the site"))] if request.actor.is_operator else [])]


def _beginning(request: Request) -> dict[str, str]:
    """Return the rules to begin with: those of a version, when the address names one, or a simple example."""
    slug, _slash, version = request.GET.get("like", "").partition("/")
    if slug and version.isascii() and version.isdigit() and len(version) < 9:
        return {"source": queries.get_rulebook(slug, int(version)).source, "slug": slug}
    return {"source": queries.starter()}
