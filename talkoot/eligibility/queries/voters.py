"""Who may vote under given conditions: everybody at once, or one person or body with what was found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db.models import BigIntegerField, QuerySet, Value

from talkoot.directory.models import Body, BodyClosure, Mandate, Person
from talkoot.directory.rules import WORKING
from talkoot.eligibility.models import ExternalFact, ListEntry, Suspension
from talkoot.eligibility.queries.knowing import known_of
from talkoot.eligibility.rules import Checked, Condition, Eligibility, Test, Voters, eligible
from talkoot.eligibility.rules import check as check_known

type Keys = QuerySet[Any, tuple[Any, ...]]


def voters(eligibility: Eligibility, at: datetime) -> frozenset[int]:
    """Return the keys of all persons, or of all bodies, that may vote when voting opens at ``at``.

    One query, however many people and conditions there are. Who left or was erased, and bodies that do not work, are
    not among them. What was known at ``at`` counts: later imports and entries change no earlier answer; of a mandate,
    the days it holds.
    """
    leaves = eligibility.leaves
    parts = [_everyone(eligibility.voters), *(_having(leaf, eligibility.voters, at) for leaf in leaves)]
    marked: dict[int, set[int]] = defaultdict(set)
    numbered = (rows.order_by().values_list(_number(place), column) for place, (rows, column) in enumerate(parts))
    for place, key in _together(numbered):
        marked[place].add(key)
    sets = {leaf: frozenset(marked[place]) for place, leaf in enumerate(leaves, 1)}
    return frozenset(eligible(eligibility, frozenset(marked[0]), sets))


def check(eligibility: Eligibility, voter_id: int, at: datetime) -> Checked:
    """Return whether one person (one body, where bodies vote) may vote when voting opens at ``at``, and why.

    ``at`` may lie ahead: then it is said of today's knowledge. One query.
    """
    return check_known(eligibility, known_of(eligibility.voters, voter_id, at), at.astimezone(UTC).date())


def _number(place: int) -> Value:
    return Value(place, BigIntegerField())


def _together(parts: Iterable[Keys]) -> Iterable[tuple[int, int]]:
    first, *others = parts
    return first.union(*others, all=True).iterator(chunk_size=20_000)


def _everyone(kind: Voters) -> tuple[QuerySet[Any], str]:
    if kind is Voters.BODIES:
        return Body.objects.filter(status__in=list(WORKING)), "pk"
    return Person.objects.filter(gone_on=None, forgotten_on=None), "pk"


def _having(leaf: Condition, kind: Voters, at: datetime) -> tuple[QuerySet[Any], str]:
    """Return who has what a condition asks about: for an absence, who does stand there; rows and the column of keys."""
    if leaf.test in {Test.ON_LIST, Test.NOT_ON_LIST}:
        column = "body_id" if kind is Voters.BODIES else "person_id"
        rows = ListEntry.objects.standing_at(at).filter(named_list__slug=leaf.list, **{f"{column}__isnull": False})
        return rows, column
    return ROWS[leaf.test](leaf, at)


def _of_body(leaf: Condition, at: datetime) -> tuple[QuerySet[Any], str]:
    within = BodyClosure.objects.filter(ancestor__slug=leaf.body)
    bodies = within if leaf.parts else within.filter(depth=0)
    return _mandates(leaf, at).filter(role__body__in=bodies.values("descendant")), "person_id"


def _of_kind(leaf: Condition, at: datetime) -> tuple[QuerySet[Any], str]:
    return _mandates(leaf, at).filter(role__body__kind__key__in=leaf.kinds), "person_id"


def _of_role(leaf: Condition, at: datetime) -> tuple[QuerySet[Any], str]:
    return _mandates(leaf, at).filter(role__body__slug=leaf.body, role__slug=leaf.role), "person_id"


def _mandates(leaf: Condition, at: datetime) -> QuerySet[Mandate]:
    return Mandate.objects.giving_rights(leaf.day(at.astimezone(UTC).date()))


def _of_age(leaf: Condition, at: datetime) -> tuple[QuerySet[Any], str]:
    last = leaf.day(at.astimezone(UTC).date()) - timedelta(days=leaf.days - 1)
    return Person.objects.filter(account__created_at__lt=datetime.combine(last, time(), UTC)), "pk"


def _with_fact(leaf: Condition, at: datetime) -> tuple[QuerySet[Any], str]:
    within = {"at_least": "value__gte", "at_most": "value__lte", "equals": "value"}[leaf.comparison]
    rows = ExternalFact.objects.known_at(at).filter(name=leaf.fact, **{within: leaf.bound})
    return rows.filter(as_of=leaf.as_of) if leaf.as_of else rows.none(), "person_id"


def _suspended(leaf: Condition, at: datetime) -> tuple[QuerySet[Any], str]:
    rows = Suspension.objects.in_force_on(leaf.day(at.astimezone(UTC).date())).known_at(at)
    return rows.filter(body__slug=leaf.body), "person_id"


def _kind_of_body(leaf: Condition, at: datetime) -> tuple[QuerySet[Any], str]:
    return Body.objects.filter(kind__key__in=leaf.kinds), "pk"


def _within(leaf: Condition, at: datetime) -> tuple[QuerySet[Any], str]:
    rows = BodyClosure.objects.filter(ancestor__slug=leaf.body)
    return rows if leaf.itself else rows.filter(depth__gt=0), "descendant_id"


ROWS: dict[Test, Callable[[Condition, datetime], tuple[QuerySet[Any], str]]] = {
    Test.MEMBER_OF_BODY: _of_body,
    Test.MEMBER_OF_KIND: _of_kind,
    Test.HOLDS_ROLE: _of_role,
    Test.ACCOUNT_AGE: _of_age,
    Test.EXTERNAL_FACT: _with_fact,
    Test.NOT_SUSPENDED: _suspended,
    Test.BODY_OF_KIND: _kind_of_body,
    Test.PART_OF_BODY: _within,
}
