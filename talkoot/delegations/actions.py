"""Everything that changes delegations. Nothing is deleted: what ended keeps who ended it and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from talkoot.delegations import queries
from talkoot.delegations.events import ChainsLimited, DelegationDeclined, DelegationMade, DelegationRevoked
from talkoot.delegations.models import ChainLimit, Delegation
from talkoot.delegations.permissions import Permission, may
from talkoot.delegations.rules import MOST_LINKS
from talkoot.directory.models import Person
from talkoot.directory.queries import hats_of, person_names
from talkoot.directory.rules import Power
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.refs import ref
from talkoot.kernel.refusals import Refusal
from talkoot.kernel.verdicts import require
from talkoot.ledger.actions import writing
from talkoot.scopes.actions import intern_scope
from talkoot.ui.templatetags.ui import comma

MAKER = 0x5EA1_0002  # PostgreSQL's advisory lock of whoever makes a delegation


def make_delegation(
    *,
    delegate_id: int,
    topics: Iterable[int] = (),
    territories: Iterable[str] = (),
    languages: Iterable[str] = (),
    body_id: int | None = None,
    from_on: date,
    until_on: date,
    by: Actor,
    at: datetime,
    key: str = "",
) -> Delegation:
    """Let another person vote for ``by`` in questions of a scope (no facets is everywhere), from a day until another.

    Refuses oneself, somebody without an account, days that are past or the wrong way round, what stands already, and
    a ring: a vote that would come back, through whomever, in any question that the scopes on the way share.
    """
    with writing(by=by, at=at, key=key) as announce:
        require(may(by, Permission.MAKE_DELEGATION, at=at))
        _make_alone()
        new = Delegation(
            person_id=by.person_id or 0,
            delegate=_delegate(delegate_id, by),
            scope=intern_scope(topics=topics, territories=territories, languages=languages),
            body_id=body_id,
            from_on=from_on,
            until_on=until_on,
            made_at=at,
        )
        _refuse_wrong_days(new, at)
        _refuse_twice(new, at)
        _refuse_ring(new, at)
        new.save()
        days = {"from_on": from_on.isoformat(), "until_on": until_on.isoformat()}
        announce(DelegationMade(subject=new.ref, scope=new.scope.ref, **days))
    return new


def revoke_delegation(delegation_id: int, *, by: Actor, at: datetime, key: str = "") -> Delegation:
    """Take one's vote back, at once. Refuses nothing: whose vote it is may always do it while it stands."""
    with writing(by=by, at=at, key=key) as announce:
        one = _locked(delegation_id)
        require(may(by, Permission.REVOKE_DELEGATION, one, at=at))
        one.revoked_at = at
        one.save(update_fields=["revoked_at"])
        announce(DelegationRevoked(subject=one.ref))
    return one


def decline_delegation(delegation_id: int, *, by: Actor, at: datetime, key: str = "") -> Delegation:
    """Vote for that person no more, at once; also after having done so for a while."""
    with writing(by=by, at=at, key=key) as announce:
        one = _locked(delegation_id)
        require(may(by, Permission.DECLINE_DELEGATION, one, at=at))
        one.declined_at = at
        one.save(update_fields=["declined_at"])
        announce(DelegationDeclined(subject=one.ref))
    return one


def limit_chains(*, links: int, body_id: int | None = None, by: Actor, at: datetime, key: str = "") -> ChainLimit:
    """Say how often a vote may be handed on, from now on, in questions of a body or, without one, in all others.

    Chains that are longer end there; nothing is revoked. Refuses less than one and more than `rules.MOST_LINKS`.
    """
    with writing(by=by, at=at, key=key) as announce:
        require(may(by, Permission.LIMIT_CHAINS, body_id, at=at))
        mandate = hats_of(by, at).may(Power.STEWARD, body_id) or ""
        if not 1 <= links <= MOST_LINKS:
            # Translators: %(most)s is a number.
            sentence = _("A vote can be handed on at least once and at most %(most)s times.")
            raise Refusal("no_such_limit", str(sentence) % {"most": MOST_LINKS}, "links")
        limit = ChainLimit.objects.create(body_id=body_id, links=links, from_at=at)
        body = ref("body", body_id) if body_id is not None else ""
        announce(ChainsLimited(subject=limit.ref, links=links, body=body), mandate=mandate, on_behalf=body)
    return limit


def release_person(account_id: int, *, at: datetime) -> int:
    """End what stands from and to somebody who left, as if they had done it themselves; return how many."""
    with writing(by=SYSTEM, at=at) as announce:
        rows = Delegation.objects.standing(at).select_for_update().order_by("pk")
        given, received = (list(rows.filter(**{f"{side}__account": account_id})) for side in ("person", "delegate"))
        for one in given:
            one.revoked_at = at
        for one in received:
            one.declined_at = at
        Delegation.objects.bulk_update([*given, *received], ["revoked_at", "declined_at"])
        announce.all(DelegationRevoked(subject=one.ref) for one in given)
        announce.all(DelegationDeclined(subject=one.ref) for one in received)
    return len(given) + len(received)


def _make_alone() -> None:
    """Wait for whoever else makes a delegation: each alone may be free of rings, and both together close one."""
    if connection.vendor == "postgresql":  # SQLite's transactions are immediate: who is in one is alone
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [MAKER])


def _locked(delegation_id: int) -> Delegation:
    return Delegation.objects.select_for_update().get(pk=delegation_id)


def _delegate(person_id: int, by: Actor) -> Person:
    if person_id == by.person_id:
        raise Refusal("oneself", _("This is you. Your own vote counts without this."), "delegate_id")
    found = Person.objects.filter(pk=person_id, forgotten_on=None, gone_on=None).exclude(account=None).first()
    if found is None:
        raise Refusal("no_account", _("This person has no account here, so they cannot vote for you."), "delegate_id")
    return found


def _refuse_wrong_days(new: Delegation, at: datetime) -> None:
    if new.from_on < at.date():
        raise Refusal("past_start", _("The first day lies in the past."), "from_on")
    if new.until_on <= new.from_on:
        raise Refusal("no_days", _("The day it ends must come after the day it begins."), "until_on")


def _refuse_twice(new: Delegation, at: datetime) -> None:
    if queries.stands_already(new.person_id, new.delegate_id, new.scope_id, new.body_id, at):
        raise Refusal("stands_already", _("You let this person vote for you in just these questions already."))


def _refuse_ring(new: Delegation, at: datetime) -> None:
    way = queries.way_back(new, at)
    if way:
        known = person_names(way)
        sentence = _(
            # Translators: %(names)s are people; the vote goes from one to the next. %(last)s is the last of them.
            "Your vote would come back to you, by way of %(names)s. Choose somebody else, or decline to vote for "
            "%(last)s first."
        )
        words = {"names": comma().join(known[p] for p in way), "last": known[way[-1]]}
        raise Refusal("ring", str(sentence) % words, "delegate_id")
