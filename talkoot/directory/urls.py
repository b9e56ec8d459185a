"""Doors of directory."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from talkoot.directory.views import bodies, imports, people, roles

app_name = "directory"
urlpatterns: list[URLPattern | URLResolver] = [
    path("people/", people.people, name="people"),
    path("people/vacancies/", people.vacancies, name="vacancies"),
    path("people/import/", imports.import_rows, name="import"),
    path("people/<str:slug>/", people.person, name="person"),
    path("people/<str:slug>/profile/", people.edit_profile, name="edit-profile"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/new/", bodies.found_body, name="found-body"),
    path("bodies/<str:slug>/", bodies.body, name="body"),
    path("bodies/<str:slug>/edit/", bodies.edit_body, name="edit-body"),
    path("bodies/<str:slug>/status/", bodies.change_body_status, name="change-body-status"),
    path("bodies/<str:slug>/place/", bodies.move_body, name="move-body"),
    path("bodies/<str:slug>/roles/new/", roles.create_role, name="create-role"),
    path("bodies/<str:slug>/roles/<str:role>/", roles.edit_role, name="edit-role"),
    path("bodies/<str:slug>/roles/<str:role>/mandates/", roles.give_mandate, name="give-mandate"),
    path("mandates/<int:mandate_id>/end/", roles.end_mandate, name="end-mandate"),
]
