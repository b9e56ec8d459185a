"""Doors of the frame: language and display."""

from __future__ import annotations

from django.urls import path

from talkoot.ui import views

app_name = "ui"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("language/<slug:code>/", views.choose_language, name="choose-language"),
    path("display/", views.display, name="display"),
]
