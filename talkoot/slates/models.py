"""Slates, who stands on them, what they say, and what they are asked."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from talkoot.directory.queries import Hats
from talkoot.directory.rules import Power
from talkoot.kernel.actors import Actor
from talkoot.kernel.ids import public_id
from talkoot.kernel.refs import ref
from talkoot.slates import rules
from talkoot.slates.rules import Asked, Kind, State


class Slate(models.Model):
    """Who stands in one election. ``matter`` is the ref of what they stand for, ``url`` its page on this site.

    ``seed_source`` says, before anybody could know it, where the seed of the order will come from; empty: from the
    ledger, whose last seal before nominations closed nobody could choose.
    """

    matter = models.CharField(max_length=120, unique=True)
    url = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=rules.TITLE_MAX)
    language = models.CharField(max_length=35)
    steward_body = models.ForeignKey("directory.Body", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(k, k) for k in Kind])
    opened_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    asks = models.JSONField(default=list)
    seed_source = models.CharField(max_length=rules.SOURCE_MAX, blank=True)
    frozen_at = models.DateTimeField(null=True)
    seed = models.CharField(max_length=rules.SEED_MAX, blank=True)
    seed_from = models.CharField(max_length=rules.SOURCE_MAX, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(Kind)), name="slates_kind_known"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="slates_closes_later"),
            models.CheckConstraint(condition=~Q(matter="") & ~Q(title=""), name="slates_is_for_something"),
            models.CheckConstraint(
                condition=Q(frozen_at=None, seed="", seed_from="")
                | (Q(frozen_at__gte=F("closes_at")) & ~Q(seed="") & ~Q(seed_from="")),
                name="slates_frozen_after_nominations_by_a_seed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the slate's page."""
        return reverse("slates:slate", kwargs={"ref": self.public_id})

    @property
    def ref(self) -> str:
        """Return the ledger's name of this slate."""
        return ref("slate", self.pk)

    @property
    def public_id(self) -> str:
        """Return the id people use: ``S-12``."""
        return public_id("S", self.pk)

    @property
    def is_frozen(self) -> bool:
        """Tell whether the names on the ballot are fixed."""
        return self.frozen_at is not None

    @property
    def asked(self) -> tuple[Asked, ...]:
        """Return the attributes asked of candidates."""
        return rules.asked_of(self.asks)

    def takes_nominations_at(self, at: datetime) -> bool:
        """Tell whether names may be put forward at ``at``."""
        return rules.takes_nominations(self.opens_at, self.closes_at, at, frozen=self.is_frozen)


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """Candidates by who may know of them."""

    def visible_to(self, viewer: Actor, hats: Hats) -> CandidateQuerySet:
        """Return those ``viewer`` may know of.

        Those who said yes are public. Who has not answered, or said no, is known to themselves, to who put them
        forward, and to the stewards.
        """
        shown = Q(state__in=rules.PUBLIC) | Q(slate__steward_body__in=hats.bodies(Power.STEWARD))
        shown |= Q(body__in=hats.bodies(Power.REPRESENT))
        if viewer.person_id is not None:
            shown |= Q(person=viewer.person_id) | Q(nominated_by=viewer.person_id)
        return self.filter(shown)

    def in_order(self) -> CandidateQuerySet:
        """Return them as they were drawn; before that, by name."""
        return self.order_by(F("position").asc(nulls_last=True), "look", "pk")


class Candidate(models.Model):
    """A person, a body or a project that stands, under the name the ballot shows.

    ``look`` and ``strokes`` are the name's two folded forms; ``position`` its place on the frozen ballot from 1.
    """

    slate = models.ForeignKey(Slate, models.PROTECT, related_name="candidates")
    person = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("directory.Body", models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=rules.NAME_MAX)
    look = models.CharField(max_length=255, editable=False)
    strokes = models.CharField(max_length=255, editable=False)
    language = models.CharField(max_length=35)
    attributes = models.JSONField(default=dict)
    cost = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    state = models.CharField(max_length=10, choices=[(s, s) for s in State])
    nominated_by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    nominated_at = models.DateTimeField()
    consented_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    position = models.PositiveIntegerField(null=True)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=list(State)), name="slates_state_known"),
            models.CheckConstraint(condition=Q(person=None) | Q(body=None), name="slates_candidate_is_one"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(look=""), name="slates_candidate_has_name"),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="slates_cost_is_no_less_than_nothing"),
            models.UniqueConstraint(fields=["slate", "person"], name="slates_person_stands_once"),
            models.UniqueConstraint(fields=["slate", "body"], name="slates_body_stands_once"),
            models.UniqueConstraint(
                fields=["slate", "look"], condition=Q(state__in=sorted(rules.RUNS)), name="slates_names_differ"
            ),
            models.UniqueConstraint(
                fields=["slate", "strokes"], condition=Q(state__in=sorted(rules.RUNS)), name="slates_strokes_differ"
            ),
            models.UniqueConstraint(fields=["slate", "position"], name="slates_one_name_a_place"),
            models.CheckConstraint(
                condition=Q(state__in=["withdrawn", "struck", "declined"], left_at__isnull=False)
                | Q(state__in=["nominated", "standing", "sitting"], left_at__isnull=True),
                name="slates_who_left_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["nominated", "declined"]) | Q(consented_at__isnull=False),
                name="slates_nobody_stands_without_consent",
            ),
            models.CheckConstraint(
                condition=Q(position=None) | Q(state__in=sorted(rules.ON_BALLOT), position__gte=1),
                name="slates_only_who_stood_has_a_place",
            ),
        ]
        indexes = [models.Index(fields=["slate", "position", "look", "id"], name="slates_candidates_in_order")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the candidate's page."""
        slate = public_id("S", self.slate_id)
        return reverse("slates:candidate", kwargs={"ref": slate, "number": self.pk})

    @property
    def ref(self) -> str:
        """Return the ledger's name of this candidate."""
        return ref("candidate", self.pk)

    @property
    def speaker_id(self) -> int | None:
        """Return the person who speaks for a candidate that is no body; None for a name alone. Asks for the slate."""
        if self.person_id is None and self.body_id is None and self.slate.kind == Kind.PROJECTS:
            return self.nominated_by_id
        return self.person_id

    @property
    def is_standing(self) -> bool:
        """Tell whether it can be voted for."""
        return self.state == State.STANDING

    @property
    def is_sitting(self) -> bool:
        """Tell whether it is a member who stays."""
        return self.state == State.SITTING


class Strike(models.Model):
    """A steward took a candidate off, at most once, for a reason everybody can read."""

    candidate = models.OneToOneField(Candidate, models.PROTECT, related_name="strike")
    reason = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    person = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    mandate = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="slates_strike_has_reason")]

    def __str__(self) -> str:
        return f"{self.candidate_id} struck"


class Statement(models.Model):
    """What a candidate says, in one language; an earlier version stays."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="statements")
    language = models.CharField(max_length=35)
    version = models.PositiveIntegerField()
    text = models.TextField()
    html = models.TextField()
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(language=""), name="slates_statement_says_something"),
            models.CheckConstraint(condition=Q(version__gte=1), name="slates_statement_versions_from_one"),
            models.UniqueConstraint(fields=["candidate", "language", "version"], name="slates_statement_version_once"),
            models.UniqueConstraint(
                fields=["candidate", "language"],
                condition=Q(is_current=True),
                name="slates_one_current_statement_a_language",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.language} {self.version}"


class Question(models.Model):
    """What somebody asks a candidate, in public."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="questions", db_index=False)
    text = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="slates_question_says_something")]
        indexes = [models.Index(fields=["candidate", "id"], name="slates_questions_in_order")]

    def __str__(self) -> str:
        return self.ref

    @property
    def ref(self) -> str:
        """Return the ledger's name of this question."""
        return ref("question", self.pk)


class Answer(models.Model):
    """What the candidate answered; a later one stands beside the first."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    text = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="slates_answer_says_something")]

    def __str__(self) -> str:
        return f"{self.question_id} answered"
