"""Doors of commitments."""

from __future__ import annotations

from django.urls import path

from talkoot.commitments import views

app_name = "commitments"
urlpatterns = [
    path("", views.commitments, name="commitments"),
    path("new/", views.make_commitment, name="make-commitment"),
    path("<str:ref>/", views.commitment, name="commitment"),
    path("<str:ref>/updates/", views.post_update, name="post-update"),
    path("<str:ref>/due-date/", views.change_due_date, name="change-due-date"),
    path("<str:ref>/review/", views.review_commitment, name="review-commitment"),
    path("<str:ref>/withdrawal/", views.withdraw_commitment, name="withdraw-commitment"),
]
