"""Doors of scopes."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver

app_name = "scopes"
urlpatterns: list[URLPattern | URLResolver] = []
