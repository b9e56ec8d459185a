"""The life of a decision."""

from __future__ import annotations

from datetime import timedelta

import pytest

from talkoot.counting.rules import Choice
from talkoot.decisions.rules import TRANSITIONS, State, is_due, may_follow, needs_reason, takes_ballots
from talkoot.decisions.tests.given import CLOSES

SECOND = timedelta(seconds=1)


def test_a_voided_decision_stays_voided():
    assert not any(may_follow(State.VOIDED, state) for state in State)


def test_every_state_says_what_may_follow():
    assert TRANSITIONS.keys() == set(State)
    assert may_follow(State.DRAFT, State.OPEN)
    assert not may_follow(State.DRAFT, State.CLOSED)


@pytest.mark.parametrize(("at", "takes"), [(CLOSES - SECOND, True), (CLOSES, False), (CLOSES + SECOND, False)])
def test_ballots_are_taken_until_the_closing_time(at, takes):
    assert takes_ballots(State.OPEN, CLOSES, at) is takes
    assert is_due(State.OPEN, CLOSES, at) is not takes
    assert not takes_ballots(State.CLOSED, CLOSES, at)


def test_only_a_no_must_say_why():
    assert [needs_reason(choice) for choice in Choice] == [False, True, False]
