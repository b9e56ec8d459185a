"""What delegations keep of one account's person, for its owner to take away."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from talkoot.delegations.models import Delegation

KEPT = ("from_on", "until_on", "made_at", "revoked_at", "declined_at")


def export_of(account_id: int) -> dict[str, Any]:
    """Return to whom an account's person gave their vote and whose they were given, as JSON values.

    A scope is its facets in canonical form, empty for everywhere.
    """
    rows = Delegation.objects.order_by("pk")
    where = {"where": F("scope__key"), "of_body": F("body__name")}
    given, received = rows.filter(person__account_id=account_id), rows.filter(delegate__account_id=account_id)
    return {
        "given": list(given.values(*KEPT, **where, to=F("delegate__name"))),
        "received": list(received.values(*KEPT, **where, by=F("person__name"))),
    }
