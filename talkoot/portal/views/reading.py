"""Pages to read: what is late, what was learnt, how it works, what is kept about whom."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from talkoot.ui.pages import Request, page


def alerts(request: Request) -> HttpResponse:
    """Show every promise and stage that is late."""
    return page(request, "portal/alerts.html", {})


def knowledge(request: Request) -> HttpResponse:
    """Show what was decided before and what came of it."""
    return page(request, "portal/knowledge.html", {})


def help(request: Request) -> HttpResponse:  # noqa: A001 - the page's name
    """Explain how a matter goes its way and whom to ask."""
    return page(request, "portal/help.html", {"contact": settings.CONTACT})


def privacy(request: Request) -> HttpResponse:
    """Say what is kept about people, what is public, and what operators can see."""
    return page(request, "portal/privacy.html")
