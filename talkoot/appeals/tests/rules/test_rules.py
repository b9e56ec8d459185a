"""What an appeal may come to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from talkoot.appeals.rules import CHANGES, DISMISSED, Change, Kind, may_come_to


@given(st.sampled_from(Kind), st.sampled_from([*Change, DISMISSED, "", "other"]))
def test_an_appeal_comes_to_what_its_kind_knows_or_is_dismissed(kind, outcome):
    assert may_come_to(kind, outcome) is (outcome == DISMISSED or outcome in CHANGES[kind])
