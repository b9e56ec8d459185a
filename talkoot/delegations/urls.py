"""Doors of delegations."""

from __future__ import annotations

from django.urls import path

from talkoot.delegations import views

app_name = "delegations"
urlpatterns = [
    path("", views.delegations, name="delegations"),
    path("new/", views.make_delegation, name="make-delegation"),
    path("limits/", views.limit_chains, name="limit-chains"),
    path("<int:delegation_id>/revocation/", views.revoke_delegation, name="revoke-delegation"),
    path("<int:delegation_id>/refusal/", views.decline_delegation, name="decline-delegation"),
]
