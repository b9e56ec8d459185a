"""Doors of the ledger."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from talkoot.ledger import views

app_name = "ledger"
urlpatterns: list[URLPattern | URLResolver] = [
    path("parked/", views.parked, name="parked"),
    path("parked/<int:key>/retries/", views.retry_delivery, name="retry-delivery"),
]
