"""Doors of scopes."""

from __future__ import annotations

from django.urls import path

from talkoot.scopes import views

app_name = "scopes"
urlpatterns = [
    path("", views.topics, name="topics"),
    path("topics/new/", views.add_topic, name="add-topic"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("topics/<slug:slug>/labels/", views.label_topic, name="label-topic"),
    path("topics/<slug:slug>/broader/", views.place_topic, name="place-topic"),
    path("topics/<slug:slug>/broader/<int:broader_id>/end/", views.lift_topic, name="lift-topic"),
    path("<int:scope_id>/", views.scope, name="scope"),
]
