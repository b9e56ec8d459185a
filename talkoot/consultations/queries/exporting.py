"""What consultations keep of one account's person, for its owner to take away."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from talkoot.consultations.models import Disposition, Extension, Input, Party
from talkoot.kernel.ids import public_id

SAID = ("language", "text", "receipt", "given_at")
ANSWER = ("outcome", "answered_at", "answer_language", "answer_html")


def export_of(account_id: int) -> dict[str, Any]:
    """Return what an account's person said, was asked, answered and put off, as JSON values.

    Each names its consultation (``C-64``). Receipts are among it: they are the owner's own.
    """
    inputs = Input.objects.filter(author__account_id=account_id)
    asked = Party.objects.filter(person__account_id=account_id)
    answers = Disposition.objects.filter(person__account_id=account_id)
    extensions = Extension.objects.filter(person__account_id=account_id)
    return {
        "inputs": _named(inputs.values("consultation", *SAID, *ANSWER, number=F("pk"), body=F("on_behalf__name"))),
        "invitations": _named(asked.values("consultation", "reason", "language", "invited_at", "heard_at")),
        "dispositions": _named(
            answers.values("outcome", "reason", "language", "at", consultation=F("input__consultation"), to=F("input"))
        ),
        "extensions": _named(extensions.values("consultation", "was", "until", "reason", "language", "at")),
    }


def _named(rows: Any) -> list[dict[str, Any]]:
    return [{**row, "consultation": public_id("C", row["consultation"])} for row in rows.order_by("pk")]
