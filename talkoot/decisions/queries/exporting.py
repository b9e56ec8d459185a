"""What decisions keep of one account's person, for its owner to take away."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from talkoot.decisions.models import Ballot, RollEntry
from talkoot.kernel.ids import public_id


def export_of(account_id: int) -> dict[str, Any]:
    """Return where an account's person may vote, and every ballot it cast, open decisions among them, as JSON values.

    Each names its decision (``D-87``) and chamber; a ballot cast for a body names the body, replaced ones are there.
    ``marks`` of an election are [candidate's key, number] pairs.
    """
    places = RollEntry.objects.filter(person__account_id=account_id)
    ballots = Ballot.objects.filter(cast_by__account_id=account_id)
    where = {"decision": F("chamber__decision"), "room": F("chamber__key")}
    said = ("choice", "marks", "reason", "language", "cast_at", "is_current")
    return {
        "places": _named(places.values(**where)),
        "ballots": _named(ballots.values(*said, **where, body=F("entry__body__name"))),
    }


def _named(rows: Any) -> list[dict[str, Any]]:
    return [{**row, "decision": public_id("D", row["decision"])} for row in rows.order_by("pk")]
