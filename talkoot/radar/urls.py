"""Doors of the radar."""

from __future__ import annotations

from django.urls import path

from talkoot.radar import views

app_name = "radar"
urlpatterns = [
    path("", views.findings, name="findings"),
    path("<int:finding_id>/", views.finding, name="finding"),
    path("<int:finding_id>/acceptance/", views.accept_finding, name="accept-finding"),
    path("<int:finding_id>/reassignment/", views.reassign_duties, name="reassign-duties"),
    path("<int:finding_id>/merger/", views.merge_duties, name="merge-duties"),
]
