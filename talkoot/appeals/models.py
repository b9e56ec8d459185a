"""Schema of appeals."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from talkoot.appeals.rules import CHANGES, DISMISSED, Change, Kind
from talkoot.kernel.refs import ref


class Appeal(models.Model):
    """Somebody says, with a reason, that a roll or a count is wrong; somebody else decides it, with a reason.

    ``matter`` is the ref of what is appealed against. Against a roll, ``chamber`` and ``about`` (``person:12``) say
    whose place. ``outcome`` is empty until it is decided, then what changes, or ``dismissed``.
    """

    kind = models.CharField(max_length=10, choices=[(k, k) for k in Kind])
    matter = models.CharField(max_length=120)
    chamber = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=120, blank=True)
    change = models.CharField(max_length=10, choices=[(c, c) for c in Change])
    reason = models.TextField()
    language = models.CharField(max_length=35)
    html = models.TextField()
    made_by = models.ForeignKey("directory.Person", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, blank=True)
    answer = models.TextField(blank=True)
    answer_language = models.CharField(max_length=35, blank=True)
    answer_html = models.TextField(blank=True)
    decided_by = models.ForeignKey("directory.Person", models.PROTECT, null=True, related_name="+")
    mandate = models.CharField(max_length=120, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.ROLL, change__in=CHANGES[Kind.ROLL])
                & ~Q(about="")
                & ~Q(chamber="")
                & Q(outcome__in=["", DISMISSED, *CHANGES[Kind.ROLL]])
                | Q(kind=Kind.COUNT, change__in=CHANGES[Kind.COUNT])
                & Q(outcome__in=["", DISMISSED, *CHANGES[Kind.COUNT]]),
                name="appeals_asks_what_its_kind_may",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="appeals_has_reason"),
            models.CheckConstraint(
                condition=Q(outcome="", answer="", decided_at__isnull=True, decided_by__isnull=True)
                | ~Q(outcome="") & ~Q(answer="") & Q(decided_at__isnull=False, decided_by__isnull=False),
                name="appeals_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=models.F("made_by")),
                name="appeals_nobody_decides_their_own",
            ),
            models.UniqueConstraint(
                fields=["matter", "kind", "made_by", "chamber", "about"],
                condition=Q(outcome=""),
                name="appeals_one_waits",
            ),
        ]
        indexes = [models.Index(fields=["matter", "kind", "id"], name="appeals_of_matter")]

    def __str__(self) -> str:
        return f"{self.matter} {self.kind} {self.pk}"

    @property
    def ref(self) -> str:
        """Return how the ledger names this appeal: ``appeal:5``."""
        return ref("appeal", self.pk)

    @property
    def is_open(self) -> bool:
        """Tell whether it waits to be decided."""
        return not self.outcome
