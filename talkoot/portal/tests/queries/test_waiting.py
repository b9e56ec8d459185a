"""The query made for all who stand alike finds for each of them what the apps' own queries find."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from talkoot.delegations.tests.given import given_delegation
from talkoot.directory.queries import NO_HATS, Task, hats_of, tasks_of
from talkoot.objections.actions import propose_resolution
from talkoot.objections.tests.given import given_objection, given_round
from talkoot.portal.queries import waiting
from talkoot.portal.queries.waiting import asked_of_all, waiting_for
from talkoot.portal.tests.given import TODAY, given_matters
from talkoot.proposals.tests.given import Circle, given_circle
from talkoot.slates.actions import nominate
from talkoot.slates.tests.given import House, given_slate

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle(db: None) -> Circle:
    """Give people for whom much waits: nominations, delegations, objections as a steward and as who objects."""
    circle = given_circle()
    given_matters(circle, 2)
    house = House(circle.body, circle.other, circle.ada, circle.bo, circle.dee)
    slate = given_slate(house)
    for person in (circle.bo, circle.dee):
        nominate(slate.pk, person_id=person.person_id or 0, language="en", by=circle.ada, at=TODAY)
    given_delegation(circle.dee, circle.bo, at=TODAY)
    objection = given_objection(given_round(house), circle.bo, at=TODAY)
    propose_resolution(objection.pk, text="Ten.", language="en", by=circle.ada, at=TODAY)
    return circle


@pytest.mark.parametrize("days", [0, 1, 15, 400])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_finds_what_the_apps_find(circle: Circle, days: int, language: str) -> None:
    at = TODAY + timedelta(days=days)
    found = 0
    with translation.override(language):
        for actor in (circle.ada, circle.bo, circle.dee, circle.ada):
            hats = hats_of(actor, at)
            here = waiting_for(actor, hats, at)
            assert [_shown(one) for one in here] == [_shown(one) for one in tasks_of(asked_of_all(actor, hats, at))]
            found += len(here)
    assert found > 0 or days == 400


def test_who_stands_like_another_shares_the_query_and_nothing_else(
    circle: Circle, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    waiting._plan.cache_clear()
    told = []
    for actor in (circle.bo, circle.dee, circle.bo):
        with django_assert_num_queries(1):
            told.append([one.what for one in waiting_for(actor, NO_HATS, TODAY)])
    assert waiting._plan.cache_info().misses == 1
    assert told[0] == told[2] != told[1]


def _shown(one: Task) -> object:
    return (one.what, one.thing, one.title, one.language, one.name, one.name_language, one.at)
