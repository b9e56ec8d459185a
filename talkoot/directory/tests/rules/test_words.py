"""The closed lists and how one thing leads to another."""

from __future__ import annotations

from itertools import product

import pytest

from talkoot.directory.rules import BODY_TRANSITIONS, Audience, BodyStatus, can_become, may_see


def test_every_status_says_where_it_leads_and_no_status_leads_to_itself() -> None:
    assert set(BODY_TRANSITIONS) == set(BodyStatus)
    assert not any(can_become(status, status) for status in BodyStatus)


def test_every_status_but_ended_can_end() -> None:
    assert [s for s in BodyStatus if not can_become(s, BodyStatus.ENDED)] == [BodyStatus.ENDED]


@pytest.mark.parametrize(
    ("audience", "nearness"), [pair for pair in product(Audience, ("own", "known", "visitor")) if pair[1] == "own"]
)
def test_one_sees_all_of_oneself(audience: Audience, nearness: str) -> None:
    assert may_see(audience, nearness)


def test_each_audience_is_within_the_next() -> None:
    assert [[may_see(a, n) for n in ("known", "visitor")] for a in Audience] == [
        [True, True],
        [True, False],
        [False, False],
    ]
