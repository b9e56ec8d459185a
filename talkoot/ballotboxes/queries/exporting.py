"""What ballot boxes keep of one account's person, for its owner to take away."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from talkoot.ballotboxes.models import Custodian, Strike
from talkoot.kernel.ids import public_id


def export_of(account_id: int) -> dict[str, Any]:
    """Return the boxes (``B-7``) whose key an account's person keeps or kept, and what they struck, as JSON values.

    What the person voted is not here: nobody can tell.
    """
    kept = Custodian.objects.filter(person__account_id=account_id).order_by("pk")
    struck = Strike.objects.filter(person__account_id=account_id).order_by("pk")
    return {
        "keys": _named(kept.values("is_named", "made_at", "handed_in_at", of=F("box_id"))),
        "strikes": _named(struck.values("reason", "language", "at", "taken_back_at", of=F("slip__box_id"))),
    }


def _named(rows: Any) -> list[dict[str, Any]]:
    return [{"box": public_id("B", row.pop("of")), **row} for row in rows]
