"""Doors of comparisons."""

from __future__ import annotations

from django.urls import path

from talkoot.comparisons import views

app_name = "comparisons"
urlpatterns = [path("<slug:slug>/<int:version>/", views.comparison, name="comparison")]
