"""Which app answers other software at which path below ``/api/``: in JSON, on keys, in no language's address."""

from __future__ import annotations

from django.urls import URLPattern, path

from talkoot.eligibility import api as eligibility

urlpatterns: list[URLPattern] = [
    path("facts/", eligibility.import_facts_by_key, name="import-facts-by-key"),
]
