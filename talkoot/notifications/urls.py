"""Doors of notifications."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from talkoot.notifications import views

app_name = "notifications"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.inbox, name="inbox"),
    path("reading/", views.read_everything, name="read-everything"),
    path("<int:key>/reading/", views.read_notice, name="read-notice"),
    path("<int:key>/muting/", views.mute_matter, name="mute-matter"),
    path("channels/", views.channels, name="channels"),
    path("channels/muted/", views.unmute_matter, name="unmute-matter"),
    path("less/<str:token>/", views.mute_by_link, name="mute-by-link"),
]
