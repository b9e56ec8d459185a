from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from time import perf_counter
from typing import Any

import pytest

from talkoot.delegations import actions, queries
from talkoot.delegations.models import Delegation
from talkoot.delegations.rules import Casting
from talkoot.delegations.tests.given import DAY, NEXT_YEAR, TODAY, given_delegation, given_voter, given_voters
from talkoot.directory.models import Person
from talkoot.directory.tests.given import given_body, person_id
from talkoot.kernel.actors import SYSTEM, Actor
from talkoot.kernel.testing import MONDAY
from talkoot.scopes.tests.given import given_scope, given_topic

pytestmark = pytest.mark.django_db


def cast(who: Actor, *voted: Actor, scope: int | None = None, at: Any = MONDAY, **more: Any) -> Casting:
    scope = given_scope().pk if scope is None else scope
    return queries.resolve([person_id(who)], {person_id(v) for v in voted}, scope, at, **more)[person_id(who)]


def test_the_nearest_who_voted_casts_and_ones_own_vote_wins() -> None:
    ada, bo, cem = given_voters("Ada", "Bo", "Cem")
    given_delegation(ada, bo)
    given_delegation(bo, cem)
    a, b, c = (person_id(who) for who in (ada, bo, cem))
    assert cast(ada, cem) == (c, (b, c))
    assert cast(ada, bo, cem) == (b, (b,))
    assert cast(ada, ada, bo, cem) == (a, ())
    assert cast(ada) == (None, (b, c))
    assert cast(cem) == (None, ())


def test_only_where_its_scope_covers_the_question_and_the_narrower_wins() -> None:
    software = given_topic("Software")
    fonts = given_topic("Fonts", under=[software])
    ada, bo, cem = given_voters("Ada", "Bo", "Cem")
    given_delegation(ada, cem, topics=[fonts.pk])
    given_delegation(ada, bo, topics=[software.pk])
    assert cast(ada, bo, cem, scope=given_scope([fonts]).pk).caster == cem.person_id
    assert cast(ada, bo, cem, scope=given_scope([software]).pk).caster == bo.person_id
    assert cast(ada, bo, cem, scope=given_scope([given_topic("Grants")]).pk) == (None, ())
    assert cast(ada, bo, cem, scope=given_scope().pk) == (None, ())


def test_the_later_of_equals_wins_and_once_taken_back_the_earlier_again() -> None:
    ada, bo, cem = given_voters("Ada", "Bo", "Cem")
    given_delegation(ada, bo)
    later = given_delegation(ada, cem)
    assert cast(ada, bo, cem).caster == cem.person_id
    actions.revoke_delegation(later.pk, by=ada, at=MONDAY + DAY)
    assert cast(ada, bo, cem, at=MONDAY + DAY).caster == bo.person_id


def test_one_for_a_body_holds_in_its_questions_only() -> None:
    ada, bo, cem = given_voters("Ada", "Bo", "Cem")
    council, other = given_body("Council"), given_body("Other")
    given_delegation(ada, bo, body=council)
    assert cast(ada, bo, body_id=council.pk).caster == bo.person_id
    assert cast(ada, bo, body_id=other.pk) == cast(ada, bo) == (None, ())
    given_delegation(ada, cem)
    assert cast(ada, bo, cem, body_id=council.pk).caster == bo.person_id
    assert cast(ada, bo, cem, body_id=other.pk).caster == cem.person_id


def test_it_holds_from_its_first_day_until_its_last_or_until_either_side_ends_it() -> None:
    ada, bo, cem, dee = given_voters("Ada", "Bo", "Cem", "Dee")
    first, last = TODAY + timedelta(days=2), TODAY + timedelta(days=5)
    given_delegation(ada, bo, from_on=first, until_on=last)
    held = [day for day in range(8) if cast(ada, bo, at=MONDAY + day * DAY).caster]
    assert held == [2, 3, 4]
    actions.revoke_delegation(given_delegation(cem, bo).pk, by=cem, at=MONDAY + DAY)
    actions.decline_delegation(given_delegation(dee, bo).pk, by=bo, at=MONDAY + DAY)
    for who in (cem, dee):
        assert cast(who, bo, at=MONDAY + DAY - timedelta(seconds=1)).caster == bo.person_id
        assert cast(who, bo, at=MONDAY + DAY) == (None, ())


def test_the_past_is_answered_as_it_was_before_anything_later() -> None:
    ada, bo, cem = given_voters("Ada", "Bo", "Cem")
    given_delegation(ada, bo)
    then = cast(ada, bo, cem, at=MONDAY)
    given_delegation(ada, cem, at=MONDAY + DAY)
    actions.limit_chains(links=1, by=SYSTEM, at=MONDAY + DAY)
    assert cast(ada, bo, cem, at=MONDAY) == then == (bo.person_id, (bo.person_id,))
    assert cast(ada, bo, cem, at=MONDAY + DAY).caster == cem.person_id


def test_chains_are_as_long_as_the_limit_of_the_day_of_the_body_or_of_the_question() -> None:
    crowd = given_voters("Ada", "Bo", "Cem", "Dee", "Eve")
    for giver, delegate in pairwise(crowd):
        given_delegation(giver, delegate)
    ada, eve, council = crowd[0], crowd[-1], given_body("Council")
    assert queries.longest_chain(None, MONDAY) == 3
    assert cast(ada, eve) == (None, tuple(person_id(who) for who in crowd[1:4]))
    actions.limit_chains(links=4, by=SYSTEM, at=MONDAY + DAY)
    actions.limit_chains(links=2, body_id=council.pk, by=SYSTEM, at=MONDAY + DAY)
    assert cast(ada, eve, at=MONDAY + DAY).caster == eve.person_id
    assert len(cast(ada, eve, at=MONDAY + DAY, body_id=council.pk).chain) == 2
    assert cast(ada, eve, at=MONDAY + DAY, body_id=council.pk, longest=4).caster == eve.person_id
    assert queries.longest_chain(given_body("Other").pk, MONDAY + DAY) == 4


def test_a_ring_that_got_into_the_rows_ends_and_nobody_is_met_twice() -> None:
    ada, bo, cem = (person_id(who) for who in given_voters("Ada", "Bo", "Cem"))
    scope = given_scope().pk
    Delegation.objects.bulk_create(_row(a, b, scope) for a, b in ((ada, bo), (bo, cem), (cem, ada)))
    assert queries.resolve([ada, bo], set(), scope, MONDAY) == {ada: (None, (bo, cem)), bo: (None, (cem, ada))}
    assert queries.resolve([ada], {cem}, scope, MONDAY) == {ada: (cem, (bo, cem))}


@pytest.mark.parametrize("number", [1, 100])
def test_it_takes_three_queries_however_many_people(number: int, django_assert_num_queries: Any) -> None:
    crowd, scope = _crowd(number), given_scope([given_topic("Fonts")]).pk
    with django_assert_num_queries(3):
        queries.resolve(crowd, set(crowd[::3]), scope, MONDAY)
    with django_assert_num_queries(2):
        queries.resolve(crowd, set(crowd[::3]), scope, MONDAY, longest=5)
    with django_assert_num_queries(3):
        queries.near(crowd[0], scope, MONDAY)


def test_ten_thousand_people_take_less_than_a_second() -> None:
    crowd, scope = _crowd(10_000), given_scope([given_topic("Fonts")]).pk
    started = perf_counter()
    found = queries.resolve(crowd, set(crowd[::3]), scope, MONDAY, longest=20)
    assert perf_counter() - started < 1
    assert all(found[person].caster is not None for person in crowd[:-3])


def test_what_is_near_one_person_resolves_as_the_whole_does() -> None:
    crowd = given_voters("Ada", "Bo", "Cem", "Dee", "Eve", "Fay")
    for giver, delegate in ((0, 1), (1, 2), (3, 1), (4, 5)):
        given_delegation(crowd[giver], crowd[delegate])
    ids, scope = [person_id(who) for who in crowd], given_scope().pk
    for me in ids:
        near = queries.near(me, scope, MONDAY)
        whole = queries.resolve(ids, {ids[2], ids[5]}, scope, MONDAY)
        assert queries.resolve([me], near.person_ids & {ids[2], ids[5]}, scope, MONDAY)[me] == whole[me]
    assert queries.near(ids[0], scope, MONDAY).person_ids == {ids[0], ids[1], ids[2]}
    assert queries.near(ids[2], scope, MONDAY).person_ids == {ids[0], ids[1], ids[2], ids[3]}
    assert queries.near(person_id(given_voter("Gus")), scope, MONDAY).following == {}


def _row(person: int, delegate: int, scope: int) -> Delegation:
    return Delegation(
        person_id=person, delegate_id=delegate, scope_id=scope, from_on=TODAY, until_on=NEXT_YEAR, made_at=MONDAY
    )


def _crowd(number: int) -> list[int]:
    """Return many people, each of whom lets the next vote."""
    people = Person.objects.bulk_create(
        Person(name=f"Voter {n}", slug=f"voter-{n}", fold=f"voter {n}", created_at=MONDAY) for n in range(number)
    )
    ids, scope = [person.pk for person in people], given_scope().pk
    Delegation.objects.bulk_create(_row(a, b, scope) for a, b in pairwise(ids))
    return ids
