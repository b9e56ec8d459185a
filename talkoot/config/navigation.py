"""The six top entries, in their fixed order. ``pages`` are the apps or ``app:name`` pages that light an entry up."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

NAVIGATION: list[dict[str, Any]] = [
    {"key": "today", "label": _("Today"), "url": "portal:today", "icon": "today", "is_wide": False,
     "pages": {"portal:today"}},
    {"key": "decide", "label": _("Decide"), "url": "proposals:proposals", "icon": "decide", "is_wide": False,
     "pages": {
         "proposals", "consultations", "decisions", "results", "rulebooks", "slates", "objections", "delegations",
         "eligibility", "commitments",
     }},
    {"key": "alerts", "label": _("Alerts"), "url": "portal:alerts", "icon": "alert", "is_wide": False,
     "pages": {"portal:alerts"}},
    {"key": "people", "label": _("People"), "url": "directory:people", "icon": "people", "is_wide": False,
     "pages": {"directory", "scopes"}},
    {"key": "roles", "label": _("Charter and roles"), "url": "duties:map", "icon": "charter", "is_wide": True,
     "pages": {"duties", "documents", "radar"}},
    {"key": "knowledge", "label": _("Knowledge"), "url": "portal:knowledge", "icon": "book", "is_wide": True,
     "pages": {"portal:knowledge", "portal:search", "portal:recent"}},
]  # fmt: skip
