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
    path("<str:ref>/translations/new/", views.translate_question, name="translate-question"),
    path("<str:ref>/candidates/", views.ask_for_candidates, name="ask-for-candidates"),
    path("<str:ref>/rehearsal/", views.rehearsal, name="rehearsal"),
    path("<str:ref>/opening/", views.open_draft, name="open-draft"),
    path("<str:ref>/announcement/", views.announce_decision, name="announce-decision"),
    path("<str:ref>/announcement/opening/", views.open_announced, name="open-announced"),
    path("<str:ref>/ballots/", views.ballots, name="ballots"),
    path("<str:ref>/ballots/new/", views.cast_ballot, name="cast-ballot"),
    path("<str:ref>/ballots/<int:ballot>/strike/", views.strike_ballot, name="strike-ballot"),
    path("<str:ref>/strikes/<int:strike>/end/", views.take_back_strike, name="take-back-strike"),
    path("<str:ref>/scrutiny/end/", views.end_scrutiny, name="end-scrutiny"),
    path("<str:ref>/positions/new/", views.take_position, name="take-position"),
    path("<str:ref>/overrides/<int:objection>/", views.support_override, name="support-override"),
    path("<str:ref>/amendments/new/", views.amend_question, name="amend-question"),
    path("<str:ref>/wordings/", views.wordings, name="wordings"),
    path("<str:ref>/recusals/", views.recusals, name="recusals"),
    path("<str:ref>/recusals/<int:entry>/end/", views.end_recusal, name="end-recusal"),
    path("<str:ref>/papers/<slug:key>/", views.cast_marks, name="cast-marks"),
    path("<str:ref>/boxes/", views.prepare_boxes, name="prepare-boxes"),
    path("<str:ref>/weights/<slug:key>/", views.say_weights, name="say-weights"),
    path("<str:ref>/booth/<slug:key>/", views.seal_ballot, name="seal-ballot"),
    path("<str:ref>/rolls/<slug:key>/", views.roll, name="roll"),
    path("<str:ref>/rolls/<slug:key>/appeals/new/", views.ask_for_place, name="ask-for-place"),
    path("<str:ref>/rolls/<slug:key>/<int:entry>/appeals/new/", views.ask_to_strike, name="ask-to-strike"),
    path("<str:ref>/roll-appeals/", views.roll_appeals, name="roll-appeals"),
    path("<str:ref>/roll-appeals/<int:number>/decision/", views.decide_roll_appeal, name="decide-roll-appeal"),
    path("<str:ref>/rolls/<slug:key>/<int:entry>/strike/", views.strike_sealed, name="strike-sealed"),
    path("<str:ref>/rolls/<slug:key>/<int:entry>/strike/end/", views.take_back_sealed, name="take-back-sealed"),
    path("<str:ref>/delegates/", views.delegates, name="delegates"),
    path("<str:ref>/eligibility/<slug:key>/", views.eligibility, name="eligibility"),
    path("<str:ref>/tallies/new/", views.record_tally, name="record-tally"),
    path("<str:ref>/closure/", views.close_decision, name="close-decision"),
    path("<str:ref>/count/", views.count_decision, name="count-decision"),
    path("<str:ref>/challenges/", views.challenges, name="challenges"),
    path("<str:ref>/challenges/new/", views.challenge_count, name="challenge-count"),
    path("<str:ref>/challenges/<int:number>/decision/", views.decide_challenge, name="decide-challenge"),
    path("<str:ref>/voiding/", views.void_decision, name="void-decision"),
]
