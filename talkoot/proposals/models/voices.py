"""Supports and follows: who stands behind a proposal, and who wants to hear of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from talkoot.proposals.models.proposals import Proposal


class Support(models.Model):
    """One person's support, perhaps with a comment; taken back, the row stays with ``withdrawn_at``.

    ``given_at`` is missing where an import does not know it.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="supports", db_index=False)
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+", db_index=False)
    comment = models.TextField(blank=True)
    language = models.CharField(max_length=35, blank=True)
    html = models.TextField(blank=True, editable=False)
    given_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "person"], condition=Q(withdrawn_at=None), name="proposals_support_once"
            ),
            models.CheckConstraint(condition=Q(comment="") | ~Q(language=""), name="proposals_comment_has_language"),
        ]
        indexes = [
            models.Index(fields=["proposal", "-id"], condition=Q(withdrawn_at=None), name="proposals_supports_of"),
            models.Index(
                fields=["proposal", "-id"],
                condition=Q(withdrawn_at=None) & ~Q(comment=""),
                name="proposals_comments_of",
            ),
            models.Index(fields=["person", "-id"], name="proposals_supports_by"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.proposal_id}"


class Follow(models.Model):
    """One person's wish to hear of a proposal; private. Ended, the row stays."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="follows", db_index=False)
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+", db_index=False)
    from_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "person"], condition=Q(ended_at=None), name="proposals_follow_once"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "proposal"], condition=Q(ended_at=None), name="proposals_followed_by"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.proposal_id}"
