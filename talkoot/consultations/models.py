"""Consultations, whom they ask, what was said, and what became of it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from talkoot.consultations.rules import InputState, Outcome, Status, percent, state_of, takes_input
from talkoot.kernel.actors import Actor
from talkoot.kernel.ids import public_id
from talkoot.kernel.refs import ref

OUTCOMES = [(o, o) for o in Outcome]


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Consultations by what they still take."""

    def visible_to(self, viewer: Actor) -> ConsultationQuerySet:
        """Return those ``viewer`` may know of: all, for asking is public."""
        return self

    def open(self) -> ConsultationQuerySet:
        """Return those not closed yet, past their deadline or not."""
        return self.filter(status=Status.OPEN)


class Consultation(models.Model):
    """A question put to those concerned. Counters are kept by the actions, never counted at reading.

    ``stopped_at``: from when on nobody was asked any more, because the matter it belonged to came to its end.
    """

    title = models.CharField(max_length=200)
    question = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    languages = models.JSONField(default=list)
    answering_body = models.ForeignKey("directory.Body", models.PROTECT, related_name="consultations_answered")
    takes_visitors = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=[(s, s) for s in Status], default=Status.OPEN)
    opened_by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    first_closes_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    answers_by = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    party_count = models.PositiveIntegerField(default=0)
    heard_count = models.PositiveIntegerField(default=0)
    input_count = models.PositiveIntegerField(default=0)
    answered_count = models.PositiveIntegerField(default=0)
    outcome_counts = models.JSONField(default=dict)
    language_counts = models.JSONField(default=dict)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=list(Status)), name="consultations_status_known"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opened_at")) | Q(stopped_at__isnull=False, closes_at=F("opened_at")),
                name="consultations_closes_later",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None) | Q(closes_at__lte=F("stopped_at")),
                name="consultations_takes_nothing_once_stopped",
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False) | Q(status="open", closed_at__isnull=True),
                name="consultations_closed_has_time",
            ),
            models.CheckConstraint(
                condition=Q(answered_count__lte=F("input_count")), name="consultations_answers_within_inputs"
            ),
            models.CheckConstraint(
                condition=Q(heard_count__lte=F("party_count")), name="consultations_heard_within_parties"
            ),
            models.CheckConstraint(
                condition=Q(status="open") | Q(answered_count=F("input_count")),
                name="consultations_closed_only_when_answered",
            ),
        ]
        indexes = [
            models.Index(fields=["closes_at", "id"], condition=Q(status="open"), name="consultations_open"),
            models.Index(fields=["-closed_at", "-id"], condition=Q(status="closed"), name="consultations_closed"),
            models.Index(fields=["answering_body", "status"], name="consultations_answering"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the consultation's page."""
        return reverse("consultations:consultation", kwargs={"ref": self.public_id})

    @property
    def ref(self) -> str:
        """Return the ledger's name of this consultation."""
        return ref("consultation", self.pk)

    @property
    def public_id(self) -> str:
        """Return the id people use: ``C-64``."""
        return public_id("C", self.pk)

    @property
    def is_open(self) -> bool:
        """Tell whether it is not closed yet."""
        return self.status == Status.OPEN

    @property
    def is_stopped(self) -> bool:
        """Tell whether asking was stopped because the matter came to its end."""
        return self.stopped_at is not None

    @property
    def unanswered_count(self) -> int:
        """Return how many inputs still wait for a disposition."""
        return self.input_count - self.answered_count

    @property
    def percent_answered(self) -> int:
        """Return the coverage in whole percent."""
        return percent(self.answered_count, self.input_count)

    @property
    def is_extended(self) -> bool:
        """Tell whether the deadline was moved on since the opening; being stopped is another thing."""
        return self.closes_at > self.first_closes_at

    def is_late_at(self, at: datetime) -> bool:
        """Tell whether the promised time of the last answer is past and some are missing."""
        return bool(self.answers_by and at > self.answers_by and self.unanswered_count)

    def takes_input_at(self, at: datetime) -> bool:
        """Tell whether input is taken at ``at``."""
        return takes_input(Status(self.status), self.closes_at, at)


class AskedIn(models.Model):
    """One language a consultation asks in; rows beside the list so that "in my languages" is an index look-up."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="asked_in")
    tag = models.CharField(max_length=35)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consultation", "tag"], name="consultations_asked_in_once"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.tag}"


class Party(models.Model):
    """A body, role or person that must or may be heard, with the sentence that says why."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="parties")
    body = models.ForeignKey("directory.Body", models.PROTECT, null=True, related_name="+")
    role = models.ForeignKey("directory.Role", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    must_be_heard = models.BooleanField(default=False)
    reason = models.CharField(max_length=500)
    language = models.CharField(max_length=35)
    invited_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, role__isnull=True, person__isnull=True)
                | Q(body__isnull=True, role__isnull=False, person__isnull=True)
                | Q(body__isnull=True, role__isnull=True, person__isnull=False),
                name="consultations_party_is_one",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="consultations_party_has_reason"),
            models.UniqueConstraint(fields=["consultation", "body"], name="consultations_body_invited_once"),
            models.UniqueConstraint(fields=["consultation", "role"], name="consultations_role_invited_once"),
            models.UniqueConstraint(fields=["consultation", "person"], name="consultations_person_invited_once"),
        ]
        indexes = [
            models.Index(fields=["body"], condition=Q(heard_at__isnull=True), name="consultations_body_unheard"),
            models.Index(fields=["role"], condition=Q(heard_at__isnull=True), name="consultations_role_unheard"),
            models.Index(fields=["person"], condition=Q(heard_at__isnull=True), name="consultations_person_unheard"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.whom}"

    @property
    def whom(self) -> str:
        """Return the ref of the party: ``body:3``, ``role:7`` or ``person:9``."""
        for kind, key in (("body", self.body_id), ("role", self.role_id), ("person", self.person_id)):
            if key is not None:
                return ref(kind, key)
        raise AssertionError("the database lets no party be nobody")


class Extension(models.Model):
    """A deadline moved on, with the reason everybody can read."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="extensions")
    was = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("was")), name="consultations_extension_moves_on"),
            models.CheckConstraint(condition=~Q(reason=""), name="consultations_extension_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} until {self.until:%F %T}"


class Input(models.Model):
    """One contribution in the words of who gave it.

    ``outcome`` and what follows it repeat the current disposition, so that a page of inputs is one plain query.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="inputs", db_index=False)
    author = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    on_behalf = models.ForeignKey("directory.Body", models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=35)
    text = models.TextField()
    html = models.TextField()
    receipt = models.CharField(max_length=40, unique=True)
    given_at = models.DateTimeField()
    taken_up_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True, choices=OUTCOMES)
    answered_at = models.DateTimeField(null=True)
    answer_language = models.CharField(max_length=35, blank=True)
    answer_html = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text="") & ~Q(language=""), name="consultations_input_says_something"),
            models.CheckConstraint(
                condition=Q(on_behalf__isnull=True) | Q(author__isnull=False),
                name="consultations_body_has_voice",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", answered_at__isnull=True, answer_html="")
                | (Q(outcome__in=list(Outcome), answered_at__isnull=False) & ~Q(answer_html="")),
                name="consultations_input_outcome_known",
            ),
        ]
        indexes = [
            models.Index(fields=["consultation", "id"], name="consultations_input_page"),
            models.Index(fields=["consultation", "outcome", "id"], name="consultations_input_outcome"),
            models.Index(fields=["consultation", "language", "id"], name="consultations_input_language"),
            models.Index(fields=["author", "-answered_at"], name="consultations_input_author"),
        ]

    def __str__(self) -> str:
        return self.ref

    def get_absolute_url(self) -> str:
        """Return the input's own public page."""
        consultation = public_id("C", self.consultation_id)
        return reverse("consultations:input", kwargs={"ref": consultation, "number": self.pk})

    @property
    def ref(self) -> str:
        """Return the ledger's name of this input."""
        return ref("input", self.pk)

    def state_at(self, at: datetime, closes_at: datetime) -> InputState:
        """Return where the input stands at ``at``, given its consultation's deadline."""
        return state_of(
            is_answered=bool(self.outcome),
            is_taken_up=self.taken_up_at is not None,
            is_past_deadline=at >= closes_at,
        )


class Disposition(models.Model):
    """What the answering body did with an input and why; an earlier one is superseded, never changed."""

    input = models.ForeignKey(Input, models.PROTECT, related_name="dispositions")
    outcome = models.CharField(max_length=20, choices=OUTCOMES)
    reason = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=120)
    at = models.DateTimeField()
    is_current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=list(Outcome)), name="consultations_outcome_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="consultations_disposition_has_reason"),
            models.UniqueConstraint(
                fields=["input"], condition=Q(is_current=True), name="consultations_one_current_disposition"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.input_id}: {self.outcome}"


class Allowance(models.Model):
    """How much a visitor's address, or all visitors together, may still send; ``key`` is a keyed hash, no address.

    ``free_at`` is when the next input would be taken without waiting (the generic cell rate algorithm); rows
    whose time is past mean nothing any more and are swept daily.
    """

    key = models.CharField(max_length=64, unique=True)
    free_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.free_at:%F %T}"
