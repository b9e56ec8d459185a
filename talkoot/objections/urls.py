"""Doors of objections."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from talkoot.objections import views

app_name = "objections"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<str:ref>/", views.objection, name="objection"),
    path("<str:ref>/withdrawal/", views.withdraw_objection, name="withdraw-objection"),
    path("<str:ref>/resolutions/new/", views.propose_resolution, name="propose-resolution"),
    path("<str:ref>/resolution/confirmation/", views.confirm_resolution, name="confirm-resolution"),
    path("<str:ref>/resolution/refusal/", views.decline_resolution, name="decline-resolution"),
    path("<str:ref>/finding/", views.find_without_reason, name="find-without-reason"),
    path("<str:ref>/appeal/", views.appeal_finding, name="appeal-finding"),
    path("<str:ref>/appeal/upholding/", views.uphold_appeal, name="uphold-appeal"),
    path("<str:ref>/appeal/dismissal/", views.dismiss_appeal, name="dismiss-appeal"),
]
