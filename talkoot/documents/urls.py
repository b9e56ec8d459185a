"""Doors of documents: ``charter@3`` is its version 3, ``4.2`` a clause, whose doors take a slash and need none."""

from __future__ import annotations

from django.urls import path, re_path

from talkoot.documents import views

SLUG = r"(?P<slug>[a-z0-9-]{1,60})"
VERSION = r"@(?P<number>[1-9][0-9]{0,5})"
CLAUSE = r"(?P<at>[0-9]{1,4}(?:\.[0-9]{1,4}){0,5})"

app_name = "documents"
urlpatterns = [
    path("", views.documents, name="documents"),
    path("new/", views.found_document, name="found-document"),
    re_path(rf"^{SLUG}/$", views.document, name="document"),
    re_path(rf"^{SLUG}{VERSION}/$", views.document, name="version"),
    re_path(rf"^{SLUG}{VERSION}\.(?P<kind>md|txt|html)$", views.download, name="download"),
    re_path(rf"^{SLUG}/versions/$", views.versions, name="versions"),
    re_path(rf"^{SLUG}/versions/new/$", views.publish_version, name="publish-version"),
    re_path(rf"^{SLUG}/comparison/$", views.compare, name="compare"),
    re_path(rf"^{SLUG}/c(?P<clause_id>[0-9]{{1,18}})/$", views.clause_by_id, name="clause-by-id"),
    re_path(rf"^{SLUG}/{CLAUSE}/?$", views.clause, name="clause"),
    re_path(rf"^{SLUG}{VERSION}/{CLAUSE}/?$", views.clause, name="clause-in-version"),
]
