"""The only way doors and other apps reach appeals."""

from __future__ import annotations

from typing import Any

from django.db.models import FETCH_RAISE, QuerySet
from django.http import Http404

from talkoot.appeals.models import Appeal

MOST = 200


def appeals_of(matter: str, kind: str) -> list[Appeal]:
    """Return the appeals against something, those that wait first, then the latest (one query)."""
    rows = _against(matter, kind).select_related("made_by", "decided_by").fetch_mode(FETCH_RAISE)
    return sorted(rows.order_by("-pk")[:MOST], key=lambda one: not one.is_open)


def get_appeal(matter: str, kind: str, number: int) -> Appeal:
    """Return an appeal of a kind against ``matter`` by its key; 404 when there is no such."""
    found = _against(matter, kind).filter(pk=number).select_related("made_by", "decided_by").first()
    if found is None:
        raise Http404
    return found


def waiting(matter: str, kind: str) -> int:
    """Return how many appeals against something wait to be decided (one query)."""
    return _against(matter, kind).filter(outcome="").count()


def waiting_matters(kind: str) -> list[str]:
    """Return what has appeals that wait to be decided (one query)."""
    rows = Appeal.objects.filter(kind=kind, outcome="").order_by("matter")
    return list(rows.values_list("matter", flat=True).distinct())


def maker_account(reference: str) -> int | None:
    """Return the account of who made the appeal ``appeal:5``, None where there is none any more."""
    number = int(reference.partition(":")[2])
    return Appeal.objects.filter(pk=number).values_list("made_by__account_id", flat=True).first()


def export_of(account_id: int) -> dict[str, Any]:
    """Return what an account's person appealed against, and what they decided, as JSON values."""
    asked = ("kind", "matter", "chamber", "about", "change", "reason", "language", "made_at", "outcome")
    said = ("kind", "matter", "outcome", "answer", "answer_language", "decided_at")
    return {
        "appeals": list(Appeal.objects.filter(made_by__account_id=account_id).order_by("pk").values(*asked)),
        "decided": list(Appeal.objects.filter(decided_by__account_id=account_id).order_by("pk").values(*said)),
    }


def _against(matter: str, kind: str) -> QuerySet[Appeal]:
    return Appeal.objects.filter(matter=matter, kind=kind)
