"""Doors of ballot boxes."""

from __future__ import annotations

from django.urls import path

from talkoot.ballotboxes import views

app_name = "ballotboxes"
urlpatterns = [
    path("<str:ref>/", views.box, name="box"),
    path("<str:ref>/receipt/", views.find_paper, name="find-paper"),
    path("<str:ref>/key/", views.show_key, name="show-key"),
    path("<str:ref>/key/written/", views.make_key, name="make-key"),
    path("<str:ref>/opening/", views.hand_in_key, name="hand-in-key"),
]
