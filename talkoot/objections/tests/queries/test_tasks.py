"""Whom a round of consent waits for: stewards, whoever objects, and another steward on appeal."""

from __future__ import annotations

import pytest

from talkoot.directory.queries import hats_of, tasks_of
from talkoot.kernel.actors import Actor
from talkoot.objections import actions, queries
from talkoot.objections.tests.given import CLOSES, DURING, given_objection, given_round, given_steward
from talkoot.slates.tests.given import House, given_house

pytestmark = pytest.mark.django_db


def told(who: Actor, at=DURING) -> list[str]:
    return [task.what.partition(".")[2] for task in tasks_of(queries.tasks(who, hats_of(who, at), at))]


@pytest.fixture
def house() -> House:
    return given_house()


def test_an_objection_waits_for_the_stewards_and_their_answer_for_whoever_objects(house: House):
    objection = given_objection(given_round(house), house.bo)
    [task] = tasks_of(queries.tasks(house.ada, hats_of(house.ada, DURING), DURING))
    assert (task.what, task.thing, task.title, task.name, task.at) == (
        "objections.objection", objection, "Quiet hours", "Bo", CLOSES
    )  # fmt: skip
    assert told(house.bo) == told(house.dee) == []
    actions.propose_resolution(objection.pk, text="Ten.", language="en", by=house.ada, at=DURING)
    assert (told(house.ada), told(house.bo)) == ([], ["resolution"])
    actions.confirm_resolution(objection.pk, by=house.bo, at=DURING)
    assert told(house.ada) == told(house.bo) == []


def test_an_appeal_waits_for_another_steward_than_who_found_it_without_reason(house: House):
    sol = given_steward(house)
    objection = given_objection(given_round(house), house.bo)
    actions.find_without_reason(objection.pk, text="It names no harm.", language="en", by=house.ada, at=DURING)
    actions.appeal_finding(objection.pk, text="It does.", language="en", by=house.bo, at=DURING)
    assert (told(house.ada), told(sol), told(house.bo)) == ([], ["appeal"], [])


def test_who_objects_is_not_asked_to_answer_it_and_nothing_waits_once_the_round_is_over(house: House):
    given_objection(given_round(house), house.ada)
    sol = given_steward(house)
    assert (told(house.ada), told(sol)) == ([], ["objection"])
    assert told(sol, CLOSES) == []
