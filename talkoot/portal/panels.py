"""What the portal shows on pages of lower apps: ways to what happened. They cost no query."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from talkoot.ui.pages import Request

type Panel = tuple[str, dict[str, object]]
TEMPLATE = "portal/parts/history.html"


def history(request: Request, it: Any) -> Panel:
    """Return the way to everything that happened to a page's subject."""
    return TEMPLATE, {"href": reverse("portal:history", args=[it.ref])}


def body(request: Request, shown: Any) -> Panel:
    """Return the way to what was done to the body of a page and on its behalf."""
    return TEMPLATE, {"href": _narrowed(body=shown.body.slug), "feed": True}


def person(request: Request, person: Any) -> Panel:
    """Return the way to what a person did."""
    return TEMPLATE, {"href": _narrowed(person=person.slug), "feed": True}


def _narrowed(**query: str) -> str:
    return f"{reverse('portal:recent')}?{urlencode(query)}"
