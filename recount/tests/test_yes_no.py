"""Yes, no and neutral: one question by a rulebook's tests, many candidates with bar and floor; two rounds."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.counting import chamber_tests
from recount.formats import load_profile
from recount.profiles import Ballot, Number, Profile, Uncounted
from recount.tests.given import FIGURES, ratification
from recount.tests.given_ballots import HERE, outcome
from recount.tests.test_pairs import SETTINGS, ranked


def question(yes: Number, no: Number, neutral: Number) -> Profile:
    said = zip(range(3), (yes, no, neutral), strict=True)
    return Profile(("yes", "no", "neutral"), {Ballot(((option,),)): weight for option, weight in said})


def candidates(**figures: tuple[int, int, int]) -> Profile:
    """Return ballots on each candidate alone, silent on the others: yes, no, neutral."""
    ballots: dict[Ballot, Number] = {}
    for option, name in enumerate(figures):
        silent = tuple(other for other in range(len(figures)) if other != option)
        for points, number in zip((1, -1, 0), figures[name], strict=True):
            ballots[Ballot((), ((option, points),), silent)] = number
    return Profile(tuple(figures), ballots)


@pytest.mark.parametrize("chamber", FIGURES)
@pytest.mark.parametrize("base", ["yes+no", "yes+no+neutral", "eligible"])
@pytest.mark.parametrize("counts", ["yes+no+neutral", "yes+no", "yes"])
def test_a_question_has_the_tests_of_a_rulebook(chamber: str, base: str, counts: str) -> None:
    figures = FIGURES[chamber]
    given = ["threshold=55 %", f"base={base}", "quorum=2 %", f"counts={counts}", f"eligible={figures.eligible}"]
    found = outcome(question(figures.yes, figures.no, figures.neutral), "yes-no", 1, *given)
    rules = ratification(counts=counts, base=base).chambers[0]
    expected = [test.data() for test in chamber_tests(rules, figures)]
    assert [{**test, "chamber": "individuals"} for test in found.tests] == expected
    assert found.elected == ((0,) if all(test["met"] for test in expected) else ())


@pytest.mark.parametrize(
    ("figures", "given", "passes"),
    [
        ((5, 5, 0), [], False),
        ((5, 5, 0), ["tie=passes"], True),
        ((5, 5, 0), ["strictness=at-least"], True),
        ((6, 5, 0), [], True),
        ((2, 1, 0), ["threshold=2/3"], True),
        ((2, 1, 0), ["threshold=2/3", "strictness=more-than"], False),
        ((2, 1, 1), ["bar=1/2", "base=yes+no+neutral"], False),
        ((0, 0, 3), [], False),
        ((0, 0, 3), ["empty=passes"], True),
        ((2, 0, 0), ["quorum=3"], False),
        ((2, 0, 0), ["quorum=25 %", "eligible=8"], True),
    ],
)
def test_a_question_passes_by_its_bar_and_quorum(figures: tuple[int, int, int], given: list[str], passes: bool) -> None:
    assert bool(outcome(question(*figures), "yes-no", 1, *given).elected) is passes


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (["bar=1/2", "threshold=1/2"], "bar_said_twice"),
        (["quorum=25 %"], "eligible_missing"),
        (["eligible=3"], "more_than_eligible"),
        (["threshold=2/3", "tie=passes"], "tie_is_no_question"),
        (["tie=maybe"], "unknown_tie"),
        (["threshold=0"], "share_out_of_range"),
        (["threshold=3/2"], "share_out_of_range"),
    ],
)
def test_settings_that_cannot_be_are_refused(given: list[str], code: str) -> None:
    with pytest.raises(Uncounted) as wrong:
        outcome(question(2, 1, 1), "yes-no", 1, *given)
    assert wrong.value.code == code


def test_choices_are_read_from_a_column(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_text("voter,choice\na,yes\nb,no\nc,neutral\nd,yes\n", encoding="utf-8")
    profile = load_profile(path)
    found = outcome(profile, "yes-no", 1, "eligible=10", "quorum=40 %")
    assert profile.named(found.elected) == ["yes"]
    assert [test["met"] for test in found.tests] == [True, True]


def test_the_best_of_those_that_pass_take_the_seats() -> None:
    profile = candidates(Ada=(60, 40, 900), Bo=(400, 300, 0), Cy=(500, 501, 0), Dee=(70, 30, 0))
    by_share = outcome(profile, "yes-no", 2)
    by_net = outcome(profile, "yes-no", 2, "rank=net")
    assert profile.named(by_share.elected) == ["Dee", "Ada"]
    assert profile.named(by_net.elected) == ["Bo", "Dee"]
    assert profile.named(outcome(profile, "yes-no", 4).elected) == ["Dee", "Ada", "Bo"]
    assert outcome(profile, "yes-no", 4).unfilled_seats == 1
    assert profile.named(outcome(profile, "yes-no", 4, "floor=100").elected) == ["Bo"]
    assert profile.named(outcome(profile, "yes-no", 4, "base=yes+no+neutral").elected) == ["Dee", "Bo"]


def test_each_candidate_has_tests_of_its_own() -> None:
    tests = outcome(candidates(Ada=(6, 4, 0), Bo=(4, 6, 0)), "yes-no", 2, "floor=5", "quorum=3").tests
    assert [(test["chamber"], test["code"], test["met"]) for test in tests] == [
        (name, code, code == "quorum" or name == "Ada")
        for name in ("Ada", "Bo")
        for code in ("quorum", "threshold", "floor")
    ]


def test_equal_candidates_for_the_last_seat_go_by_the_tie_rule() -> None:
    profile = candidates(Ada=(6, 4, 0), Bo=(6, 4, 0))
    assert outcome(profile, "yes-no").elected == (0,)
    found = outcome(profile, "yes-no", 1, "tie=none")
    assert (found.elected, found.unfilled_seats, found.ties[0].options) == ((), 1, (0, 1))


FIGURE = st.integers(0, 12)


@SETTINGS
@given(
    figures=st.tuples(FIGURE, FIGURE, FIGURE),
    bar=st.sampled_from(["1/2", "55 %", "2/3", "100 %"]),
    base=st.sampled_from(["yes+no", "yes+no+neutral", "eligible"]),
    quorum=st.sampled_from(["", "5", "20 %"]),
)
def test_adding_a_yes_never_sinks_a_yes(figures: tuple[int, int, int], bar: str, base: str, quorum: str) -> None:
    given = [f"bar={bar}", f"base={base}", f"quorum={quorum}", "eligible=50"]
    yes, no, neutral = figures
    before = outcome(question(yes, no, neutral), "yes-no", 1, *given).elected
    assert set(before) <= set(outcome(question(yes + 1, no, neutral), "yes-no", 1, *given).elected)


@SETTINGS
@given(
    figures=st.lists(st.tuples(FIGURE, FIGURE, FIGURE), min_size=2, max_size=4),
    rank=st.sampled_from(["share", "net"]),
    base=st.sampled_from(["yes+no", "yes+no+neutral"]),
)
def test_adding_a_yes_to_who_is_elected_keeps_it_elected(
    figures: list[tuple[int, int, int]], rank: str, base: str
) -> None:
    named = dict(zip("abcd", figures, strict=False))
    given = [f"rank={rank}", f"base={base}", "floor=2"]
    before = outcome(candidates(**named), "yes-no", 1, *given).elected
    for option in before:
        yes, no, neutral = figures[option]
        more: Mapping[str, tuple[int, int, int]] = {**named, "abcd"[option]: (yes + 1, no, neutral)}
        assert outcome(candidates(**more), "yes-no", 1, *given).elected == before


def test_burlington_in_two_rounds_goes_to_kiss() -> None:
    profile = load_profile(HERE / "abif-elections" / "burl2009.abif")
    found = outcome(profile, "two-round")
    assert profile.named(found.elected) == ["Bob Kiss (Progressive)"]
    # The last round of the official count had 4,313 to 4,061: those who are in both run-offs here.
    assert sorted(found.rounds[1].totals.values()) == [4064, 4314]
    assert all(sum(each.totals.values()) + each.exhausted == profile.weight for each in found.rounds)


def test_a_majority_of_first_choices_needs_no_run_off() -> None:
    found = outcome(ranked({"ab": 6, "ba": 5}, "ab"), "two-round")
    assert (found.elected, len(found.rounds), found.tests[0]["met"]) == ((0,), 1, True)


def test_exactly_half_is_no_majority_unless_it_is_said_to_be() -> None:
    profile = ranked({"abc": 5, "bca": 3, "cba": 2}, "abc")
    assert len(outcome(profile, "two-round").rounds) == 2
    assert len(outcome(profile, "two-round", 1, "strictness=at-least").rounds) == 1
    assert len(outcome(profile, "two-round", 1, "bar=40 %").rounds) == 1


def test_who_leads_may_lose_the_run_off() -> None:
    profile = ranked({"abc": 4, "bca": 3, "cba": 2}, "abc")
    assert outcome(profile, "two-round").elected == (1,)


def test_a_tie_for_the_run_off_left_open_elects_nobody() -> None:
    found = outcome(ranked({"abc": 4, "bca": 3, "cba": 3}, "abc"), "two-round", 1, "tie=none")
    assert (found.elected, found.unfilled_seats) == ((), 1)


def test_two_rounds_fill_one_seat() -> None:
    with pytest.raises(Uncounted) as wrong:
        outcome(ranked({"ab": 1}, "ab"), "two-round", 2)
    assert wrong.value.code == "one_seat_only"


def test_yes_and_no_are_counted_in_whole_ballots() -> None:
    with pytest.raises(Uncounted) as wrong:
        outcome(question(Fraction(1, 2), 1, 0), "yes-no")
    assert wrong.value.code == "weights_not_whole"
