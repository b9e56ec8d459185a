"""Doors of the radar."""

from __future__ import annotations

from django.urls import path

from talkoot.radar import views

app_name = "radar"
urlpatterns = [
    path("", views.findings, name="findings"),
    path("handovers/<int:hand_over_id>/", views.hand_over, name="hand-over"),
    path("handovers/items/<int:item_id>/acceptance/", views.take_over, name="take-over"),
    path("handovers/items/<int:item_id>/return/", views.return_item, name="return-item"),
    path("<int:finding_id>/", views.finding, name="finding"),
    path("<int:finding_id>/acceptance/", views.accept_finding, name="accept-finding"),
    path("<int:finding_id>/reassignment/", views.reassign_duties, name="reassign-duties"),
    path("<int:finding_id>/merger/", views.merge_duties, name="merge-duties"),
]
