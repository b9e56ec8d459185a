from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.consultations import rules
from talkoot.consultations.rules import InputState, PartySpec, Status
from talkoot.kernel.testing import MONDAY

MINUTE = timedelta(minutes=1)


def test_input_is_taken_until_the_deadline_and_not_at_it() -> None:
    assert rules.takes_input(Status.OPEN, MONDAY + MINUTE, MONDAY)
    assert not rules.takes_input(Status.OPEN, MONDAY, MONDAY)
    assert not rules.takes_input(Status.CLOSED, MONDAY + MINUTE, MONDAY)


def test_a_closed_consultation_never_opens_again() -> None:
    assert rules.may_become(Status.OPEN, Status.CLOSED)
    assert not rules.may_become(Status.CLOSED, Status.OPEN)
    assert not rules.may_become(Status.CLOSED, Status.CLOSED)


def test_an_input_is_received_then_considered_then_answered() -> None:
    def state(*, answered: bool = False, taken_up: bool = False, over: bool = False) -> InputState:
        return rules.state_of(is_answered=answered, is_taken_up=taken_up, is_past_deadline=over)

    assert state() == InputState.RECEIVED
    assert state(taken_up=True) == state(over=True) == InputState.CONSIDERED
    assert state(answered=True, taken_up=True, over=True) == state(answered=True) == InputState.ANSWERED


def test_a_party_is_exactly_one() -> None:
    assert PartySpec(reason="x", body_id=3).target == ("body", 3)
    assert PartySpec(reason="x").target is None
    assert PartySpec(reason="x", body_id=3, person_id=4).target is None


def test_a_party_named_twice_is_found() -> None:
    body, role = PartySpec(reason="x", body_id=3), PartySpec(reason="y", role_id=3)
    assert rules.twice_named([body, role]) == frozenset()
    assert rules.twice_named([body, role, PartySpec(reason="z", body_id=3)]) == {("body", 3)}


@given(st.integers(0, 5_000), st.integers(0, 5_000))
@settings(max_examples=50)
def test_only_full_coverage_is_a_hundred_percent(answered: int, waiting: int) -> None:
    share = rules.percent(answered, answered + waiting)
    assert 0 <= share <= 100
    assert (share == 100) == (waiting == 0)


@given(st.lists(st.integers(0, 1_200), min_size=1, max_size=60))
@settings(max_examples=50)
def test_nobody_takes_more_than_the_allowance(seconds: list[int]) -> None:
    limit = (timedelta(minutes=1), 3)
    free_at, taken = MONDAY, []
    for at in (MONDAY + timedelta(seconds=s) for s in sorted(seconds)):
        free_at, wait = rules.spend(limit, free_at, at)
        if not wait:
            taken.append(at)
    for start in taken:
        window = [at for at in taken if start <= at < start + timedelta(minutes=10)]
        assert len(window) <= 3 + 10


def test_after_the_wait_that_was_said_one_more_is_taken() -> None:
    limit, free_at = (timedelta(minutes=1), 2), MONDAY
    for _ in range(2):
        free_at, wait = rules.spend(limit, free_at, MONDAY)
        assert not wait
    same, wait = rules.spend(limit, free_at, MONDAY)
    assert (same, wait) == (free_at, timedelta(minutes=1))
    assert not rules.spend(limit, free_at, MONDAY + wait)[1]
