"""What is written on a ballot with several options is read as the rulebook says, and as its voter meant it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkoot.counting.rules import Filling, Paper, as_ballot, paper_of, read_marks, typed

OPTIONS = [11, 12, 13, 14]
PLACES = {11: 0, 12: 1, 13: 2, 14: 3}
STRICT = Paper(Filling.RANKS, takes_equal=False, takes_skipped=False)
FREE = Paper(Filling.RANKS)


@pytest.mark.parametrize(
    ("method", "settings", "paper"),
    [
        ("stv-meek", {"equal": "split", "skipped": "skip"}, FREE),
        ("stv-scottish", {"equal": "exhaust", "skipped": "exhaust"}, STRICT),
        ("schulze", {}, FREE),
        ("star", {"top": "5"}, Paper(Filling.POINTS, 5)),
        ("score", {"top": "none"}, Paper(Filling.POINTS, 5)),
        ("equal-shares", {}, Paper(Filling.APPROVALS)),
        ("yes-no", {}, Paper(Filling.STANCES)),
        ("plurality", {}, Paper(Filling.ONE)),
        ("lot", {}, Paper(Filling.NOTHING)),
    ],
)
def test_a_method_says_how_its_ballots_are_filled_in(method: str, settings: dict[str, str], paper: Paper):
    assert paper_of(method, settings) == paper


@pytest.mark.parametrize(
    ("paper", "written", "marks"),
    [
        (FREE, {11: "1", 12: "2", 13: "2"}, ((11, 1), (12, 2), (13, 2))),
        (FREE, {11: " 1 ", 12: "", 14: "7"}, ((11, 1), (14, 7))),
        (STRICT, {13: "١", 11: "२"}, ((11, 2), (13, 1))),
        (Paper(Filling.POINTS, 5), {11: "0", 12: "5"}, ((11, 0), (12, 5))),
        (Paper(Filling.STANCES), {11: "support", 12: "oppose", 13: "neutral"}, ((11, 1), (12, -1), (13, 0))),
        (Paper(Filling.APPROVALS), {11: "1", 14: "1"}, ((11, 1), (14, 1))),
        (FREE, {}, ()),
    ],
)
def test_what_was_written_is_read(paper: Paper, written: dict[int, str], marks: object):
    assert read_marks(paper, written, OPTIONS) == (marks, ())


@pytest.mark.parametrize(
    ("paper", "written", "wrong"),
    [
        (FREE, {11: "first"}, [("rank", 11)]),
        (FREE, {11: "0", 12: "-1", 13: "1.5", 14: "99999999"}, [("rank", key) for key in OPTIONS]),
        (STRICT, {11: "1", 12: "2", 13: "2"}, [("equal", 12), ("equal", 13)]),
        (STRICT, {11: "1", 12: "3"}, [("skipped", -1)]),
        (Paper(Filling.POINTS, 5), {11: "6"}, [("points", 11)]),
        (Paper(Filling.STANCES), {11: "maybe"}, [("mark", 11)]),
        (Paper(Filling.ONE), {11: "1", 12: "1"}, [("several", -1)]),
    ],
)
def test_everything_wrong_is_told_at_once(paper: Paper, written: dict[int, str], wrong: list[tuple[str, int]]):
    _marks, found = read_marks(paper, written, OPTIONS)
    assert [(each.code, each.option) for each in found] == wrong


def test_equal_and_skipped_ranks_stay_where_they_were_written():
    ballot = as_ballot(FREE, ((11, 1), (12, 3), (13, 3)), PLACES)
    assert ballot.ranks == ((0,), (), (1, 2))


def test_who_is_on_the_paper_no_more_leaves_the_others_alone():
    assert as_ballot(FREE, ((11, 2), (99, 1)), PLACES).ranks == ((), (0,))


ranks = st.dictionaries(st.sampled_from(OPTIONS), st.integers(1, 9))
points = st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 5))
stances = st.dictionaries(st.sampled_from(OPTIONS), st.integers(-1, 1))


@given(
    st.one_of(
        st.tuples(st.just(FREE), ranks),
        st.tuples(st.just(Paper(Filling.POINTS, 5)), points),
        st.tuples(st.just(Paper(Filling.STANCES)), stances),
    )
)
def test_a_ballot_that_is_in_can_be_shown_and_sent_again(both: tuple[Paper, dict[int, int]]):
    paper, said = both
    marks = tuple(sorted(said.items()))
    assert read_marks(paper, typed(paper, marks), OPTIONS) == (marks, ())


@given(
    st.tuples(*[st.text(max_size=6)] * 4).map(lambda texts: dict(zip(OPTIONS, texts, strict=True))),
    st.sampled_from([FREE, STRICT]),
)
def test_whatever_is_typed_is_read_or_told(written: dict[int, str], paper: Paper):
    marks, wrong = read_marks(paper, written, OPTIONS)
    read = {option for option, _number in marks}
    told = {each.option for each in wrong if each.code == "rank"}
    assert read | told == {option for option, text in written.items() if text.strip()}
    assert not read & told
