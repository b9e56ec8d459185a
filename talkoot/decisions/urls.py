"""Doors of decisions."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from talkoot.decisions import views

app_name = "decisions"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.decisions, name="decisions"),
    path("new/", views.draft_decision, name="draft-decision"),
    path("rulebooks/", views.rulebooks_moved),
    path("rulebooks/<path:rest>", views.rulebooks_moved),
    path("<str:ref>/", views.decision, name="decision"),
    path("<str:ref>/question/", views.change_question, name="change-question"),
    path("<str:ref>/candidates/", views.ask_for_candidates, name="ask-for-candidates"),
    path("<str:ref>/opening/", views.open_draft, name="open-draft"),
    path("<str:ref>/ballots/", views.ballots, name="ballots"),
    path("<str:ref>/ballots/new/", views.cast_ballot, name="cast-ballot"),
    path("<str:ref>/papers/<slug:key>/", views.cast_marks, name="cast-marks"),
    path("<str:ref>/rounds/<slug:key>/", views.rounds, name="rounds"),
    path("<str:ref>/rolls/<slug:key>/", views.roll, name="roll"),
    path("<str:ref>/eligibility/<slug:key>/", views.eligibility, name="eligibility"),
    path("<str:ref>/tallies/new/", views.record_tally, name="record-tally"),
    path("<str:ref>/closure/", views.close_decision, name="close-decision"),
    path("<str:ref>/count/", views.count_decision, name="count-decision"),
    path("<str:ref>/voiding/", views.void_decision, name="void-decision"),
    path("<str:ref>/evidence.json", views.evidence, name="evidence"),
    path("<str:ref>/evidence.zip", views.bundle, name="bundle"),
    path("<str:ref>/tallies.csv", views.tallies, name="tallies"),
]
