"""Schema of duties: matters, who holds which letter in them and where, and what was done about it when."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from talkoot.duties.rules import Letter, Step
from talkoot.kernel.refs import ref


class Matter(models.Model):
    """An area of shared work, named once: its name is the same in all duties about it.

    ``duty_count`` counts current duties; ``is_gap``, ``is_overlap``, ``is_orphan`` are what `rules.find` says about
    them, kept by the writes that change it and by an hourly look at holders who went without a word.
    """

    title = models.CharField(max_length=200)
    language = models.CharField(max_length=35)
    fold = models.CharField(max_length=400, editable=False)
    duty_count = models.PositiveIntegerField(default=0)
    is_gap = models.BooleanField(default=False)
    is_overlap = models.BooleanField(default=False)
    is_orphan = models.BooleanField(default=False)
    retired_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="duties_matter_named_once", fields=["fold", "language"]),
            models.CheckConstraint(name="duties_matter_named", condition=~Q(title="") & ~Q(language="")),
            models.CheckConstraint(
                name="duties_retired_matter_needs_nobody", condition=Q(retired_on=None) | Q(duty_count=0)
            ),
        ]
        indexes = [
            models.Index(name="duties_matter_gaps", fields=["fold", "id"], condition=Q(is_gap=True)),
            models.Index(name="duties_matter_overlaps", fields=["fold", "id"], condition=Q(is_overlap=True)),
            models.Index(name="duties_matter_orphans", fields=["fold", "id"], condition=Q(is_orphan=True)),
            models.Index(name="duties_matter_by_name", fields=["fold", "id"]),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the matter's page."""
        return reverse("duties:matter", args=[self.pk])

    @property
    def ref(self) -> str:
        """Return how the ledger names this matter."""
        return ref("matter", self.pk)


class Duty(models.Model):
    """A body, or the holders of a role, are ``letter`` in ``matter`` within ``scope``, because ``source`` says so.

    Where that is a ``clause`` of a living document, ``wording`` is what it said when the duty was given or confirmed.
    """

    letter = models.CharField(max_length=12, choices=[(x, x) for x in Letter])
    # The indexes below start with each of these keys, so none needs another of its own.
    body = models.ForeignKey("directory.Body", models.PROTECT, null=True, db_index=False, related_name="duties")
    role = models.ForeignKey("directory.Role", models.PROTECT, null=True, db_index=False, related_name="duties")
    matter = models.ForeignKey(Matter, models.PROTECT, db_index=False, related_name="duties")
    scope = models.ForeignKey("scopes.Scope", models.PROTECT, db_index=False, related_name="duties")
    source = models.CharField(max_length=300, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    clause = models.ForeignKey("documents.Clause", models.PROTECT, null=True, related_name="duties")
    wording = models.ForeignKey("documents.Wording", models.PROTECT, null=True, db_index=False, related_name="+")
    from_on = models.DateField()
    review_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.CheckConstraint(name="duties_letter", condition=Q(letter__in=list(Letter))),
            models.CheckConstraint(
                name="duties_one_holder",
                condition=Q(body=None, role__isnull=False) | Q(body__isnull=False, role=None),
            ),
            models.CheckConstraint(
                name="duties_end_after_start", condition=Q(ended_on=None) | Q(ended_on__gte=F("from_on"))
            ),
            models.CheckConstraint(
                name="duties_clause_with_its_words",
                condition=Q(clause=None, wording=None) | Q(clause__isnull=False, wording__isnull=False),
            ),
            models.UniqueConstraint(
                name="duties_body_has_it_once",
                fields=["matter", "scope", "letter", "body"],
                condition=Q(ended_on=None, body__isnull=False),
            ),
            models.UniqueConstraint(
                name="duties_role_has_it_once",
                fields=["matter", "scope", "letter", "role"],
                condition=Q(ended_on=None, role__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="duties_by_scope", fields=["scope", "ended_on"]),
            models.Index(name="duties_by_matter", fields=["matter", "ended_on", "letter"]),
            models.Index(name="duties_by_body", fields=["body", "ended_on", "id"], condition=Q(body__isnull=False)),
            models.Index(name="duties_by_review", fields=["review_on"], condition=Q(ended_on=None)),
            models.Index(name="duties_by_role", fields=["role", "ended_on", "id"], condition=Q(role__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.letter} #{self.pk}"

    def get_absolute_url(self) -> str:
        """Return the duty's page."""
        return reverse("duties:duty", args=[self.pk])

    @property
    def ref(self) -> str:
        """Return how the ledger names this duty."""
        return ref("duty", self.pk)


class DutyStep(models.Model):
    """Something done to a duty: by whom (a ref), under which mandate (a ref), when and why."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=[(s, s) for s in Step])
    reason = models.CharField(max_length=500)
    language = models.CharField(max_length=35)
    by = models.CharField(max_length=120)
    mandate = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="duties_step", condition=Q(step__in=list(Step))),
            models.CheckConstraint(name="duties_step_has_reason", condition=~Q(reason="") & ~Q(language="")),
            models.UniqueConstraint(
                name="duties_assigned_and_ended_once",
                fields=["duty", "step"],
                condition=Q(step__in=[Step.ASSIGNED, Step.ENDED]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} #{self.duty_id}"
