"""What the directory keeps about one account's person, for its owner to take away."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from talkoot.directory.models import Interest, Mandate, Person

TERM = ("seat", "from_on", "until_on", "is_over", "how_chosen", "ended_reason")


def export_of(account_id: int) -> dict[str, Any]:
    """Return the person behind an account, every column but inner ones, with topics and mandates, as JSON values."""
    inner = {"id", "account_id", "fold", "html", "source_key"}
    columns = {field.attname for field in Person._meta.concrete_fields} - inner
    topics = Interest.objects.filter(person__account_id=account_id).order_by("pk")
    mandates = Mandate.objects.filter(person__account_id=account_id).order_by("pk")
    return {
        **(Person.objects.filter(account_id=account_id).values(*sorted(columns)).first() or {}),
        "topics": list(topics.values("ended_at", slug=F("topic__slug"))),
        "mandates": list(mandates.values(*TERM, in_role=F("role__name"), body=F("role__body__name"))),
    }
