"""What each vote weighs, said by a steward before voting opens, and frozen with the roll."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from django.db import models
from django.db.models import Q

from talkoot.counting.rules import LARGEST, SMALLEST_PART, Number, whole
from talkoot.decisions.models.decisions import Decision

# An exact weight above zero, small enough that the sum of a whole roll fits in 64 bits.
WEIGHT = Q(
    weight_numerator__gte=1,
    weight_numerator__lt=LARGEST,
    weight_denominator__gte=1,
    weight_denominator__lte=SMALLEST_PART,
)


class Weighing(models.Model):
    """What the votes of a chamber shall weigh: what a list says, or a number kept elsewhere, such as edits as of a day.

    Saying it anew adds a row; the last one counts, and the earlier ones are kept. ``fact`` is empty for a list; the
    values of a fact are looked up when voting opens.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="weighings")
    chamber_key = models.SlugField(max_length=60)
    number = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    fact = models.CharField(max_length=60, blank=True)
    as_of = models.DateField(null=True)
    said_by = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=120, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["decision", "chamber_key", "number"], name="decisions_weighing_number_once"
            ),
            models.UniqueConstraint(
                fields=["decision", "chamber_key"], condition=Q(is_current=True), name="decisions_weighing_one_counts"
            ),
            models.CheckConstraint(
                condition=Q(fact="", as_of__isnull=True) | Q(as_of__isnull=False) & ~Q(fact=""),
                name="decisions_weighing_fact_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.chamber_key} #{self.number}"


class SaidWeight(models.Model):
    """What the vote of one person, or one body, shall weigh: an exact fraction above zero."""

    weighing = models.ForeignKey(Weighing, models.PROTECT, related_name="weights")
    person = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("directory.Body", models.PROTECT, null=True, related_name="+")
    weight_numerator = models.BigIntegerField()
    weight_denominator = models.IntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=WEIGHT, name="decisions_said_weight_is_above_zero"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, body__isnull=True) | Q(person__isnull=True, body__isnull=False),
                name="decisions_said_weight_person_or_body",
            ),
            models.UniqueConstraint(fields=["weighing", "person"], name="decisions_said_weight_person_once"),
            models.UniqueConstraint(fields=["weighing", "body"], name="decisions_said_weight_body_once"),
        ]

    def __str__(self) -> str:
        return f"{self.weighing_id} {self.person_id or self.body_id}"

    @property
    def weight(self) -> Number:
        """Return the weight."""
        return whole(Fraction(self.weight_numerator, self.weight_denominator))
