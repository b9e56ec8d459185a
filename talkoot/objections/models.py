"""Rounds of consent with the versions of their text, objections, every step about them, and who would override."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from talkoot.kernel.ids import public_id
from talkoot.kernel.refs import ref
from talkoot.objections import rules
from talkoot.objections.rules import Awaits, State, StepKind


class Round(models.Model):
    """A round of consent. ``matter`` is the ref of what it is about (``decision:87``), ``url`` its page on this site.

    ``latest`` is the number of the version of the text that people are asked about now.
    """

    matter = models.CharField(max_length=rules.REF_MAX, unique=True)
    url = models.CharField(max_length=300)
    steward_body = models.ForeignKey("directory.Body", models.PROTECT, related_name="+")
    latest = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opened_at")), name="objections_round_closes_later"),
            models.CheckConstraint(condition=~Q(matter="") & ~Q(url=""), name="objections_round_is_about_something"),
            models.CheckConstraint(condition=Q(latest__gte=1), name="objections_round_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.matter


class Wording(models.Model):
    """A version of the text that a round is about, from number 1; ``why`` says what an amendment is for."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="wordings")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=rules.TITLE_MAX)
    text = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    why = models.TextField(blank=True)
    why_html = models.TextField(blank=True)
    person = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="objections_wording_number_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(why=""), name="objections_amendment_says_why"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(title=""), name="objections_wording_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} #{self.number}"


class Objection(models.Model):
    """An objection of one place in a round, by a person for themselves or for ``body``.

    ``chamber`` and ``place`` are refs of the app above. ``override`` is the share of the ``others`` who may override it
    together, empty where nobody may; ``had`` is how many of them want to. ``found_by`` is the steward who found it
    without reason, and so does not decide on the appeal.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="objections")
    chamber = models.CharField(max_length=rules.REF_MAX)
    place = models.CharField(max_length=rules.REF_MAX)
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    body = models.ForeignKey("directory.Body", models.PROTECT, null=True, related_name="+")
    text = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    wording = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=[(s, s) for s in State], default=State.STANDING)
    awaits = models.CharField(max_length=20, choices=[(a, a) for a in Awaits], blank=True)
    found_by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    was_appealed = models.BooleanField(default=False)
    override = models.CharField(max_length=60, blank=True)
    others = models.PositiveIntegerField()
    had = models.PositiveIntegerField(default=0)
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=list(State)), name="objections_state_known"),
            models.CheckConstraint(
                condition=Q(awaits="") | Q(state=State.STANDING, awaits__in=list(Awaits)),
                name="objections_only_one_that_stands_waits",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="objections_objection_names_the_harm"),
            models.CheckConstraint(
                condition=Q(state=State.STANDING, settled_at__isnull=True)
                | ~Q(state=State.STANDING) & Q(settled_at__isnull=False),
                name="objections_settled_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.OVERRIDDEN) | ~Q(override=""), name="objections_overridden_by_rule_only"
            ),
            models.CheckConstraint(condition=Q(had__lte=F("others")), name="objections_had_within_others"),
            models.UniqueConstraint(
                fields=["place"], condition=Q(state=State.STANDING), name="objections_one_stands_in_a_place"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["place", "id"], name="objections_of_a_place")]

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        """Return the page with the trail of the objection."""
        return reverse("objections:objection", kwargs={"ref": self.public_id})

    @property
    def ref(self) -> str:
        """Return how the ledger names this objection: ``objection:5``."""
        return ref("objection", self.pk)

    @property
    def public_id(self) -> str:
        """Return the short id people read and say: ``O-5``."""
        return public_id("O", self.pk)

    @property
    def is_standing(self) -> bool:
        """Tell whether it holds the proposal up."""
        return self.state == State.STANDING

    @property
    def needed(self) -> int:
        """Return how many of the others override it together; 0 where nobody may."""
        return rules.needed(self.override, self.others)


class Step(models.Model):
    """What was done about an objection, with its words; ``wording`` is the amendment it names, if it names one."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=20, choices=[(k, k) for k in StepKind])
    text = models.TextField(blank=True)
    language = models.CharField(max_length=35, blank=True)
    html = models.TextField(blank=True)
    wording = models.PositiveIntegerField(null=True)
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    mandate = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=list(StepKind)), name="objections_step_known"),
            models.CheckConstraint(
                condition=Q(kind__in=[StepKind.CONFIRMED, StepKind.WITHDRAWN, StepKind.OVERRIDDEN]) | ~Q(text=""),
                name="objections_step_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.objection_id} {self.kind}"


class Support(models.Model):
    """One of the others in the chamber wants to go on in spite of an objection."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="supports")
    place = models.CharField(max_length=rules.REF_MAX)
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    body = models.ForeignKey("directory.Body", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["objection", "place"], name="objections_support_once"),
        ]

    def __str__(self) -> str:
        return f"{self.objection_id} {self.place}"
