"""What slates keep of one account's person, for its owner to take away."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from talkoot.kernel.ids import public_id
from talkoot.slates.models import Answer, Candidate, Question, Statement


def export_of(account_id: int) -> dict[str, Any]:
    """Return where an account's person stands or was put forward, whom it put forward, and what it said and asked.

    Everything names its slate (``S-12``) and candidate; nominations nobody else may know of are there too.
    """
    stood = ("language", "attributes", "state", "nominated_at", "consented_at", "left_at", "position")
    where = {"slate": F("candidate__slate"), "stands": F("candidate__name")}
    asked = {"slate": F("question__candidate__slate"), "stands": F("question__candidate__name")}
    own = {"person__account_id": account_id}
    return {
        "candidacies": _named(Candidate.objects.filter(**own).values("slate", "name", *stood)),
        "nominations": _named(
            Candidate.objects.filter(nominated_by__account_id=account_id).values("slate", "name", "nominated_at")
        ),
        "statements": _named(Statement.objects.filter(**own).values("text", "language", "version", "at", **where)),
        "questions": _named(Question.objects.filter(**own).values("text", "language", "at", **where)),
        "answers": _named(Answer.objects.filter(**own).values("text", "language", "at", **asked)),
    }


def _named(rows: Any) -> list[dict[str, Any]]:
    return [{**row, "slate": public_id("S", row["slate"])} for row in rows.order_by("pk")]
