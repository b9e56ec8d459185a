"""Decisions: a question put under a rulebook, and the chambers whose approval counts separately."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from talkoot.decisions.rules import Outcome, Said, State, VoidReason, box_subject, course_of
from talkoot.kernel.ids import public_id
from talkoot.kernel.refs import ref
from talkoot.rulebooks.models import Rulebook
from talkoot.rulebooks.rules import Voters


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions by who may see them."""

    def visible_to(self, stewarded: Collection[int] = ()) -> Self:
        """Keep what everyone may see, and the drafts of the bodies whose questions the viewer prepares.

        What was announced once stays to be seen, also while it is a draft again because its question changed; and
        everybody sees a draft that a matter waits for.
        """
        return self.exclude(~Q(steward_body__in=stewarded), state=State.DRAFT, announced_at=None, shown_at=None)


COUNTED = Q(
    counted_at__isnull=False,
    state__in=[State.CLOSED, State.VOIDED],
    verdict__isnull=False,
    outcome__in=list(Outcome),
)
NOT_COUNTED = Q(
    counted_at__isnull=True, final_at__isnull=True, challenges_until__isnull=True, verdict__isnull=True, outcome=""
)


class Decision(models.Model):
    """A question under one frozen rulebook. ``verdict`` is what `recount` made of the ballots, as JSON, and
    ``closeness`` what would have changed it; None where it was counted before that was kept.

    It ``rests_on`` a consultation (a ref), or an ``exemption`` says why nobody was asked. ``scope`` is what it is
    about, by which votes are delegated: that of the matter it decides, else of its body; known from the opening on.
    ``opens_at`` is when voting opens by the clock while it is announced. Between ``counted_at`` and ``final_at`` the
    count may be challenged.
    """

    title = models.CharField(max_length=200)
    question = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    rulebook = models.ForeignKey(Rulebook, models.PROTECT, related_name="decisions")
    rulebook_sha256 = models.CharField(max_length=64, blank=True)
    # What counts of `QuestionText`, by language: title and HTML, at hand for whoever reads.
    translations = models.JSONField(default=dict)
    steward_body = models.ForeignKey("directory.Body", models.PROTECT, related_name="decisions")
    scope = models.ForeignKey("scopes.Scope", models.PROTECT, null=True, related_name="+")
    drafted_by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    rests_on = models.CharField(max_length=120, blank=True)
    exemption = models.TextField(blank=True)
    exemption_language = models.CharField(max_length=35, blank=True)
    exemption_html = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=[(s, s) for s in State], default=State.DRAFT)
    drafted_at = models.DateTimeField()
    # Since when everybody sees the draft, because a matter waits for what it asks.
    shown_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(null=True)
    opens_at = models.DateTimeField(null=True)
    # How many empty seats a run-off is due for by the verdict, and when it turned out that too few stand for one.
    runoff_seats = models.PositiveSmallIntegerField(null=True)
    runoff_dropped_at = models.DateTimeField(null=True)
    # The vote that this one is the run-off of.
    runoff_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="runoffs")
    # Why voting could not open when its time had come (the code of a refusal), and when that was tried last.
    opening_trouble = models.CharField(max_length=40, blank=True)
    opening_tried_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    # How often voting went on by rule because a quorum was missed.
    extensions = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    # When the scrutineers said that they are done, where the rulebook names any.
    scrutiny_ended_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)
    challenges_until = models.DateTimeField(null=True)
    final_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_kind = models.CharField(max_length=20, choices=[(r, r) for r in VoidReason], blank=True)
    void_reason = models.TextField(blank=True)
    void_language = models.CharField(max_length=35, blank=True)
    void_html = models.TextField(blank=True)
    outcome = models.CharField(max_length=10, choices=[(o, o) for o in Outcome], blank=True)
    verdict = models.JSONField(null=True)
    closeness = models.JSONField(null=True)
    eligible = models.PositiveIntegerField(default=0)
    # What lots were drawn from, where the rulebook leaves that to the count.
    seed = models.CharField(max_length=500, blank=True)
    # What the salts of the roll's places are made from: see `results.queries.bundles`.
    roll_secret = models.CharField(max_length=64, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=list(State)), name="decisions_decision_state"),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT, opened_at__isnull=True, opens_at__isnull=True)
                | Q(
                    state=State.ANNOUNCED,
                    opened_at__isnull=True,
                    announced_at__isnull=False,
                    opens_at__isnull=False,
                    closes_at__isnull=False,
                    opens_at__gte=F("announced_at"),
                    closes_at__gt=F("opens_at"),
                )
                | Q(state=State.VOIDED)
                | Q(opened_at__isnull=False, closes_at__gt=F("opened_at")) & ~Q(rulebook_sha256=""),
                name="decisions_decision_opened_is_frozen",
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_at__isnull=False)
                | Q(state=State.VOIDED)
                | Q(state__in=[State.DRAFT, State.ANNOUNCED, State.OPEN], closed_at__isnull=True),
                name="decisions_decision_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=State.VOIDED,
                    voided_at__isnull=False,
                    void_kind__in=[VoidReason.STEWARD, VoidReason.CHALLENGE],
                )
                & ~Q(void_reason="")
                | Q(
                    state=State.VOIDED,
                    voided_at__isnull=False,
                    void_kind__in=[VoidReason.QUESTION_CHANGED, VoidReason.MATTER_ENDED],
                )
                | ~Q(state=State.VOIDED) & Q(voided_at__isnull=True, void_kind="", void_reason=""),
                name="decisions_decision_voided_has_reason",
            ),
            models.CheckConstraint(condition=COUNTED | NOT_COUNTED, name="decisions_decision_outcome_has_verdict"),
            models.CheckConstraint(
                condition=Q(final_at__isnull=True)
                | Q(state=State.CLOSED, final_at__gte=F("counted_at"), challenges_until__isnull=True)
                | Q(state=State.CLOSED, final_at__gte=F("challenges_until")),
                name="decisions_decision_final_after_challenges",
            ),
            models.CheckConstraint(
                condition=Q(rests_on__startswith="consultation:", exemption="", exemption_language="")
                | Q(rests_on="") & ~Q(exemption="") & ~Q(exemption_language=""),
                name="decisions_decision_names_consultation",
            ),
            models.UniqueConstraint(
                fields=["runoff_of"], condition=Q(runoff_of__isnull=False), name="decisions_decision_one_runoff"
            ),
            models.CheckConstraint(
                condition=Q(runoff_seats__isnull=True, runoff_dropped_at__isnull=True)
                | Q(runoff_seats__gte=1, counted_at__isnull=False, runoff_of__isnull=True),
                name="decisions_decision_runoff_follows_count",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "closes_at", "id"], name="decisions_by_state"),
            models.Index(fields=["steward_body", "state", "closes_at"], name="decisions_by_body"),
            # Few are closed and not final at a time: those that wait for somebody.
            models.Index(
                fields=["closed_at"],
                condition=Q(state=State.CLOSED, final_at__isnull=True),
                name="decisions_not_final",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the decision's page."""
        return reverse("decisions:decision", args=[self.public_id])

    @cached_property
    def said(self) -> Said:
        """Return the title as it is shown: in a language of the reader where it was asked for in one, else as put."""
        title, language = getattr(self, "said_title", None), getattr(self, "said_language", None)
        return Said(self.title if title is None else title, language or self.language)

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
    def is_announced(self) -> bool:
        """Tell whether everybody knows when voting will open."""
        return self.state == State.ANNOUNCED

    @property
    def is_reworded(self) -> bool:
        """Tell whether the question changed after it was announced, and has to be announced again."""
        return self.is_draft and self.announced_at is not None

    @property
    def is_in_preparation(self) -> bool:
        """Tell whether a matter waits for this draft to be completed, so that everybody sees it."""
        return self.is_draft and self.shown_at is not None

    @property
    def is_open(self) -> bool:
        """Tell whether the decision has been opened and not yet closed or voided."""
        return self.state == State.OPEN

    @property
    def is_voided(self) -> bool:
        """Tell whether the decision was voided."""
        return self.state == State.VOIDED

    @property
    def is_counted(self) -> bool:
        """Tell whether the decision has an outcome, whether or not it may still be challenged."""
        return self.state == State.CLOSED and self.counted_at is not None

    @property
    def is_final(self) -> bool:
        """Tell whether the decision has an outcome that stands."""
        return self.state == State.CLOSED and self.final_at is not None

    @property
    def is_challengeable(self) -> bool:
        """Tell whether the decision was counted and is not final yet."""
        return self.is_counted and self.final_at is None

    @property
    def awaits_tally(self) -> bool:
        """Tell whether voting is over but something the count needs is not there yet."""
        return self.state == State.CLOSED and self.counted_at is None

    @property
    def is_in_scrutiny(self) -> bool:
        """Tell whether voting is over and the scrutineers that the rulebook names may strike ballots."""
        is_free = self.awaits_tally and self.scrutiny_ended_at is None
        return is_free and course_of(self.rulebook.canonical).scrutineers is not None


class Chamber(models.Model):
    """A group whose approval counts separately; made when the decision opens.

    It answers yes or no, or, where ``is_election``, elects some of the candidates of the decision's slate. Where it
    ``is_secret`` its ballots lie sealed in a ballot box of its own (`box_subject`), and no `Ballot` is ever made.
    ``ballots_cast`` is the turnout, kept from the close on: until then it is how many on the roll have voted (see
    `queries.with_turnout`), since one number kept up by everybody would make voters wait for each other. The counts
    stay empty until the decision is counted. Where somebody may vote for those who let them, ``longest_chain`` is how
    often a vote may be handed on, frozen with the roll, and from the close on ``ballots_delegated`` is how many of the
    ballots were cast so. Where it ``is_weighed`` every place on its roll has a weight; all numbers here stay numbers of
    places and ballots, and what these weigh is summed from the roll.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="chambers")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    voters = models.CharField(max_length=10, choices=[(v, v) for v in Voters])
    is_election = models.BooleanField(default=False)
    is_secret = models.BooleanField(default=False)
    is_weighed = models.BooleanField(default=False)
    eligible = models.PositiveIntegerField(null=True)
    roll_sha256 = models.CharField(max_length=64, blank=True)
    ballots_cast = models.PositiveIntegerField(null=True)
    # How many places stood back, known from the close on.
    recused = models.PositiveIntegerField(null=True)
    longest_chain = models.PositiveSmallIntegerField(null=True)
    ballots_delegated = models.PositiveIntegerField(null=True)
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
                condition=Q(is_weighed=False) | Q(is_secret=False) & ~Q(voters=Voters.ELSEWHERE),
                name="decisions_chamber_weighed_is_open",
            ),
            models.CheckConstraint(
                condition=Q(voters=Voters.ELSEWHERE) | Q(eligible__isnull=False, eligible__gte=1) & ~Q(roll_sha256=""),
                name="decisions_chamber_has_roll",
            ),
            models.CheckConstraint(
                condition=Q(eligible__isnull=True) | Q(ballots_cast__lte=F("eligible")),
                name="decisions_chamber_turnout_within_roll",
            ),
            models.CheckConstraint(
                condition=Q(ballots_delegated__isnull=True)
                | Q(voters=Voters.PERSONS, longest_chain__gte=1, ballots_delegated__lte=F("ballots_cast")),
                name="decisions_chamber_delegated_within_turnout",
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
    def box_subject(self) -> str:
        """Return the ref that the ballot box of a secret chamber belongs to."""
        return box_subject(self.decision_id, self.key)

    @property
    def is_elsewhere(self) -> bool:
        """Tell whether the chamber's vote is held on another system."""
        return self.voters == Voters.ELSEWHERE
