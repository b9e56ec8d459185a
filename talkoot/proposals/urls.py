"""Doors of proposals."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from talkoot.proposals import views

app_name = "proposals"
# Below one proposal. The ref is read once, then the rest of the path compared.
of_one: list[URLPattern | URLResolver] = [
    path("", views.proposal, name="proposal"),
    path("edit/", views.edit_proposal, name="edit-proposal"),
    path("history/", views.history, name="history"),
    path("versions/<int:number>/", views.version, name="version"),
    path("difference/", views.difference, name="difference"),
    path("supports/", views.support_proposal, name="support-proposal"),
    path("supports/withdrawal/", views.withdraw_support, name="withdraw-support"),
    path("follow/", views.follow_proposal, name="follow-proposal"),
    path("follow/end/", views.unfollow_proposal, name="unfollow-proposal"),
    path("withdrawal/", views.withdraw_proposal, name="withdraw-proposal"),
    path("replies/", views.reply_to_proposal, name="reply-to-proposal"),
    path("charge/", views.take_charge, name="take-charge"),
    path("promises/", views.promise_delivery, name="promise-delivery"),
    path("stages/<slug:to>/", views.move_proposal, name="move-proposal"),
]
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
    path("<str:ref>/", include(of_one)),
]
