"""What commitments keep of one account's person, for its owner to take away."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from talkoot.commitments.models import Commitment, DueDateChange, Review, Update, Withdrawal
from talkoot.kernel.ids import public_id


def export_of(account_id: int) -> dict[str, Any]:
    """Return what an account's person promised, reported, moved, judged and took back for bodies, as JSON values.

    Each names its commitment (``K-7``).
    """
    made = Commitment.objects.filter(made_by__account_id=account_id)
    promise = ("title", "text", "language", "first_due_on", "due_on", "status", "made_at")
    said = ("language", "at")
    return {
        "commitments": _named(made.values(*promise, commitment=F("pk"))),
        "updates": _of(Update, account_id, "text", "evidence_url", "says_done", *said),
        "due_date_changes": _of(DueDateChange, account_id, "was", "due_on", "reason", *said),
        "reviews": _of(Review, account_id, "outcome", "reason", *said),
        "withdrawals": _of(Withdrawal, account_id, "reason", *said),
    }


def _of(model: Any, account_id: int, *fields: str) -> list[dict[str, Any]]:
    return _named(model.objects.filter(person__account_id=account_id).values("commitment", *fields))


def _named(rows: Any) -> list[dict[str, Any]]:
    return [{**row, "commitment": public_id("K", row["commitment"])} for row in rows.order_by("pk")]
