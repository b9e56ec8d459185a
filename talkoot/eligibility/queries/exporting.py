"""What eligibility keeps about one account's person, for its owner to take away."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from talkoot.eligibility.models import ExternalFact, ListEntry, Suspension

FACT = ("name", "value", "as_of", "source", "imported_at", "superseded_at")
ENTRY = ("reason", "language", "source", "added_at", "ended_at", "ended_reason")
SUSPENSION = (
    "from_on", "until_on", "decision", "reason", "appeal", "language", "suspended_at", "lifted_on", "lifted_reason",
)  # fmt: skip


def export_of(account_id: int) -> dict[str, Any]:
    """Return facts (superseded ones too), entries on lists and suspensions of an account's person, as JSON values."""
    own = {"person__account_id": account_id}
    facts = ExternalFact.objects.filter(**own).order_by("pk").values(*FACT)
    entries = ListEntry.objects.filter(**own).order_by("pk").values(*ENTRY, on_list=F("named_list__slug"))
    suspensions = Suspension.objects.filter(**own).order_by("pk").values(*SUSPENSION, by_body=F("body__slug"))
    return {
        "external_facts": list(facts),
        "list_entries": list(entries),
        "suspensions": list(suspensions),
    }
