"""Doors of the frame: language and display."""

from __future__ import annotations

from django.urls import path

from talkoot.ui import views

app_name = "ui"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("display/", views.display, name="display"),
]
