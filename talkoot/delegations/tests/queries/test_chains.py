from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from talkoot.delegations import actions, queries
from talkoot.delegations.models import Delegation
from talkoot.delegations.queries import Chains, Line
from talkoot.delegations.rules import State
from talkoot.delegations.tests.given import DAY, NEXT_YEAR, TODAY, given_delegation, given_voter, given_voters
from talkoot.directory.models import Person
from talkoot.directory.queries import person_labels
from talkoot.directory.tests.given import given_body, person_id
from talkoot.kernel.actors import SYSTEM, VISITOR, Actor
from talkoot.kernel.testing import MONDAY
from talkoot.scopes.tests.given import given_scope, given_topic

pytestmark = pytest.mark.django_db


def chains(who: Actor, at: Any = MONDAY) -> Chains:
    return queries.chains_of(person_id(who), at, viewer=who)


def seen(lines: Any) -> list[tuple[str, list[str]]]:
    return [(line.other.text, [label.text for label in line.beyond]) for line in lines]


def test_each_in_a_chain_sees_who_is_before_and_after_them() -> None:
    ada, bo, cem, dee = given_voters("Ada", "Bo", "Cem", "Dee")
    given_delegation(ada, bo)
    given_delegation(dee, bo)
    given_delegation(bo, cem)
    assert seen(chains(ada).given) == [("Bo", ["Cem"])]
    assert seen(chains(bo).received) == [("Dee", []), ("Ada", [])]
    assert seen(chains(bo).given) == [("Cem", [])]
    assert seen(chains(cem).received) == [("Bo", ["Ada", "Dee"])]
    assert (chains(cem).behind_count, [label.text for label in chains(cem).behind]) == (3, ["Ada", "Bo", "Dee"])
    assert chains(dee).behind_count == 0


def test_a_chain_is_that_of_the_delegations_own_scope() -> None:
    software = given_topic("Software")
    fonts = given_topic("Fonts", under=[software])
    ada, bo, cem, dee = given_voters("Ada", "Bo", "Cem", "Dee")
    given_delegation(ada, bo, topics=[fonts.pk])
    given_delegation(bo, cem, topics=[software.pk])
    given_delegation(dee, bo)
    (line,) = chains(ada).given
    assert (line.scope, seen([line])) == ("Fonts", [("Bo", ["Cem"])])
    assert seen(chains(dee).given) == [("Bo", [])]
    assert seen(chains(cem).received) == [("Bo", ["Ada"])]


def test_a_chain_ends_at_the_limit() -> None:
    ada, bo, cem = given_voters("Ada", "Bo", "Cem")
    given_delegation(ada, bo)
    given_delegation(bo, cem)
    actions.limit_chains(links=1, by=SYSTEM, at=MONDAY)
    assert seen(chains(ada).given) == [("Bo", [])]
    assert seen(chains(cem).received) == [("Bo", [])]


def test_one_whose_place_a_later_one_takes_is_marked() -> None:
    ada, bo, cem = given_voters("Ada", "Bo", "Cem")
    given_delegation(ada, bo)
    given_delegation(ada, cem)
    assert [(line.other.text, line.is_followed) for line in chains(ada).given] == [("Cem", True), ("Bo", False)]
    assert chains(bo).behind_count == 0


def test_one_that_begins_later_stands_there_and_moves_no_vote_yet() -> None:
    ada, bo = given_voters("Ada", "Bo")
    given_delegation(ada, bo, from_on=TODAY + timedelta(days=2), body=given_body("Council"))
    (line,) = chains(bo).received
    assert (line.state, line.is_followed, chains(bo).behind_count) == (State.COMING, True, 0)
    assert chains(bo, MONDAY + 2 * DAY).behind_count == 1


def test_what_is_over_stands_apart_and_says_how_it_ended() -> None:
    ada, bo, cem, dee = given_voters("Ada", "Bo", "Cem", "Dee")
    given_delegation(dee, ada, until_on=TODAY + timedelta(days=1))
    actions.revoke_delegation(given_delegation(ada, bo).pk, by=ada, at=MONDAY)
    actions.decline_delegation(given_delegation(ada, cem).pk, by=cem, at=MONDAY)
    over = chains(ada, MONDAY + DAY).ended
    assert [(one.line.other.text, one.line.state, one.is_own) for one in over] == [
        ("Cem", State.DECLINED, True),
        ("Bo", State.REVOKED, True),
        ("Dee", State.OVER, False),
    ]
    assert chains(ada, MONDAY + DAY).given == []


def test_nobody_else_sees_any_of_it() -> None:
    ada, bo, cem = given_voters("Ada", "Bo", "Cem")
    made = given_delegation(ada, bo)
    oz = given_voter("Oz", is_operator=True)
    for stranger in (cem, oz, VISITOR):
        with pytest.raises(Http404):
            queries.get_delegation(made.pk, viewer=stranger)
        with pytest.raises(ValueError, match="alone"):
            queries.chains_of(person_id(ada), MONDAY, viewer=stranger)
        with pytest.raises(ValueError, match="alone"):
            queries.told(queries.near(person_id(ada), made.scope_id, MONDAY), set(), viewer=stranger)
        assert queries.labels([made.pk], viewer=stranger) == {}
    assert queries.get_delegation(made.pk, viewer=bo) == queries.get_delegation(made.pk, viewer=ada) == made
    assert queries.labels([made.pk], viewer=bo)[made.pk].url == made.get_absolute_url()


def test_in_a_question_one_is_told_who_casts_and_through_whom_and_for_whom_one_votes() -> None:
    ada, bo, cem = given_voters("Ada", "Bo", "Cem")
    given_delegation(ada, bo)
    given_delegation(bo, cem)
    scope = given_scope().pk

    def told(who: Actor, *voted: Actor) -> queries.Told:
        return queries.told(queries.near(person_id(who), scope, MONDAY), {person_id(v) for v in voted}, viewer=who)

    assert told(ada, cem).caster == person_labels([person_id(cem)], viewer=ada)[person_id(cem)]
    assert [label.text for label in told(ada, cem).through] == ["Bo"]
    assert [label.text for label in told(ada).waiting] == ["Bo", "Cem"]
    assert (told(cem, cem).has_voted, told(cem, cem).behind_count, told(cem).behind_count) == (True, 2, 2)
    assert told(cem, bo).behind_count == 0
    assert [label.text for label in told(bo).behind] == ["Ada"]
    assert told(given_voter("Dee")).is_nothing


def test_the_sum_is_told_from_ten_people_on() -> None:
    *crowd, last, bo = given_voters(*(f"Voter {n}" for n in range(11)))
    for who in crowd:
        given_delegation(who, bo)
    given_delegation(crowd[0], bo, topics=[given_topic("Fonts").pk])
    assert queries.delegating(MONDAY) is None
    given_delegation(last, bo)
    assert queries.delegating(MONDAY) == 10
    assert queries.delegating(MONDAY - DAY) is None


def test_ones_own_data_have_both_sides() -> None:
    ada, bo, cem = given_voters("Ada", "Bo", "Cem")
    given_delegation(ada, bo, body=given_body("Council"))
    given_delegation(cem, ada)
    kept = queries.export_of(ada.account_id or 0)
    assert [(row["to"], row["of_body"], row["until_on"]) for row in kept["given"]] == [("Bo", "Council", NEXT_YEAR)]
    assert [(row["by"], row["where"]) for row in kept["received"]] == [("Cem", "")]
    assert queries.export_of(given_voter("Dee").account_id or 0) == {"given": [], "received": []}


@pytest.mark.parametrize("number", [2, 40])
def test_chains_take_six_queries_however_many_vote_through_one(number: int, django_assert_num_queries: Any) -> None:
    ada, bo = given_voters("Ada", "Bo")
    fonts = given_topic("Fonts")
    given_delegation(ada, bo, topics=[fonts.pk])
    given_delegation(bo, given_voter("Cem"))
    people = Person.objects.bulk_create(
        Person(name=f"P {n}", slug=f"p-{n}", fold=f"p {n}", created_at=MONDAY) for n in range(number)
    )
    Delegation.objects.bulk_create(
        Delegation(
            person=person, delegate_id=person_id(bo), scope=given_scope([fonts]),
            from_on=TODAY, until_on=NEXT_YEAR, made_at=MONDAY,
        )
        for person in people
    )  # fmt: skip
    with django_assert_num_queries(6):
        found = chains(bo)
    assert found.behind_count == number + 1
    assert len(found.behind) == min(number + 1, 20)
    assert isinstance(found.given[0], Line)
