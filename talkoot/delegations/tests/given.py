"""Builders: they call the real actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from talkoot.accounts.tests.given import given_account
from talkoot.delegations import actions
from talkoot.delegations.models import Delegation
from talkoot.directory.models import Body, Person
from talkoot.directory.tests.given import actor_of, person_id
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import MONDAY

DAY = timedelta(days=1)
TODAY = MONDAY.date()
NEXT_YEAR = date(2027, 11, 23)


def given_voter(name: str, *, interface_language: str = "", is_operator: bool = False) -> Actor:
    """Return somebody with an account, who can vote for others and be told."""
    account = given_account(name, password=None, interface_language=interface_language, is_operator=is_operator)
    return actor_of(Person.objects.get(account=account), is_operator=is_operator)


def given_voters(*names: str) -> list[Actor]:
    """Return several people with accounts."""
    return [given_voter(name) for name in names]


def given_delegation(
    by: Actor,
    delegate: Actor,
    *,
    topics: Iterable[int] = (),
    territories: Iterable[str] = (),
    languages: Iterable[str] = (),
    body: Body | None = None,
    from_on: date | None = None,
    until_on: date = NEXT_YEAR,
    at: datetime = MONDAY,
    key: str = "",
) -> Delegation:
    """Return a delegation of ``by``, everywhere unless facets are given, from today for a year."""
    return actions.make_delegation(
        delegate_id=person_id(delegate),
        topics=topics,
        territories=territories,
        languages=languages,
        body_id=body.pk if body else None,
        from_on=from_on or at.date(),
        until_on=until_on,
        by=by,
        at=at,
        key=key,
    )
