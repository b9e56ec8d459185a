"""Doors of slates."""

from __future__ import annotations

from django.urls import path

from talkoot.slates import views

app_name = "slates"
urlpatterns = [
    path("", views.slates, name="slates"),
    path("<str:ref>/", views.slate, name="slate"),
    path("<str:ref>/candidates.csv", views.candidates_csv, name="candidates-csv"),
    path("<str:ref>/nominations/", views.nominate, name="nominate"),
    path("<str:ref>/freezing/", views.freeze_slate, name="freeze-slate"),
    path("<str:ref>/import/", views.import_candidates, name="import-candidates"),
    path("<str:ref>/candidates/<int:number>/", views.candidate, name="candidate"),
    path("<str:ref>/candidates/<int:number>/consent/", views.consent, name="consent"),
    path("<str:ref>/candidates/<int:number>/refusal/", views.decline, name="decline"),
    path("<str:ref>/candidates/<int:number>/statement/", views.write_statement, name="write-statement"),
    path("<str:ref>/candidates/<int:number>/statement/<str:language>/", views.versions, name="versions"),
    path("<str:ref>/candidates/<int:number>/questions/", views.ask_question, name="ask-question"),
    path(
        "<str:ref>/candidates/<int:number>/questions/<int:question>/answers/",
        views.answer_question,
        name="answer-question",
    ),
    path("<str:ref>/candidates/<int:number>/withdrawal/", views.withdraw, name="withdraw"),
    path("<str:ref>/candidates/<int:number>/strike/", views.strike_candidate, name="strike-candidate"),
]
