"""Schema of delegations: who lets whom vote for them, where and when, and how far a vote may be handed on."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from talkoot.delegations.rules import MOST_LINKS, State
from talkoot.kernel.refs import ref


class DelegationRows(models.QuerySet["Delegation"]):
    """Delegations by time. What was true at a time stays true of it: rows keep when they were made and ended."""

    def standing(self, at: datetime) -> DelegationRows:
        """Keep those that neither side had ended at ``at`` and whose days were not over, begun or not."""
        return self.filter(
            Q(revoked_at=None) | Q(revoked_at__gt=at),
            Q(declined_at=None) | Q(declined_at__gt=at),
            made_at__lte=at,
            until_on__gt=at.date(),
        )

    def in_force(self, at: datetime) -> DelegationRows:
        """Keep those by which votes are cast at ``at``."""
        return self.standing(at).filter(from_on__lte=at.date())

    def ended(self, at: datetime) -> DelegationRows:
        """Keep those that are over at ``at``, by their day or by either side."""
        return self.filter(Q(revoked_at__lte=at) | Q(declined_at__lte=at) | Q(until_on__lte=at.date()))


class Delegation(models.Model):
    """``person`` lets ``delegate`` vote for them in questions of ``scope``; of ``body`` only, where one is named.

    It holds from ``from_on`` up to, not including, ``until_on``, and at most until one side ended it.
    """

    # The indexes below start with these keys, so none needs another of its own.
    person = models.ForeignKey("directory.Person", models.PROTECT, db_index=False, related_name="+")
    delegate = models.ForeignKey("directory.Person", models.PROTECT, db_index=False, related_name="+")
    scope = models.ForeignKey("scopes.Scope", models.PROTECT, db_index=False, related_name="+")
    body = models.ForeignKey("directory.Body", models.PROTECT, null=True, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)

    objects = DelegationRows.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="delegations_never_to_oneself", condition=~Q(person=F("delegate"))),
            models.CheckConstraint(name="delegations_end_after_start", condition=Q(until_on__gt=F("from_on"))),
            models.CheckConstraint(
                name="delegations_revoked_after_made", condition=Q(revoked_at=None) | Q(revoked_at__gte=F("made_at"))
            ),
            models.CheckConstraint(
                name="delegations_declined_after_made", condition=Q(declined_at=None) | Q(declined_at__gte=F("made_at"))
            ),
            models.CheckConstraint(
                name="delegations_ended_by_one_side", condition=Q(revoked_at=None) | Q(declined_at=None)
            ),
        ]
        indexes = [
            models.Index(name="delegations_by_person", fields=["person", "until_on"]),
            models.Index(name="delegations_by_delegate", fields=["delegate", "until_on"]),
            models.Index(name="delegations_by_scope", fields=["scope", "until_on"]),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} > {self.delegate_id}"

    def get_absolute_url(self) -> str:
        """Return its place on the page of whoever looks: both sides have it on theirs."""
        return f"{reverse('delegations:delegations')}#delegation-{self.pk}"

    @property
    def ref(self) -> str:
        """Return how the ledger names this delegation."""
        return ref("delegation", self.pk)

    def state(self, at: datetime) -> State:
        """Return where it stands at ``at``."""
        if self.revoked_at is not None and self.revoked_at <= at:
            return State.REVOKED
        if self.declined_at is not None and self.declined_at <= at:
            return State.DECLINED
        if self.until_on <= at.date():
            return State.OVER
        return State.IN_FORCE if self.from_on <= at.date() else State.COMING


class ChainLimit(models.Model):
    """From ``from_at`` on a vote may be handed on at most ``links`` times, in questions of ``body`` or of any.

    A new limit is a new row, so that what was decided before can be counted again under the limit it had.
    """

    body = models.ForeignKey("directory.Body", models.PROTECT, null=True, db_index=False, related_name="+")
    links = models.PositiveSmallIntegerField()
    from_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="delegations_limit_of_links", condition=Q(links__gte=1, links__lte=MOST_LINKS)),
        ]
        indexes = [models.Index(name="delegations_limit_by_body", fields=["body", "from_at"])]

    def __str__(self) -> str:
        return f"{self.links} links"

    @property
    def ref(self) -> str:
        """Return how the ledger names this limit."""
        return ref("chain_limit", self.pk)
