"""The way of a proposal: one record a stage, with its clock, its instrument and how it was left."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from talkoot.proposals.models.processes import ProcessTemplate
from talkoot.proposals.models.proposals import Proposal
from talkoot.proposals.rules import Outcome, StageKind

DECIDED = Q(decision__isnull=False)


class StageRecord(models.Model):
    """One stay in one stage. The open one has no ``left_at``.

    A record taken over from elsewhere and already left may know no ``due_at``. ``reply_due_at`` is the promised time
    of a first answer, ``replied_at`` when it came. ``template`` is the version of the rules in force, ``left_by`` and
    ``mandate`` (refs) who moved it on under which hat, ``gate`` what the gate checked, with its figures. A decision
    names the ``consultation`` it rests on or the recorded ``exemption``. ``concerned`` are those whom duties named on
    entering: letter, name, body, role and duty of each. ``late_told_at``: when it was announced that the clock had
    run out; empty again once something else is owed, or by another time.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="stages")
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=40)
    kind = models.CharField(max_length=14, choices=[(k, k) for k in StageKind])
    template = models.ForeignKey(ProcessTemplate, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    reply_due_at = models.DateTimeField(null=True)
    replied_at = models.DateTimeField(null=True)
    consultation = models.ForeignKey(
        "consultations.Consultation", models.PROTECT, null=True, related_name="proposal_stages"
    )
    decision = models.OneToOneField("decisions.Decision", models.PROTECT, null=True, related_name="proposal_stage")
    commitment = models.OneToOneField(
        "commitments.Commitment", models.PROTECT, null=True, related_name="proposal_stage"
    )
    exemption = models.TextField(blank=True)
    concerned = models.JSONField(default=list)
    left_at = models.DateTimeField(null=True)
    left_by = models.CharField(max_length=120, blank=True)
    mandate = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=12, blank=True, choices=[(o, o) for o in Outcome])
    reason = models.TextField(blank=True)
    language = models.CharField(max_length=35, blank=True)
    html = models.TextField(blank=True, editable=False)
    gate = models.JSONField(default=list)
    late_told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="proposals_stage_number_once"),
            models.UniqueConstraint(fields=["proposal"], condition=Q(left_at=None), name="proposals_stage_one_open"),
            models.CheckConstraint(condition=Q(kind__in=list(StageKind)), name="proposals_stage_kind"),
            models.CheckConstraint(
                condition=Q(left_at=None, outcome="", left_by="", due_at__isnull=False)
                | (Q(left_at__isnull=False, outcome__in=list(Outcome)) & ~Q(left_by="")),
                name="proposals_stage_left_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | (~Q(reason="") & ~Q(language="")), name="proposals_stage_left_with_reason"
            ),
            models.CheckConstraint(
                condition=~DECIDED | Q(consultation__isnull=False) | ~Q(exemption=""),
                name="proposals_decision_names_consultation",
            ),
            models.CheckConstraint(
                condition=Q(consultation=None) | Q(kind__in=[StageKind.CONSULTATION, StageKind.DECISION]),
                name="proposals_stage_consultation_fits",
            ),
            models.CheckConstraint(
                condition=~DECIDED | Q(kind=StageKind.DECISION), name="proposals_stage_decision_fits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.number} {self.stage}"


class Reply(models.Model):
    """The answer of the responsible body to a proposal within a stage; one a stage."""

    record = models.OneToOneField(StageRecord, models.PROTECT, related_name="reply")
    body = models.ForeignKey("directory.Body", models.PROTECT, related_name="+")
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=120)
    language = models.CharField(max_length=35)
    text = models.TextField()
    html = models.TextField(editable=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(language="") & ~Q(mandate=""), name="proposals_reply_said_under_a_hat"
            ),
        ]
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return f"reply {self.pk} in stage {self.record_id}"
