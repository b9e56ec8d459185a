"""Pages to read: what is late, what was learnt, how it works, what is kept about whom."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from talkoot.commitments import queries as commitments
from talkoot.kernel.clock import now
from talkoot.proposals import queries as proposals
from talkoot.ui.pages import Request, page


def alerts(request: Request) -> HttpResponse:
    """Show every promise and stage that is late."""
    at, viewer = now(), request.actor
    late = proposals.Filters(tab=proposals.Tab.LATE)
    context = {
        "late": proposals.list_proposals(late, viewer=viewer, at=at, after=request.GET.get("late", "")),
        "overdue": commitments.list_commitments(
            viewer=viewer, at=at, tab=commitments.Tab.OVERDUE, after=request.GET.get("overdue", "")
        ),
    }
    return page(request, "portal/alerts.html", context)


def knowledge(request: Request) -> HttpResponse:
    """Show what was decided before and what came of it."""
    at, viewer = now(), request.actor
    ended = proposals.Filters(tab=proposals.Tab.ENDED)
    context = {
        "ended": proposals.list_proposals(ended, viewer=viewer, at=at, after=request.GET.get("after", "")),
        "settled": commitments.list_commitments(viewer=viewer, at=at, tab=commitments.Tab.SETTLED),
    }
    return page(request, "portal/knowledge.html", context)


def help(request: Request) -> HttpResponse:  # noqa: A001  # the page's name
    """Explain how a matter goes its way and whom to ask."""
    return page(request, "portal/help.html", {"contact": settings.CONTACT})


def privacy(request: Request) -> HttpResponse:
    """Say what is kept about people, what is public, and what operators can see."""
    return page(request, "portal/privacy.html")
