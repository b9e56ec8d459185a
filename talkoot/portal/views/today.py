"""Today: what needs me; for a first visit, what this is and the movement at work."""

from __future__ import annotations

from django.http import HttpResponse

from talkoot.ui.pages import Request, page


def today(request: Request) -> HttpResponse:
    """Show what needs the reader, or introduce the place to a visitor."""
    return page(request, "portal/today.html", {})
