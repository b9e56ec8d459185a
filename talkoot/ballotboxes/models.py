"""Ballot boxes: who keeps the key, a slip for each place, and after the count papers that belong to nobody.

Nothing here has a time of its own but the box: a slip does not say when it was filled, a paper not when it was cast.
Keys of slips and papers are random, and their rows are written in the order of those keys.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from talkoot.ballotboxes.rules import NEEDED_MIN, BoxState, Custody, SlipState
from talkoot.kernel.actors import Actor
from talkoot.kernel.ids import public_id
from talkoot.kernel.refs import ref


class BallotBoxQuerySet(models.QuerySet["BallotBox"]):
    """Ballot boxes by who looks."""

    def visible_to(self, viewer: Actor) -> BallotBoxQuerySet:
        """Return those ``viewer`` may know of: all, for how a secret vote is kept is public."""
        return self

    def held(self, subject: str) -> BallotBox:
        """Return the box of ``subject``, locked until the write is over."""
        return self.select_for_update().get(subject=subject)


class BallotBox(models.Model):
    """One box for sealed ballots; ``subject`` is the ref it belongs to, ``size`` the padded length of each ballot."""

    subject = models.CharField(max_length=120, unique=True)
    custody = models.CharField(max_length=12, choices=[(c, c) for c in Custody])
    needed = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=[(s, s) for s in BoxState], default=BoxState.PREPARING)
    public_key = models.BinaryField(default=b"")
    size = models.PositiveIntegerField(default=0)
    prepared_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    emptied_at = models.DateTimeField(null=True)
    slip_count = models.PositiveIntegerField(default=0)
    paper_count = models.PositiveIntegerField(default=0)
    spoiled_count = models.PositiveIntegerField(default=0)
    struck_count = models.PositiveIntegerField(default=0)
    papers_sha256 = models.CharField(max_length=64, blank=True)

    objects = BallotBoxQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "ballot boxes"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(custody__in=list(Custody)), name="ballotboxes_custody_known"),
            models.CheckConstraint(condition=Q(state__in=list(BoxState)), name="ballotboxes_state_known"),
            models.CheckConstraint(
                condition=Q(custody=Custody.KEY_FILE, needed=0)
                | Q(custody=Custody.SCRUTINEERS, needed__gte=NEEDED_MIN),
                name="ballotboxes_nobody_opens_alone",
            ),
            models.CheckConstraint(
                condition=Q(state=BoxState.PREPARING, opened_at__isnull=True, public_key=b"", size=0)
                | Q(state=BoxState.DISCARDED)
                | (~Q(state=BoxState.PREPARING) & Q(opened_at__isnull=False, size__gt=0) & ~Q(public_key=b"")),
                name="ballotboxes_open_has_key",
            ),
            models.CheckConstraint(
                condition=Q(state=BoxState.EMPTIED, emptied_at__isnull=False) & ~Q(papers_sha256="")
                | ~Q(state=BoxState.EMPTIED) & Q(emptied_at__isnull=True, papers_sha256=""),
                name="ballotboxes_emptied_has_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.subject}"

    def get_absolute_url(self) -> str:
        """Return the box's page."""
        return reverse("ballotboxes:box", kwargs={"ref": self.public_id})

    @property
    def ref(self) -> str:
        """Return the ledger's name of this box."""
        return ref("ballotbox", self.pk)

    @property
    def public_id(self) -> str:
        """Return the id people use: ``B-12``."""
        return public_id("B", self.pk)

    @property
    def is_by_scrutineers(self) -> bool:
        """Tell whether scrutineers keep the key; else it is a file on the server."""
        return self.custody == Custody.SCRUTINEERS

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more happens to the box: it was emptied, or discarded unread."""
        return self.state in {BoxState.EMPTIED, BoxState.DISCARDED}

    @property
    def valid_count(self) -> int:
        """Return how many ballots of the emptied box are not spoiled."""
        return self.paper_count - self.spoiled_count

    @property
    def unused_count(self) -> int:
        """Return how many places of the emptied box did not vote."""
        return self.slip_count - self.paper_count - self.struck_count


class Custodian(models.Model):
    """A scrutineer who keeps a key of a box on paper; ``sealed_share`` can be opened with nothing but that paper.

    One who was replaced before the box opened is named no longer.
    """

    box = models.ForeignKey(BallotBox, models.PROTECT, related_name="custodians")
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    is_named = models.BooleanField(default=True)
    public_key = models.BinaryField(default=b"")
    sealed_share = models.BinaryField(default=b"")
    made_at = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["box", "person"], name="ballotboxes_custodian_once"),
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, public_key=b"") | (Q(made_at__isnull=False) & ~Q(public_key=b"")),
                name="ballotboxes_key_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.box_id} person {self.person_id}"


class PassedShare(models.Model):
    """The share of a custodian who handed in their key, sealed to the key of ``keeper``, who has yet to do so."""

    custodian = models.ForeignKey(Custodian, models.PROTECT, related_name="passed")
    keeper = models.ForeignKey(Custodian, models.PROTECT, related_name="received")
    sealed = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["custodian", "keeper"], name="ballotboxes_passed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.custodian_id} to {self.keeper_id}"


class Slip(models.Model):
    """The slip of one place: random bytes until it is filled, a sealed ballot then, nothing once the box is emptied."""

    id = models.BigIntegerField(primary_key=True)
    box = models.ForeignKey(BallotBox, models.PROTECT, related_name="slips")
    place = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=[(s, s) for s in SlipState], default=SlipState.EMPTY)
    sealed = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["box", "place"], name="ballotboxes_slip_once"),
            models.CheckConstraint(condition=Q(state__in=list(SlipState)), name="ballotboxes_slip_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=[SlipState.TAKEN_OUT, SlipState.UNUSED]) | Q(sealed=b""),
                name="ballotboxes_emptied_slip_is_bare",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.box_id} place {self.place}"


class StrikeQuerySet(models.QuerySet["Strike"]):
    """Strikes by whether they stand."""

    def standing(self) -> StrikeQuerySet:
        """Return those that nobody took back."""
        return self.filter(taken_back_at__isnull=True)


class Strike(models.Model):
    """A sealed ballot does not count, until ``taken_back_at`` if it was; nobody read it, and the reason is public."""

    slip = models.ForeignKey(Slip, models.PROTECT, related_name="strikes")
    reason = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    person = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    mandate = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)

    objects = StrikeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["slip"], condition=Q(taken_back_at__isnull=True), name="ballotboxes_strike_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(taken_back_at__gte=F("at")),
                name="ballotboxes_strike_taken_back_later",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="ballotboxes_strike_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.slip_id} struck"


class Paper(models.Model):
    """An opened ballot that belongs to nobody: its receipt code and its canonical JSON, or neither when spoiled."""

    id = models.BigIntegerField(primary_key=True)
    box = models.ForeignKey(BallotBox, models.PROTECT, related_name="papers")
    code = models.CharField(max_length=40, blank=True)
    content = models.TextField(blank=True)
    is_spoiled = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["box", "code"], condition=~Q(code=""), name="ballotboxes_code_once"),
            models.CheckConstraint(
                condition=Q(is_spoiled=True, code="", content="")
                | (Q(is_spoiled=False) & ~Q(code="") & ~Q(content="")),
                name="ballotboxes_spoiled_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.box_id} {self.code or 'spoiled'}"
