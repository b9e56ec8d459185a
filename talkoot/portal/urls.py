"""Doors of portal."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from talkoot.portal.views import reading, recent, search, today

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", today.today, name="today"),
    path("search/", search.search, name="search"),
    path("recent/", recent.recent, name="recent"),
    path("recent/feed/", recent.recent_feed, name="recent-feed"),
    path("history/<str:ref>/", recent.history, name="history"),
    path("alerts/", reading.alerts, name="alerts"),
    path("knowledge/", reading.knowledge, name="knowledge"),
    path("help/", reading.help, name="help"),
    path("privacy/", reading.privacy, name="privacy"),
]
