"""Doors of rulebooks."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from talkoot.rulebooks import views

app_name = "rulebooks"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.rulebooks, name="rulebooks"),
    path("new/", views.publish_rulebook, name="publish-rulebook"),
    path("new/library/", views.library, name="library"),
    path("new/form/", views.compose_rulebook, name="compose-rulebook"),
    path("schema.json", views.rulebook_schema, name="rulebook-schema"),
    path("schema-2.json", views.rulebook_schema, {"version": 2}, name="rulebook-schema-2"),
    path("<slug:slug>/", views.latest_rulebook, name="latest-rulebook"),
    path("<slug:slug>/<int:version>/", views.rulebook, name="rulebook"),
    path("<slug:slug>/<int:version>/source.toml", views.rulebook_source, name="rulebook-source"),
    path("<slug:slug>/<int:version>/trial/", views.trial, name="trial"),
    path("<slug:slug>/<int:version>/rehearsal/", views.rehearsal, name="rehearsal"),
]
