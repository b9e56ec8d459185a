"""Rolls frozen at opening, ballots that may change until the close, strikes, and tallies of votes held elsewhere."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from talkoot.counting.rules import Choice, Number, whole
from talkoot.decisions.models.decisions import Chamber, Decision
from talkoot.decisions.models.weights import WEIGHT


class RollEntry(models.Model):
    """One place on a chamber's roll: a person, or a body that votes by its delegate.

    Since ``recused_at`` it stands back from this vote; why, the last `Recusal` of the place says. Where votes weigh
    what the roll says it has a weight, an exact fraction frozen with it; else both its columns are empty.
    """

    chamber = models.ForeignKey(Chamber, models.PROTECT, related_name="roll")
    person = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("directory.Body", models.PROTECT, null=True, related_name="+")
    voted_at = models.DateTimeField(null=True)
    recused_at = models.DateTimeField(null=True)
    weight_numerator = models.BigIntegerField(null=True)
    weight_denominator = models.IntegerField(null=True)

    class Meta:
        verbose_name_plural = "roll entries"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(weight_numerator__isnull=True, weight_denominator__isnull=True)
                | Q(weight_numerator__isnull=False, weight_denominator__isnull=False) & WEIGHT,
                name="decisions_roll_weight_is_above_zero",
            ),
            models.CheckConstraint(
                condition=Q(voted_at__isnull=True) | Q(recused_at__isnull=True), name="decisions_roll_votes_or_recused"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, body__isnull=True) | Q(person__isnull=True, body__isnull=False),
                name="decisions_roll_person_or_body",
            ),
            models.UniqueConstraint(fields=["chamber", "person"], name="decisions_roll_person_once"),
            models.UniqueConstraint(fields=["chamber", "body"], name="decisions_roll_body_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["chamber", "id"], name="decisions_roll_in_order"),
            models.Index(fields=["chamber"], condition=Q(voted_at__isnull=False), name="decisions_roll_turnout"),
            models.Index(fields=["chamber"], condition=Q(recused_at__isnull=False), name="decisions_roll_recused"),
        ]

    def __str__(self) -> str:
        return f"{self.chamber_id} {self.voter_ref}"

    @property
    def voter_ref(self) -> str:
        """Return who votes in this place: ``person:12`` or ``body:7``."""
        return f"person:{self.person_id}" if self.person_id is not None else f"body:{self.body_id}"

    @property
    def weight(self) -> Number | None:
        """Return what the vote in this place weighs, None where all votes weigh the same."""
        if self.weight_numerator is None or self.weight_denominator is None:
            return None
        return whole(Fraction(self.weight_numerator, self.weight_denominator))


class Recusal(models.Model):
    """Why a place stood back from the vote, until ``ended_at`` where it came back. The words are public."""

    entry = models.ForeignKey(RollEntry, models.PROTECT, related_name="recusals")
    reason = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    said_by = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=120, blank=True)
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(ended_at__isnull=True), name="decisions_recusal_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decisions_recusal_has_reason"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("said_at")),
                name="decisions_recusal_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.said_at}"


class BallotQuerySet(models.QuerySet["Ballot"]):
    """Ballots by whether they count."""

    def counting(self) -> Self:
        """Keep the last ballot of each place, where no scrutineer struck it."""
        struck = Strike.objects.filter(ballot=OuterRef("pk"), taken_back_at__isnull=True)
        return self.filter(~Exists(struck), is_current=True)


class Ballot(models.Model):
    """One ballot of one place. Changing it adds a row; the last one counts and the earlier ones are kept.

    A question is answered by ``choice``; in an election ``marks`` are [candidate, number] pairs (`rules.Marks`). One
    that ``is_delegated`` came at the close, in the place of somebody who had not voted: it says what the ballot of
    ``cast_by``, whom they let vote, says. Who that is, only these two are told.
    """

    entry = models.ForeignKey(RollEntry, models.PROTECT, related_name="ballots")
    chamber = models.ForeignKey(Chamber, models.PROTECT, related_name="ballots")
    number = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    choice = models.CharField(max_length=10, choices=[(c, c) for c in Choice], blank=True)
    marks = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    language = models.CharField(max_length=35)
    html = models.TextField(blank=True)
    is_delegated = models.BooleanField(default=False)
    cast_by = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=120, blank=True)
    cast_at = models.DateTimeField()

    objects = BallotQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "number"], name="decisions_ballot_number_once"),
            models.UniqueConstraint(fields=["entry"], condition=Q(is_current=True), name="decisions_ballot_one_counts"),
            models.CheckConstraint(
                condition=Q(choice__in=list(Choice), marks__isnull=True) | Q(choice="", marks__isnull=False),
                name="decisions_ballot_choice",
            ),
            models.CheckConstraint(
                condition=Q(is_delegated=False) | Q(number=1, reason="", mandate=""),
                name="decisions_ballot_own_vote_wins",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["chamber", "id"], condition=Q(is_current=True), name="decisions_ballot_counted"),
            models.Index(
                fields=["chamber", "id"], condition=Q(is_current=True) & ~Q(reason=""), name="decisions_ballot_reasoned"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} #{self.number}"


class Strike(models.Model):
    """Why a ballot does not count, said by a scrutineer between close and count; until ``taken_back_at``, if it was.

    The words are public. One ``along_with`` another is of a ballot that came through the struck one of a delegate.
    """

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="strikes")
    along_with = models.ForeignKey("self", models.PROTECT, null=True, related_name="along")
    reason = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    struck_by = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=120)
    struck_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["ballot"], condition=Q(taken_back_at__isnull=True), name="decisions_strike_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(mandate=""), name="decisions_strike_has_reason"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(taken_back_at__gte=F("struck_at")),
                name="decisions_strike_taken_back_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.struck_at}"


class Tally(models.Model):
    """The counts of a vote held elsewhere, with where they come from and who recorded them."""

    chamber = models.ForeignKey(Chamber, models.PROTECT, related_name="tallies")
    number = models.PositiveIntegerField()
    is_current = models.BooleanField(default=True)
    eligible = models.PositiveIntegerField()
    yes = models.PositiveIntegerField()
    no = models.PositiveIntegerField()
    neutral = models.PositiveIntegerField()
    source_url = models.URLField(max_length=500)
    evidence_sha256 = models.CharField(max_length=64)
    recorded_by = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "tallies"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chamber", "number"], name="decisions_tally_number_once"),
            models.UniqueConstraint(
                fields=["chamber"], condition=Q(is_current=True), name="decisions_tally_one_counts"
            ),
            models.CheckConstraint(
                condition=Q(eligible__gte=F("yes") + F("no") + F("neutral")), name="decisions_tally_within_roll"
            ),
            models.CheckConstraint(
                condition=~Q(source_url="") & ~Q(evidence_sha256=""), name="decisions_tally_has_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chamber_id} #{self.number}"


class FormerCount(models.Model):
    """A count that an upheld challenge (``appeal``, a ref) set aside: what it said stays to be read."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="former_counts")
    number = models.PositiveSmallIntegerField()
    verdict = models.JSONField()
    outcome = models.CharField(max_length=10)
    counted_at = models.DateTimeField()
    set_aside_at = models.DateTimeField()
    appeal = models.CharField(max_length=120)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "number"], name="decisions_former_count_once"),
            models.CheckConstraint(
                condition=Q(set_aside_at__gte=F("counted_at")), name="decisions_former_count_set_aside_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} #{self.number}"
