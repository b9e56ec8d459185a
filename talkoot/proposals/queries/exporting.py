"""What proposals keep of one account's person, for its owner to take away."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q

from talkoot.kernel.ids import public_id
from talkoot.proposals.models import Draft, Follow, Proposal, ProposalVersion, Reply, Support

TEXT = ("number", "title", "problem", "change", "affected", "language", "summary", "at")


def export_of(account_id: int) -> dict[str, Any]:
    """Return what an account's person put forward, wrote, supported, follows, answered and drafted, as JSON values.

    Each names its proposal (``P-142``). Drafts and follows, which nobody else sees, are among it.
    """
    own = Q(author__account_id=account_id) | Q(authorships__person__account_id=account_id)
    put_forward = Proposal.objects.filter(own).distinct()
    theirs = {"person__account_id": account_id}
    versions = ProposalVersion.objects.filter(by__account_id=account_id)
    replies, said = Reply.objects.filter(**theirs), ("text", "language", "at")
    drafts = Draft.objects.filter(proposal=None, discarded_at=None, **theirs)
    return {
        "proposals": _named(put_forward.values("title", "language", "status", "submitted_at", proposal=F("pk"))),
        "versions": _named(versions.values("proposal", *TEXT)),
        "supports": _of(Support, theirs, "comment", "language", "given_at", "withdrawn_at"),
        "follows": _of(Follow, theirs, "from_at", "ended_at"),
        "replies": _named(replies.values(*said, proposal=F("record__proposal"), in_name_of=F("body__name"))),
        "drafts": list(drafts.order_by("pk").values("title", "fields", "created_at", "saved_at")),
    }


def _of(model: Any, theirs: dict[str, int], *fields: str) -> list[dict[str, Any]]:
    return _named(model.objects.filter(**theirs).values("proposal", *fields))


def _named(rows: Any) -> list[dict[str, Any]]:
    return [{**row, "proposal": public_id("P", row["proposal"])} for row in rows.order_by("pk")]
