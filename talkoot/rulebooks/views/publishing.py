"""Publishing rules written as TOML."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from talkoot.kernel.clock import now
from talkoot.rulebooks import actions
from talkoot.rulebooks.forms import RulebookForm
from talkoot.rulebooks.views.keeping import beginning, required_keepers
from talkoot.ui.pages import Request, page, refusals_to


def publish_rulebook(request: Request) -> HttpResponse:
    """Publish rules as a new rulebook or its next version; ``?like=slug/version`` begins with another's,
    ``?template=slug`` with one of the library.
    """
    bodies = required_keepers(request)
    form = RulebookForm(request.POST or None, initial=beginning(request), bodies=bodies)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        body_id = values.pop("body")
        with refusals_to(form):
            published = actions.publish_rulebook(**values, body_id=body_id, by=request.actor, at=now(), key=form.key)
            messages.success(request, _("Published. This version never changes from now on."))
            return redirect(published)
    return page(request, "rulebooks/publish_rulebook.html", form=form)
