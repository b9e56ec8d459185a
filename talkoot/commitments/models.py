"""Commitments: what bodies promised, how it goes, and what became of it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from talkoot.commitments import rules
from talkoot.commitments.rules import ReviewOutcome, Status
from talkoot.kernel.actors import Actor
from talkoot.kernel.ids import public_id
from talkoot.kernel.refs import ref


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Commitments by where they stand."""

    def visible_to(self, viewer: Actor) -> CommitmentQuerySet:
        """Return those ``viewer`` may know of: all, for promises are public."""
        return self

    def pending(self) -> CommitmentQuerySet:
        """Return those neither judged nor withdrawn."""
        return self.filter(status=Status.PROMISED)

    def overdue(self, at: datetime) -> CommitmentQuerySet:
        """Return those whose promised day is over at ``at`` and which nobody says are done."""
        return self.pending().filter(due_on__lt=at.date(), said_done_at__isnull=True)


class Commitment(models.Model):
    """One promise: ``body`` owes it, ``role`` owns it, ``review_body`` judges it, ``matter`` is the ref it is about."""

    body = models.ForeignKey("directory.Body", models.PROTECT, related_name="commitments")
    role = models.ForeignKey("directory.Role", models.PROTECT, related_name="+")
    review_body = models.ForeignKey("directory.Body", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    matter = models.CharField(max_length=120, blank=True)
    first_due_on = models.DateField()
    due_on = models.DateField()
    status = models.CharField(max_length=12, choices=[(s, s) for s in Status], default=Status.PROMISED)
    made_by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    said_done_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    update_count = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()
    soon_told_at = models.DateTimeField(null=True)
    overdue_told_at = models.DateTimeField(null=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=list(Status)), name="commitments_status_known"),
            models.CheckConstraint(
                condition=Q(status="promised", settled_at__isnull=True)
                | (~Q(status="promised") & Q(settled_at__isnull=False)),
                name="commitments_settled_has_time",
            ),
            models.CheckConstraint(condition=~Q(body=F("review_body")), name="commitments_judged_by_another"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(title=""), name="commitments_says_something"),
            models.CheckConstraint(
                condition=Q(matter="") | Q(matter__startswith="proposal:"), name="commitments_matter_is_a_proposal"
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=Q(status="promised"), name="commitments_pending"),
            models.Index(fields=["body", "due_on", "id"], name="commitments_of_body"),
            models.Index(fields=["matter", "id"], name="commitments_of_matter"),
            models.Index(fields=["-settled_at", "-id"], condition=~Q(status="promised"), name="commitments_settled"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the commitment's page."""
        return reverse("commitments:commitment", kwargs={"ref": self.public_id})

    @property
    def ref(self) -> str:
        """Return the ledger's name of this commitment."""
        return ref("commitment", self.pk)

    @property
    def public_id(self) -> str:
        """Return the id people use: ``K-12``."""
        return public_id("K", self.pk)

    @property
    def is_pending(self) -> bool:
        """Tell whether it is neither judged nor withdrawn."""
        return self.status == Status.PROMISED

    @property
    def slip_days(self) -> int:
        """Return by how many days the promised day moved since it was made."""
        return rules.slip(self.first_due_on, self.due_on)

    def is_overdue_on(self, today: date) -> bool:
        """Tell whether the promise is late on ``today`` (UTC)."""
        return rules.is_overdue(Status(self.status), self.due_on, today, said_done=self.said_done_at is not None)

    def may_be_reviewed_on(self, today: date) -> bool:
        """Tell whether the time for a review has come on ``today`` (UTC)."""
        said_done = self.said_done_at is not None
        return rules.may_be_reviewed(Status(self.status), self.due_on, today, said_done=said_done)


class DueDateChange(models.Model):
    """The promised day moved; the reason is public and stays."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="due_date_changes")
    was = models.DateField()
    due_on = models.DateField()
    reason = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(was=F("due_on")), name="commitments_due_date_moves"),
            models.CheckConstraint(condition=~Q(reason=""), name="commitments_due_date_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.was} to {self.due_on}"


class Update(models.Model):
    """How it goes, in the body's words, with evidence where there is some."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="updates")
    text = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    evidence_url = models.CharField(max_length=2000, blank=True)
    says_done = models.BooleanField(default=False)
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="commitments_update_says_something"),
            models.CheckConstraint(
                condition=Q(evidence_url="")
                | Q(evidence_url__startswith="https://")
                | Q(evidence_url__startswith="http://"),
                name="commitments_evidence_is_a_web_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} at {self.at:%F}"


class Review(models.Model):
    """Another body's judgement, with its reason; a later one stands beside it."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="reviews")
    outcome = models.CharField(max_length=10, choices=[(o, o) for o in ReviewOutcome])
    reason = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=list(ReviewOutcome)), name="commitments_outcome_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="commitments_review_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id}: {self.outcome}"


class Withdrawal(models.Model):
    """The body took its promise back, at most once, with a reason."""

    commitment = models.OneToOneField(Commitment, models.PROTECT, related_name="withdrawal")
    reason = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="commitments_withdrawal_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.commitment_id} withdrawn"
