"""The list of promises, and one promise with its story."""

from __future__ import annotations

from django.http import HttpResponse

from talkoot.commitments import queries
from talkoot.commitments.permissions import BINDING, rights_of
from talkoot.commitments.queries import Tab
from talkoot.directory.queries import get_body, hats_of
from talkoot.kernel.clock import now
from talkoot.ui.pages import Request, page


def commitments(request: Request) -> HttpResponse:
    """List what bodies promised: all or one body's, running, late or settled."""
    wanted = request.GET.get("tab", "")
    tab = Tab(wanted) if wanted in list(Tab) else Tab.RUNNING
    slug = request.GET.get("body", "")
    body = get_body(slug, request.actor) if slug else None
    rows = queries.list_commitments(
        viewer=request.actor, at=now(), tab=tab, body_id=body.pk if body else None, after=request.GET.get("after", "")
    )
    hats = hats_of(request.actor, now())
    may_promise = any(hats.bodies(power) for power in BINDING)
    context = {"rows": rows, "tab": tab, "body": body, "may_promise": may_promise}
    return page(request, "commitments/commitments.html", context)


def commitment(request: Request, ref: str) -> HttpResponse:
    """Show one promise: who owes it, until when, how it went and how it was judged."""
    at = now()
    found = queries.get_commitment(ref, request.actor)
    context = {
        "commitment": found,
        "steps": queries.list_steps(found, after=request.GET.get("after", "")),
        "rights": rights_of(request.actor, found, at=at),
        "is_overdue": found.is_overdue_on(at.date()),
        "is_review_time": found.may_be_reviewed_on(at.date()),
    }
    return page(request, "commitments/commitment.html", context)
