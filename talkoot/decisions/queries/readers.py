"""Accounts to be told about a decision: those on its rolls, for themselves or for a body."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from talkoot.decisions.models import Decision, RollEntry
from talkoot.directory.models import Body
from talkoot.directory.queries import account_ids_of, holders_of
from talkoot.directory.rules import Power
from talkoot.kernel.refs import split
from talkoot.rulebooks.queries import voters_in
from talkoot.rulebooks.rules import Voters, electorate, rules_of


@dataclass(frozen=True, slots=True)
class Reader:
    """An account on a roll, the chamber, the body it represents there (empty: itself), and whether it has voted."""

    account_id: int
    chamber: str
    body: str
    has_voted: bool


def readers_of(decision: Decision, at: datetime) -> list[Reader]:
    """Return every account that votes in the decision, each once: first for itself (two queries)."""
    rows = RollEntry.objects.filter(chamber__decision=decision).order_by(F("body_id").asc(nulls_first=True), "pk")
    fields = "chamber__name", "person__account_id", "body_id", "body__name", "voted_at"
    places = list(rows.values_list(*fields))
    represented = holders_of({body for _c, _a, body, _n, _v in places if body}, Power.REPRESENT, at)
    found: dict[int, Reader] = {}
    for chamber, account, body, name, voted_at in places:
        delegates = [held for _person, held in represented.get(body, ())] if body else [account]
        for reader in _readers(delegates, chamber, name or "", has_voted=voted_at is not None):
            found.setdefault(reader.account_id, reader)
    return sorted(found.values(), key=lambda reader: reader.account_id)


def accounts_of(voters: Collection[str], at: datetime) -> list[int]:
    """Return the accounts behind places on a roll (refs): those of the persons, and of who represents the bodies (a
    query for each kind).
    """
    keys = [split(voter) for voter in voters]
    bodies = [int(key) for kind, key in keys if kind == "body"]
    people = [int(key) for kind, key in keys if kind == "person"]
    held = {account for holders in holders_of(bodies, Power.REPRESENT, at).values() for _person, account in holders}
    found = {account for account in held if account is not None}
    return sorted(found | set(account_ids_of(people).values()))


@dataclass(frozen=True, slots=True)
class Expected:
    """An account told of a vote that is announced: it represents ``body``, which will vote, or is its steward.

    ``chamber`` is where the body, or who belongs to it, will vote; empty for those who put the question.
    """

    account_id: int
    body: str
    chamber: str
    represents: bool


def expected_of(decision: Decision, at: datetime) -> list[Expected]:
    """Return whom an announcement concerns beforehand: the stewards of the body that puts the question, who represents
    bodies that would vote today, and the stewards of bodies whose members would. Each account once.
    """
    found: dict[int, Expected] = {}
    _expect(found, [decision.steward_body_id], Power.STEWARD, "", at)
    for chamber in rules_of(decision.rulebook.canonical).chambers:
        told = electorate(chamber.electorate)
        if told.voters is Voters.BODIES:
            _expect(found, voters_in(told, at), Power.REPRESENT, chamber.name, at)
        elif told.body:
            _expect(found, _keys([told.body]), Power.STEWARD, chamber.name, at)
    return sorted(found.values(), key=lambda one: one.account_id)


def _expect(found: dict[int, Expected], bodies: Collection[int], power: Power, chamber: str, at: datetime) -> None:
    names = dict(Body.objects.filter(pk__in=bodies).values_list("pk", "name"))
    for body, held in holders_of(bodies, power, at).items():
        for _person, account in held:
            if account is not None:
                expected = Expected(account, names[body], chamber, power is Power.REPRESENT)
                found.setdefault(account, expected)


def _keys(slugs: Collection[str]) -> list[int]:
    return list(Body.objects.filter(slug__in=slugs).values_list("pk", flat=True))


def _readers(accounts: Iterable[int | None], chamber: str, body: str, *, has_voted: bool) -> list[Reader]:
    return [Reader(account, chamber, body, has_voted) for account in accounts if account is not None]
