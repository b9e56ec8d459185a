"""The page on which a version of a rulebook is held against the last decisions."""

from __future__ import annotations

from django.http import HttpResponse

from talkoot.comparisons import queries
from talkoot.ui.pages import Request, page


def comparison(request: Request, slug: str, version: int) -> HttpResponse:
    """Show what the last counted decisions would have come to under this version."""
    rulebook, compared = queries.get_compared(slug, version, viewer=request.actor)
    return page(request, "comparisons/comparison.html", {"rulebook": rulebook, "compared": compared})
