"""One box over everything."""

from __future__ import annotations

from django.http import HttpResponse

from talkoot.ui.pages import Request, page


def search(request: Request) -> HttpResponse:
    """Show what matches the words in ``q``."""
    return page(request, "portal/search.html", {})
