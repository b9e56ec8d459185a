"""Decisions: a question put under a rulebook, and the chambers whose approval counts separately."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from talkoot.decisions.rules import Outcome, State, VoidReason
from talkoot.kernel.ids import public_id
from talkoot.kernel.refs import ref
from talkoot.rulebooks.models import Rulebook
from talkoot.rulebooks.rules import Voters


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions by who may see them."""

    def visible_to(self, stewarded: Collection[int] = ()) -> Self:
        """Keep what everyone may see, and the drafts of the bodies whose questions the viewer prepares."""
        return self.exclude(~Q(steward_body__in=stewarded), state=State.DRAFT)


FINAL = Q(final_at__isnull=False, state=State.CLOSED, verdict__isnull=False, outcome__in=list(Outcome))


class Decision(models.Model):
    """A question under one frozen rulebook. ``verdict`` is what `recount` made of the ballots, as JSON.

    It ``rests_on`` a consultation (a ref), or an ``exemption`` says why nobody was asked.
    """

    title = models.CharField(max_length=200)
    question = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    rulebook = models.ForeignKey(Rulebook, models.PROTECT, related_name="decisions")
    rulebook_sha256 = models.CharField(max_length=64, blank=True)
    steward_body = models.ForeignKey("directory.Body", models.PROTECT, related_name="decisions")
    drafted_by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    rests_on = models.CharField(max_length=120, blank=True)
    exemption = models.TextField(blank=True)
    exemption_language = models.CharField(max_length=35, blank=True)
    exemption_html = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=[(s, s) for s in State], default=State.DRAFT)
    drafted_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    final_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_kind = models.CharField(max_length=20, choices=[(r, r) for r in VoidReason], blank=True)
    void_reason = models.TextField(blank=True)
    void_language = models.CharField(max_length=35, blank=True)
    void_html = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=[(o, o) for o in Outcome], blank=True)
    verdict = models.JSONField(null=True)
    eligible = models.PositiveIntegerField(default=0)
    # What lots were drawn from, where the rulebook leaves that to the count.
    seed = models.CharField(max_length=500, blank=True)
    # What the salts of the roll's places are made from: see `queries.bundles`.
    roll_secret = models.CharField(max_length=64, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=list(State)), name="decisions_decision_state"),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, opened_at__isnull=True)
                | Q(state=State.VOIDED)
                | Q(opened_at__isnull=False, closes_at__gt=F("opened_at")) & ~Q(rulebook_sha256=""),
                name="decisions_decision_opened_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_at__isnull=False)
                | Q(state=State.VOIDED)
                | Q(state__in=[State.DRAFT, State.OPEN], closed_at__isnull=True),
                name="decisions_decision_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state=State.VOIDED, voided_at__isnull=False, void_kind=VoidReason.STEWARD)
                & ~Q(void_reason="")
                | Q(
                    state=State.VOIDED,
                    voided_at__isnull=False,
                    void_kind__in=[VoidReason.QUESTION_CHANGED, VoidReason.MATTER_ENDED],
                )
                | ~Q(state=State.VOIDED) & Q(voided_at__isnull=True, void_kind="", void_reason=""),
                name="decisions_decision_voided_has_reason",
            ),
            models.CheckConstraint(
                condition=FINAL | Q(final_at__isnull=True, verdict__isnull=True, outcome=""),
                name="decisions_decision_outcome_has_verdict",
            ),
            models.CheckConstraint(
                condition=Q(rests_on__startswith="consultation:", exemption="", exemption_language="")
                | Q(rests_on="") & ~Q(exemption="") & ~Q(exemption_language=""),
                name="decisions_decision_names_consultation",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "closes_at", "id"], name="decisions_by_state"),
            models.Index(fields=["steward_body", "state", "closes_at"], name="decisions_by_body"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the decision's page."""
        return reverse("decisions:decision", args=[self.public_id])

    @property
    def ref(self) -> str:
        """Return how the ledger names this decision: ``decision:87``."""
        return ref("decision", self.pk)

    @property
    def public_id(self) -> str:
        """Return the short id people read and say: ``D-87``."""
        return public_id("D", self.pk)

    @property
    def is_draft(self) -> bool:
        """Tell whether the decision is still being prepared."""
        return self.state == State.DRAFT

    @property
    def is_open(self) -> bool:
        """Tell whether the decision has been opened and not yet closed or voided."""
        return self.state == State.OPEN

    @property
    def is_voided(self) -> bool:
        """Tell whether the decision was voided."""
        return self.state == State.VOIDED

    @property
    def is_final(self) -> bool:
        """Tell whether the decision has an outcome that stands."""
        return self.state == State.CLOSED and self.final_at is not None

    @property
    def awaits_tally(self) -> bool:
        """Tell whether voting is over but a vote held elsewhere has no recorded tally yet."""
        return self.state == State.CLOSED and self.final_at is None


class Chamber(models.Model):
    """A group whose approval counts separately; made when the decision opens.

    It answers yes or no, or, where ``is_election``, elects some of the candidates of the decision's slate.
    ``ballots_cast`` is the turnout, kept from the close on: until then it is how many on the roll have voted (see
    `queries.with_turnout`), since one number kept up by everybody would make voters wait for each other. The counts
    stay empty until the decision is counted.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="chambers")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    voters = models.CharField(max_length=10, choices=[(v, v) for v in Voters])
    is_election = models.BooleanField(default=False)
    eligible = models.PositiveIntegerField(null=True)
    roll_sha256 = models.CharField(max_length=64, blank=True)
    ballots_cast = models.PositiveIntegerField(null=True)
    yes = models.PositiveIntegerField(null=True)
    no = models.PositiveIntegerField(null=True)
    neutral = models.PositiveIntegerField(null=True)
    has_passed = models.BooleanField(null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "key"], name="decisions_chamber_key_once"),
            models.UniqueConstraint(fields=["decision", "position"], name="decisions_chamber_position_once"),
            models.CheckConstraint(condition=Q(voters__in=list(Voters)), name="decisions_chamber_voters"),
            models.CheckConstraint(
                condition=Q(voters=Voters.ELSEWHERE) | Q(eligible__isnull=False, eligible__gte=1) & ~Q(roll_sha256=""),
                name="decisions_chamber_has_roll",
            ),
            models.CheckConstraint(
                condition=Q(eligible__isnull=True) | Q(ballots_cast__lte=F("eligible")),
                name="decisions_chamber_turnout_within_roll",
            ),
            models.CheckConstraint(
                condition=Q(yes__isnull=True, no__isnull=True, neutral__isnull=True, has_passed__isnull=True)
                | Q(is_election=True, yes__isnull=True, no__isnull=True, neutral__isnull=True, has_passed__isnull=False)
                | Q(
                    is_election=False,
                    yes__isnull=False,
                    no__isnull=False,
                    neutral__isnull=False,
                    has_passed__isnull=False,
                    eligible__gte=F("yes") + F("no") + F("neutral"),
                ),
                name="decisions_chamber_counted_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} {self.key}"

    @property
    def is_elsewhere(self) -> bool:
        """Tell whether the chamber's vote is held on another system."""
        return self.voters == Voters.ELSEWHERE
