"""Doors of eligibility."""

from __future__ import annotations

from django.urls import path

from talkoot.eligibility import views

app_name = "eligibility"
urlpatterns = [
    path("", views.eligibility, name="eligibility"),
    path("known/", views.known, name="known"),
    path("lists/", views.lists, name="lists"),
    path("lists/new/", views.make_list, name="make-list"),
    path("lists/<str:slug>/", views.named_list, name="list"),
    path("lists/<str:slug>/entries/", views.add_entry, name="add-entry"),
    path("lists/<str:slug>/entries/<int:entry>/end/", views.end_entry, name="end-entry"),
    path("lists/<str:slug>/import/", views.import_entries, name="import-entries"),
    path("keys/", views.fact_keys, name="fact-keys"),
    path("keys/new/", views.make_fact_key, name="make-fact-key"),
    path("keys/<int:key>/", views.fact_key, name="fact-key"),
    path("keys/<int:key>/revocation/", views.revoke_fact_key, name="revoke-fact-key"),
    path("suspensions/", views.suspensions, name="suspensions"),
    path("suspensions/new/", views.suspend_person, name="suspend-person"),
    path("suspensions/<int:key>/", views.suspension, name="suspension"),
    path("suspensions/<int:key>/lifting/", views.lift_suspension, name="lift-suspension"),
]
