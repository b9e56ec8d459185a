"""What decisions keep of one account's person, for its owner to take away."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q

from talkoot.counting.rules import exact
from talkoot.decisions.models import Ballot, RollEntry
from talkoot.decisions.queries.weights import PLACE, weight_of
from talkoot.kernel.ids import public_id


def export_of(account_id: int) -> dict[str, Any]:
    """Return where an account's person may vote, and every ballot it cast or that was cast for it, as JSON values.

    A place has the weight of its vote where these differ. Each names its decision (``D-87``) and chamber; a ballot cast
    for a body names the body, replaced ones are there.
    One that ``is_delegated`` was cast for somebody by whom they let vote. ``marks`` of an election are pairs of a
    candidate's key and a number.
    """
    places = RollEntry.objects.filter(person__account_id=account_id)
    ballots = Ballot.objects.filter(Q(cast_by__account_id=account_id) | Q(entry__person__account_id=account_id))
    where = {"decision": F("chamber__decision"), "room": F("chamber__key")}
    said = ("choice", "marks", "reason", "language", "cast_at", "is_current", "is_delegated")
    return {
        "places": [_weighed(place) for place in _named(places.values(*PLACE, **where))],
        "ballots": _named(ballots.values(*said, **where, body=F("entry__body__name"))),
    }


def _named(rows: Any) -> list[dict[str, Any]]:
    return [{**row, "decision": public_id("D", row["decision"])} for row in rows.order_by("pk")]


def _weighed(place: dict[str, Any]) -> dict[str, Any]:
    above, below = (place.pop(name) for name in PLACE)
    return {**place, "weight": exact(weight_of(above, below))} if above is not None else place
