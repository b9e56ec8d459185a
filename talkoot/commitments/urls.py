"""Doors of commitments."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "commitments"
urlpatterns: list[URLPattern | URLResolver] = []
