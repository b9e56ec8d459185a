"""Doors of duties."""

from __future__ import annotations

from django.urls import path

from talkoot.duties import views

app_name = "duties"
urlpatterns = [
    path("", views.responsibility_map, name="map"),
    path("map.csv", views.export, name="export"),
    path("new/", views.assign_duty, name="assign-duty"),
    path("<int:duty_id>/", views.duty, name="duty"),
    path("<int:duty_id>/confirmations/", views.confirm_duty, name="confirm-duty"),
    path("<int:duty_id>/end/", views.end_duty, name="end-duty"),
    path("matters/<int:matter_id>/", views.matter, name="matter"),
    path("matters/<int:matter_id>/retirement/", views.retire_matter, name="retire-matter"),
]
