"""Schema of the radar: what is wrong, who must act, and what became of it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from talkoot.kernel.refs import ref
from talkoot.radar.rules import ENDINGS, ItemState, Step


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings by where they stand."""

    def open(self) -> Self:
        """Keep those whose cause is still there, accepted ones too."""
        return self.filter(ended_at=None)


class Finding(models.Model):
    """Something wrong about one thing (a matter, a role, a body ``holder`` or a person), until it ended.

    ``key`` names the cause and stands once while the finding is open. ``body`` must act (None: operators).
    ``accepted_until``: those who must act live with it until that day. ``figures`` are what its sentence needs.
    """

    kind = models.CharField(max_length=24)
    key = models.CharField(max_length=120)
    body = models.ForeignKey("directory.Body", models.PROTECT, null=True, related_name="+")
    matter = models.ForeignKey("duties.Matter", models.PROTECT, null=True, related_name="findings")
    role = models.ForeignKey("directory.Role", models.PROTECT, null=True, related_name="+")
    holder = models.ForeignKey("directory.Body", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    duty = models.ForeignKey("duties.Duty", models.PROTECT, null=True, related_name="+")
    other = models.ForeignKey("duties.Duty", models.PROTECT, null=True, related_name="+")
    figures = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    accepted_until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=12, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="radar_cause_found_once", fields=["key"], condition=Q(ended_at=None)),
            models.CheckConstraint(name="radar_finding_named", condition=~Q(kind="") & ~Q(key="")),
            models.CheckConstraint(
                name="radar_finding_about_one_thing",
                condition=Q(matter__isnull=False, role=None, holder=None, person=None)
                | Q(matter=None, role__isnull=False, holder=None, person=None)
                | Q(matter=None, role=None, holder__isnull=False, person=None)
                | Q(matter=None, role=None, holder=None, person__isnull=False),
            ),
            models.CheckConstraint(
                name="radar_ended_says_how",
                condition=Q(ended_at=None, ending="") | Q(ended_at__isnull=False, ending__in=sorted(ENDINGS)),
            ),
            models.CheckConstraint(
                name="radar_ends_after_found", condition=Q(ended_at=None) | Q(ended_at__gte=F("found_at"))
            ),
        ]
        indexes = [
            models.Index(name="radar_open", fields=["-id"], condition=Q(ended_at=None)),
            models.Index(name="radar_open_of_body", fields=["body", "-id"], condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        """Return the finding's page."""
        return reverse("radar:finding", args=[self.pk])

    @property
    def ref(self) -> str:
        """Return how the ledger names this finding."""
        return ref("finding", self.pk)


class FindingStep(models.Model):
    """Something that became of a finding: by whom (a ref), why, and by which fact (its kind) where one did it."""

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=[(s, s) for s in Step])
    reason = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=35, blank=True)
    until = models.DateField(null=True)
    cause = models.CharField(max_length=80, blank=True)
    by = models.CharField(max_length=120)
    mandate = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="radar_step_known", condition=Q(step__in=list(Step))),
            models.CheckConstraint(
                name="radar_act_has_reason",
                condition=Q(step__in=[Step.FOUND, Step.RETURNED, Step.GONE]) | (~Q(reason="") & ~Q(language="")),
            ),
            models.CheckConstraint(
                name="radar_accepted_until_a_day",
                condition=Q(step=Step.ACCEPTED, until__isnull=False) | (~Q(step=Step.ACCEPTED) & Q(until=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} #{self.finding_id}"


class Watch(models.Model):
    """The one row that whoever looks holds meanwhile; the day of the last full sweep and what it had to mend."""

    swept_on = models.DateField(null=True)
    opened = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="radar_watch_is_one", condition=Q(id=1))]
        verbose_name_plural = "watch"

    def __str__(self) -> str:
        return f"swept on {self.swept_on}"


class HandOver(models.Model):
    """What the holder of a mandate left open when it ended, waiting for who follows in the role."""

    mandate = models.OneToOneField("directory.Mandate", models.PROTECT, related_name="+")
    role = models.ForeignKey("directory.Role", models.PROTECT, related_name="+")
    body = models.ForeignKey("directory.Body", models.PROTECT, related_name="+")
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"hand-over of mandate {self.mandate_id}"

    def get_absolute_url(self) -> str:
        """Return the hand-over's page."""
        return reverse("radar:hand-over", args=[self.pk])

    @property
    def ref(self) -> str:
        """Return how the ledger names this hand-over."""
        return ref("handover", self.pk)


class Item(models.Model):
    """One thing of a hand-over: a duty, a promise or a decision; waiting, taken over, or returned with a reason."""

    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="items")
    duty = models.ForeignKey("duties.Duty", models.PROTECT, null=True, related_name="+")
    commitment = models.ForeignKey("commitments.Commitment", models.PROTECT, null=True, related_name="+")
    decision = models.ForeignKey("decisions.Decision", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=[(s, s) for s in ItemState], default=ItemState.WAITING.value)
    reason = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=35, blank=True)
    by = models.CharField(max_length=120, blank=True)
    mandate = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="radar_item_state", condition=Q(state__in=list(ItemState))),
            models.CheckConstraint(
                name="radar_item_is_one_thing",
                condition=Q(duty__isnull=False, commitment=None, decision=None)
                | Q(duty=None, commitment__isnull=False, decision=None)
                | Q(duty=None, commitment=None, decision__isnull=False),
            ),
            models.CheckConstraint(
                name="radar_item_answered_by_somebody",
                condition=Q(state=ItemState.WAITING, at=None) | (~Q(state=ItemState.WAITING) & Q(at__isnull=False)),
            ),
            models.CheckConstraint(
                name="radar_returned_item_has_reason", condition=~Q(state=ItemState.RETURNED) | ~Q(reason="")
            ),
            *(
                models.UniqueConstraint(
                    name=f"radar_item_{thing}_once",
                    fields=["hand_over", thing],
                    condition=Q(**{f"{thing}__isnull": False}),
                )
                for thing in ("duty", "commitment", "decision")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thing} ({self.state})"

    @property
    def thing(self) -> models.Model:
        """Return what is handed over."""
        found = self.duty or self.commitment or self.decision
        assert found is not None  # noqa: S101 - the database holds that one of the three is there
        return found
