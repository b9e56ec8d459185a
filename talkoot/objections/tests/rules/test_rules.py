"""Which step may follow which, as a table and for every order of steps."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkoot.objections.rules import (
    LEADS,
    Awaits,
    State,
    StepKind,
    led_to,
    may_raise_again,
    may_step,
    needed,
)

TAKEN = [kind for kind in StepKind if kind is not StepKind.RAISED]


@given(st.lists(st.sampled_from(TAKEN), max_size=30))
def test_whatever_is_tried_only_an_appeal_brings_an_objection_back_and_only_once(tried):
    state, awaits, appeals = State.STANDING, Awaits.NOTHING, 0
    for kind in tried:
        if not may_step(kind, state, awaits, was_appealed=appeals > 0):
            continue
        assert state is State.STANDING or kind is StepKind.APPEALED
        appeals += kind is StepKind.APPEALED
        state, awaits = led_to(kind, awaits)
        assert awaits is Awaits.NOTHING or state is State.STANDING
    assert appeals <= 1


def test_every_step_but_other_words_leads_somewhere():
    assert set(StepKind) - set(LEADS) == {StepKind.REWORDED}


@pytest.mark.parametrize(
    ("kind", "awaits", "allowed"),
    [
        (StepKind.CONFIRMED, Awaits.NOTHING, False),
        (StepKind.CONFIRMED, Awaits.RESOLUTION, True),
        (StepKind.FOUND, Awaits.RESOLUTION, False),
        (StepKind.FOUND, Awaits.NOTHING, True),
        (StepKind.PROPOSED, Awaits.APPEAL, False),
        (StepKind.WITHDRAWN, Awaits.APPEAL, True),
        (StepKind.OVERRIDDEN, Awaits.RESOLUTION, True),
        (StepKind.DISMISSED, Awaits.NOTHING, False),
    ],
)
def test_what_an_objection_waits_for_decides_which_step_may_follow(kind, awaits, allowed):
    assert may_step(kind, State.STANDING, awaits, was_appealed=False) is allowed


@given(
    st.fractions(min_value=Fraction(1, 100), max_value=1, max_denominator=100),
    st.integers(min_value=1, max_value=10_000),
)
def test_as_many_override_as_the_share_asks_for_and_no_fewer(share, others):
    number = needed(str(share), others)
    assert number >= share * others > number - 1
    assert 1 <= number <= others


@pytest.mark.parametrize(
    ("state", "is_amended", "allowed"),
    [
        (State.WITHDRAWN, False, True),
        (State.RESOLVED, False, True),
        (State.OVERRIDDEN, False, False),
        (State.WITHOUT_REASON, False, False),
        (State.OVERRIDDEN, True, True),
        (State.WITHOUT_REASON, True, True),
    ],
)
def test_who_was_overridden_objects_again_to_another_text_only(state, is_amended, allowed):
    assert may_raise_again(state, 1, 2 if is_amended else 1) is allowed
