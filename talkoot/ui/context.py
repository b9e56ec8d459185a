"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name and how this reader wants pages to look."""
    return {
        "site_name": settings.SITE_NAME,
        "actor": getattr(request, "actor", None),
        "unread": getattr(getattr(request, "user", None), "unread", 0),
        "theme": _one_of(request.COOKIES.get("theme"), ("light", "dark")),
        "text_size": _one_of(request.COOKIES.get("text"), ("large", "larger")),
        "is_reduced": request.COOKIES.get("bandwidth") == "reduced" or request.headers.get("Save-Data") == "on",
    }


def _one_of(value: str | None, allowed: tuple[str, ...]) -> str:
    return value if value in allowed else ""
