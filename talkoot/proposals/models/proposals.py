"""Proposals, the versions of their text, who wrote them, what they hang on, and unsent drafts."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from talkoot.kernel.actors import Actor
from talkoot.kernel.ids import public_id
from talkoot.kernel.refs import ref
from talkoot.proposals.models.processes import ProcessTemplate
from talkoot.proposals.rules import Deadline, LinkKind, StageKind, Status

OPEN = Q(status=Status.OPEN)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals by who may know of them and whether they are under way."""

    def visible_to(self, viewer: Actor) -> Self:
        """Return those ``viewer`` may know of: all, for what is put forward is public."""
        return self

    def open(self) -> Self:
        """Return those that have not come to an end."""
        return self.filter(OPEN)


class Proposal(models.Model):
    """What someone put forward, and where it stands.

    ``title``, ``language`` and ``lead`` repeat the current version, ``stage`` … ``due_at`` the open stage record and
    the counters their tables, so that a list reads one row each. ``due_at`` is the next thing owed to the public
    (``due_for`` says what); an open proposal past it is late. ``closes_at`` is until when input or votes are taken,
    ``next_at`` the next date people look for: that one, else ``due_at``. ``responsible`` is the body that moves it on.
    ``relation_count`` counts links and pointers, from either side. ``dated_to_year``: its source knows no more of
    ``submitted_at`` than the year.
    """

    template = models.ForeignKey(ProcessTemplate, models.PROTECT, related_name="proposals")
    template_sha256 = models.CharField(max_length=64)
    author = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="proposals")
    on_behalf = models.ForeignKey("directory.Body", models.PROTECT, null=True, related_name="+")
    responsible = models.ForeignKey("directory.Body", models.PROTECT, null=True, related_name="+")
    scope = models.ForeignKey("scopes.Scope", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=35)
    lead = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=12, choices=[(s, s) for s in Status], default=Status.OPEN)
    stage = models.CharField(max_length=40, blank=True)
    stage_kind = models.CharField(max_length=14, blank=True, choices=[(k, k) for k in StageKind])
    due_at = models.DateTimeField(null=True)
    due_for = models.CharField(max_length=8, blank=True, choices=[(d, d) for d in Deadline])
    closes_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    support_count = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    follower_count = models.PositiveIntegerField(default=0)
    author_count = models.PositiveSmallIntegerField(default=1)
    relation_count = models.PositiveSmallIntegerField(default=0)
    commitment_count = models.PositiveSmallIntegerField(default=0)
    submitted_at = models.DateTimeField()
    dated_to_year = models.BooleanField(default=False)
    moved_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=40, blank=True)
    source_key = models.CharField(max_length=300, blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    source_status = models.CharField(max_length=80, blank=True)
    source_digest = models.CharField(max_length=64, blank=True)
    gone_on = models.DateField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=list(Status)), name="proposals_status"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(language=""), name="proposals_titled_in_a_language"),
            models.CheckConstraint(condition=~Q(author=None) | ~Q(source=""), name="proposals_has_author"),
            models.CheckConstraint(
                condition=(
                    OPEN & ~Q(stage="") & Q(due_at__isnull=False, next_at__isnull=False, ended_at=None) & ~Q(due_for="")
                )
                | (~OPEN & Q(stage="", due_at=None, closes_at=None, next_at=None, due_for="", ended_at__isnull=False)),
                name="proposals_open_has_stage_and_clock",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(responsible__isnull=False), name="proposals_accepted_has_owner"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="proposals_version_from_one"),
            models.UniqueConstraint(
                fields=["source", "source_key"], condition=~Q(source=""), name="proposals_source_once"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-id"], name="proposals_by_status"),
            models.Index(fields=["status", "due_at", "id"], name="proposals_by_due"),
            models.Index(fields=["status", "next_at", "id"], name="proposals_by_next"),
            models.Index(fields=["status", "stage_kind", "next_at", "id"], name="proposals_by_stage"),
            models.Index(fields=["status", "-support_count", "-id"], name="proposals_by_status_supports"),
            models.Index(fields=["-support_count", "-id"], name="proposals_by_supports"),
            models.Index(fields=["responsible", "-id"], name="proposals_by_body"),
            models.Index(fields=["language", "-id"], name="proposals_by_language"),
            models.Index(fields=["scope", "-id"], name="proposals_by_scope"),
            models.Index(fields=["author", "-id"], name="proposals_by_author"),
            models.Index(fields=["moved_at"], name="proposals_by_move"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the address of the proposal's page."""
        return reverse("proposals:proposal", args=[self.public_id])

    @property
    def ref(self) -> str:
        """Return how the ledger names this proposal."""
        return ref("proposal", self.pk)

    @property
    def public_id(self) -> str:
        """Return the short id people use: ``P-142``."""
        return public_id("P", self.pk)


class ProposalVersion(models.Model):
    """One state of the text, never changed. The ``*_html`` are the same rendered; ``summary`` says what was changed."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    problem = models.TextField(blank=True)
    problem_html = models.TextField(blank=True, editable=False)
    change = models.TextField(blank=True)
    change_html = models.TextField(blank=True, editable=False)
    affected = models.TextField(blank=True)
    affected_html = models.TextField(blank=True, editable=False)
    language = models.CharField(max_length=35)
    scope = models.ForeignKey("scopes.Scope", models.PROTECT, related_name="+")
    summary = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    mandate = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="proposals_version_number_once"),
            models.CheckConstraint(condition=Q(number=1) | ~Q(summary=""), name="proposals_later_version_says_why"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(language=""), name="proposals_version_titled"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} v{self.number}"


class Authorship(models.Model):
    """One of several authors, in order; the first is the proposal's ``author`` as well."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="authorships")
    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="proposals_author_once"),
            models.UniqueConstraint(fields=["proposal", "position"], name="proposals_author_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} by {self.person_id}"


class Link(models.Model):
    """``proposal`` replaces or requires ``other``; ``ended_on`` when its source says so no more."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="links")
    other = models.ForeignKey(Proposal, models.PROTECT, related_name="linked_from")
    kind = models.CharField(max_length=10, choices=[(k, k) for k in LinkKind])
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "other", "kind"], name="proposals_link_once"),
            models.CheckConstraint(condition=Q(kind__in=list(LinkKind)), name="proposals_link_kind"),
            models.CheckConstraint(condition=~Q(proposal=F("other")), name="proposals_link_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.kind} {self.other_id}"


class Pointer(models.Model):
    """A place outside that belongs to the proposal: a work ticket, a resolution. ``url`` may be empty."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="pointers")
    name = models.CharField(max_length=200)
    url = models.CharField(max_length=500, blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "name"], name="proposals_pointer_once"),
            models.CheckConstraint(condition=~Q(name=""), name="proposals_pointer_named"),
        ]
        indexes = [models.Index(fields=["name"], name="proposals_by_pointer")]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """A proposal not sent yet, seen by its writer alone. ``fields`` is the form as it was left.

    Sent or discarded, its text is emptied; the row stays to tell which.
    """

    person = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    fields = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    proposal = models.OneToOneField(Proposal, models.PROTECT, null=True, related_name="draft")
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(proposal=None, discarded_at=None) | Q(title="", fields={}),
                name="proposals_used_draft_is_empty",
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "-saved_at"],
                condition=Q(proposal=None, discarded_at=None),
                name="proposals_drafts_of",
            ),
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"
