"""Doors of proposals."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from talkoot.proposals import views

app_name = "proposals"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.proposals, name="proposals"),
    path("filters/", views.filters, name="filters"),
    path("new/", views.new_proposal, name="new-proposal"),
    path("drafts/", views.drafts, name="drafts"),
    path("drafts/<int:draft_id>/", views.draft, name="draft"),
    path("drafts/<int:draft_id>/similar/", views.check_draft, name="check-draft"),
    path("drafts/<int:draft_id>/submission/", views.submit_proposal, name="submit-proposal"),
    path("drafts/<int:draft_id>/discarding/", views.discard_draft, name="discard-draft"),
    path("processes/", views.processes, name="processes"),
    path("processes/new/", views.publish_process, name="publish-process"),
    path("processes/<slug:slug>/<int:version>/", views.process, name="process"),
    path("processes/<slug:slug>/<int:version>/source/", views.process_source, name="process-source"),
    path("<str:ref>/", views.proposal, name="proposal"),
    path("<str:ref>/edit/", views.edit_proposal, name="edit-proposal"),
    path("<str:ref>/history/", views.history, name="history"),
    path("<str:ref>/versions/<int:number>/", views.version, name="version"),
    path("<str:ref>/difference/", views.difference, name="difference"),
    path("<str:ref>/supports/", views.support_proposal, name="support-proposal"),
    path("<str:ref>/supports/withdrawal/", views.withdraw_support, name="withdraw-support"),
    path("<str:ref>/follow/", views.follow_proposal, name="follow-proposal"),
    path("<str:ref>/follow/end/", views.unfollow_proposal, name="unfollow-proposal"),
    path("<str:ref>/withdrawal/", views.withdraw_proposal, name="withdraw-proposal"),
    path("<str:ref>/replies/", views.reply_to_proposal, name="reply-to-proposal"),
    path("<str:ref>/charge/", views.take_charge, name="take-charge"),
    path("<str:ref>/promises/", views.promise_delivery, name="promise-delivery"),
    path("<str:ref>/stages/<slug:to>/", views.move_proposal, name="move-proposal"),
]
