"""Doors of results: they hang at the addresses of their decisions."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from talkoot.results import views

app_name = "results"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<str:ref>/box/<slug:key>/", views.unsealed, name="unsealed"),
    path("<str:ref>/rounds/<slug:key>/", views.rounds, name="rounds"),
    path("<str:ref>/evidence.json", views.evidence, name="evidence"),
    path("<str:ref>/evidence.zip", views.bundle, name="bundle"),
    path("<str:ref>/tallies.csv", views.tallies, name="tallies"),
]
