"""Doors of consultations."""

from __future__ import annotations

from django.urls import path

from talkoot.consultations import views

app_name = "consultations"
urlpatterns = [
    path("", views.consultations, name="consultations"),
    path("new/", views.open_consultation, name="open-consultation"),
    path("receipts/", views.receipts, name="receipts"),
    path("receipts/<str:code>/", views.receipt, name="receipt"),
    path("<str:ref>/", views.consultation, name="consultation"),
    path("<str:ref>/inputs/new/", views.give_input, name="give-input"),
    path("<str:ref>/inputs/<int:number>/", views.input_page, name="input"),
    path("<str:ref>/inputs/<int:number>/disposition/", views.dispose_of_input, name="dispose-of-input"),
    path("<str:ref>/answers/", views.answers, name="answers"),
    path("<str:ref>/answers/taken-up/", views.take_up_inputs, name="take-up-inputs"),
    path("<str:ref>/parties/", views.parties, name="parties"),
    path("<str:ref>/parties/new/", views.invite_party, name="invite-party"),
    path("<str:ref>/deadline/", views.extend_deadline, name="extend-deadline"),
    path("<str:ref>/closure/", views.close_consultation, name="close-consultation"),
]
