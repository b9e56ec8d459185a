"""What people are told of delegations on Today."""

from __future__ import annotations

import pytest

from talkoot.delegations import actions, queries
from talkoot.delegations.tests.given import DAY, given_delegation, given_voters
from talkoot.directory.queries import tasks_of
from talkoot.kernel.actors import Actor
from talkoot.kernel.testing import MONDAY

pytestmark = pytest.mark.django_db


def told(who: Actor, at=MONDAY + DAY) -> list[tuple[str, str]]:
    return [(task.what.partition(".")[2], task.name) for task in tasks_of(queries.tasks(who, at))]


def test_who_is_asked_to_vote_for_somebody_is_told_for_a_fortnight():
    ada, bo, eve = given_voters("Ada", "Bo", "Eve")
    given_delegation(ada, bo)
    assert told(bo) == [("made", "Ada")]
    assert told(ada) == told(eve) == told(bo, MONDAY + 15 * DAY) == []


def test_who_was_declined_is_told_until_they_ask_somebody_else():
    ada, bo, eve = given_voters("Ada", "Bo", "Eve")
    actions.decline_delegation(given_delegation(ada, bo).pk, by=bo, at=MONDAY)
    assert told(ada) == [("declined", "Bo")]
    assert told(bo) == []
    given_delegation(ada, eve, at=MONDAY + DAY)
    assert told(ada) == []


def test_what_was_taken_back_is_told_no_more():
    ada, bo = given_voters("Ada", "Bo")
    actions.revoke_delegation(given_delegation(ada, bo).pk, by=ada, at=MONDAY)
    assert told(ada) == told(bo) == []
