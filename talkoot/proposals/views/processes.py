"""Processes: which there are, what each version says, and publishing a new one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.directory.rules import Power
from talkoot.kernel.clock import now
from talkoot.proposals import actions, queries
from talkoot.proposals.forms import ProcessForm
from talkoot.ui.pages import Request, page, refusals_to, sign_in_first


def processes(request: Request) -> HttpResponse:
    """Show the processes in force."""
    found = [(template, queries.parsed(template.canonical)) for template in queries.processes(request.actor)]
    return page(request, "proposals/processes.html", {"found": found})


def process(request: Request, slug: str, version: int) -> HttpResponse:
    """Show one version of a process: its stages, clocks and gates."""
    template = queries.get_process(slug, version, request.actor)
    context = {
        "template": template,
        "process": queries.parsed(template.canonical),
        "versions": queries.versions_of(slug, request.actor),
    }
    return page(request, "proposals/process.html", context)


def process_source(request: Request, slug: str, version: int) -> HttpResponse:
    """Give the TOML of one version as it was written."""
    template = queries.get_process(slug, version, request.actor)
    name = f"{template.slug}-{template.version}.toml"
    return HttpResponse(
        template.source,
        content_type="application/toml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def publish_process(request: Request) -> HttpResponse:
    """Ask for a process as TOML; posted to, publish it."""
    sign_in_first(request)
    form = ProcessForm(request.POST or None, bodies=queries.my_bodies(request.actor, Power.STEWARD, now()))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            made = actions.publish_process(**form.cleaned_data, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Published. New proposals follow it from now on."))
            return redirect(made)
    return page(request, "proposals/publish_process.html", {}, form=form)
