"""Today: what needs me; for a first visit, what this is and the movement at work."""

from __future__ import annotations

from django.http import HttpResponse

from talkoot.kernel.clock import now
from talkoot.portal import queries
from talkoot.ui.pages import Request, page


def today(request: Request) -> HttpResponse:
    """Show what needs the reader, or introduce the place to a visitor."""
    at = now()
    if not request.actor.is_known:
        return page(request, "portal/welcome.html", {"welcome": queries.welcome(request.actor, at)})
    return page(request, "portal/today.html", {"today": queries.today_of(request.actor, at), "at": at})
