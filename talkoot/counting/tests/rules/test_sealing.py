"""What is sealed and what is read from it: a program that is not ours may have sealed anything."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from talkoot.ballotboxes.rules import canonical, size_for
from talkoot.counting.rules import (
    Choice,
    Filling,
    Marks,
    Paper,
    longest,
    read_marks,
    read_sealed,
    scrutineers_in,
    sealed_choice,
    sealed_marks,
    secret_in,
    typed,
)
from talkoot.decisions.tests.given_secret import election_text, question_text, rules_text

OPTIONS = [11, 12, 13]
RANKS = Paper(Filling.RANKS, takes_equal=False, takes_skipped=False)
PAPERS = [None, RANKS, Paper(Filling.POINTS, 5), Paper(Filling.APPROVALS), Paper(Filling.STANCES), Paper(Filling.ONE)]
NAMES = ("choice", "marks", "x")
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=2),
    max_leaves=8,
)
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read_back(said: Any, paper: Paper | None) -> Any:
    """Return what is read after sealing and opening, which is JSON and back."""
    return read_sealed(json.loads(canonical(said)), paper, OPTIONS)


@pytest.mark.parametrize("choice", list(Choice))
def test_a_choice_comes_back(choice: Choice):
    assert read_back(sealed_choice(choice), None) is choice


@calm
@given(st.sampled_from(PAPERS[1:]), st.dictionaries(st.sampled_from(OPTIONS), st.sampled_from(["1", "2", "support"])))
def test_marks_come_back_where_the_rules_take_them(paper: Paper, written: dict[int, str]):
    marks, wrong = read_marks(paper, written, OPTIONS)
    if not wrong:
        assert read_back(sealed_marks(marks), paper) == marks


@calm
@given(st.sampled_from(PAPERS), json_values)
def test_whatever_was_sealed_is_read_or_spoiled_and_never_an_error(paper: Paper | None, said: Any):
    read = read_sealed(said, paper, OPTIONS)
    if paper is None:
        assert read is None or read in list(Choice)
    elif read is not None:
        assert isinstance(read, tuple)
        assert read_marks(paper, typed(paper, read), OPTIONS) == (read, ())


@pytest.mark.parametrize(
    "marks",
    [[[11, 1], [11, 2]], [[99, 1]], [[11, 1], [12, 1]], [[11, 2]], [[11, True]], [[11, 1.0]], [[11]], [11], "11", None],
    ids=str,
)
def test_marks_that_break_the_rules_are_spoiled(marks: object):
    assert read_sealed({"marks": marks}, RANKS, OPTIONS) is None


@calm
@given(st.sampled_from(PAPERS[1:]), st.lists(st.integers(1, 10**9), min_size=1, max_size=40, unique=True), st.data())
def test_every_ballot_fits_into_the_box_made_for_the_longest(paper: Paper, options: list[int], data: st.DataObject):
    numbers = data.draw(st.lists(st.integers(-1, 1_000), min_size=len(options), max_size=len(options)))
    marks: Marks = tuple(zip(options, numbers, strict=True))
    assert size_for(sealed_marks(marks)) <= size_for(longest(paper, options))
    assert size_for(sealed_choice(Choice.YES)) <= size_for(longest(None, options))


def test_the_rules_say_who_votes_in_secret_and_who_are_scrutineers():
    source = rules_text(question_text("one"), question_text("two", ballots="open"), election_text("three"))
    assert secret_in(source) == ("one", "three")
    assert scrutineers_in(source) == ("", "")
    assert scrutineers_in(rules_text(scrutineers='{ body = "council", role = "scrutineer" }')) == (
        "council",
        "scrutineer",
    )
