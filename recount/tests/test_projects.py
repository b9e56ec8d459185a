"""Projects with costs: what a city funded, what equal shares promises, and the file they come in."""

from __future__ import annotations

import csv
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.formats import load_profile
from recount.formats.pabulib import read_pabulib, write_pabulib
from recount.profiles import Profile, Uncounted
from recount.reading import Unusable
from recount.tests.given_ballots import HERE, approvals, outcome

SETTINGS = settings(max_examples=60, deadline=None)
CITY = HERE / "abcvoting" / "poland_lodz_2020_nad-nerem.pb"
# Five projects in a city of two halves: one half has more people, and by votes alone all of the money.
HALVES = """META
key;value
description;Two halves
budget;100
vote_type;approval
PROJECTS
project_id;cost;name
n1;50;"North; first"
n2;50;North second
s1;20;South first
s2;20;South second
VOTES
voter_id;vote
1;n1,n2
2;n1,n2
3;n1,n2
4;s1,s2
5;s1,s2
"""
COMPLETIONS = ("none", "greedy", "add1", "add1-greedy")


def test_by_votes_the_city_funds_what_it_funded() -> None:
    profile = load_profile(CITY)
    with CITY.open(encoding="utf-8") as lines:
        rows = list(csv.reader(lines, delimiter=";"))
    selected = {row[0] for row in rows if len(row) == 5 and row[0] in profile.options and row[4] == "1"}
    assert profile.weight == 608
    assert set(profile.named(outcome(profile, "greedy").elected)) == selected


@pytest.mark.parametrize("utility", ["approval", "cost"])
def test_the_city_keeps_within_its_budget(utility: str) -> None:
    profile = load_profile(CITY)
    for completion in COMPLETIONS:
        counted = outcome(profile, "equal-shares-budget", 1, f"utility={utility}", f"completion={completion}")
        assert _cost(profile, counted.elected) <= 409_000
        assert counted.tests[0]["met"]


def test_votes_alone_give_one_half_everything_and_equal_shares_each_its_part() -> None:
    profile = _read(HALVES)
    assert profile.named(outcome(profile, "greedy").elected) == ["n1", "n2"]
    shares = outcome(profile, "equal-shares-budget")
    assert profile.named(shares.elected) == ["s1", "s2", "n1"]
    assert [each.notes[0]["rate"] for each in shares.rounds] == ["10", "10", "50/3"]


def test_what_a_project_costs_counts_for_it_only_where_its_cost_is_its_worth() -> None:
    profile = _read(HALVES)
    first = {u: outcome(profile, "equal-shares-budget", 1, f"utility={u}").elected[0] for u in ("approval", "cost")}
    assert {utility: profile.options[option] for utility, option in first.items()} == {"approval": "s1", "cost": "n1"}


@pytest.mark.parametrize(
    ("completion", "elected"),
    [("none", ["s1"]), ("greedy", ["s1", "n1"]), ("add1", ["s1", "s2"]), ("add1-greedy", ["s1", "s2"])],
)
def test_money_left_is_spent_as_declared(completion: str, elected: list[str]) -> None:
    profile = _read(HALVES.replace("n1;50", "n1;78").replace("n2;50", "n2;90").replace("s2;20", "s2;30"))
    assert profile.named(outcome(profile, "equal-shares-budget", 1, f"completion={completion}").elected) == elected


def test_a_tie_that_money_hangs_on_is_told() -> None:
    profile = _read(HALVES)
    counted = outcome(profile, "greedy", 1, "budget=50", "tie=none")
    assert (counted.elected, counted.ties[0].options) == ((), (0, 1))


@pytest.mark.parametrize(
    ("given", "code"),
    [(("budget=0",), "no_budget"), (("completion=add1", "increment=0"), "no_increment")],
)
def test_money_that_is_none_is_refused(given: tuple[str, ...], code: str) -> None:
    with pytest.raises(Uncounted) as refused:
        outcome(_read(HALVES), "equal-shares-budget", 1, *given)
    assert refused.value.code == code


def test_a_project_without_cost_is_refused_by_name() -> None:
    with pytest.raises(Uncounted) as refused:
        outcome(_read(HALVES.replace("s1;20", "s1;free")), "greedy")
    assert (refused.value.code, refused.value.values) == ("no_cost", {"option": "s1", "value": "free"})


@SETTINGS
@given(approvals(), st.lists(st.integers(1, 9), min_size=5, max_size=5), st.integers(1, 20))
def test_no_rule_spends_more_than_there_is(profile: Profile, costs: list[int], budget: int) -> None:
    profile = _with_costs(profile, costs, budget)
    assert _cost(profile, outcome(profile, "greedy").elected) <= budget
    for completion in COMPLETIONS:
        for utility in ("approval", "cost"):
            counted = outcome(
                profile, "equal-shares-budget", 1, f"completion={completion}", f"utility={utility}", "increment=1/3"
            )
            assert _cost(profile, counted.elected) <= budget


@SETTINGS
@given(approvals(), st.lists(st.integers(1, 9), min_size=5, max_size=5), st.integers(1, 20))
def test_what_is_full_has_no_room_for_any_other_wanted_project(profile: Profile, costs: list[int], budget: int) -> None:
    profile = _with_costs(profile, costs, budget)
    wanted = {option for ballot in profile.ballots for rank in ballot.ranks for option in rank}
    for given_settings in (("greedy",), ("equal-shares-budget", "completion=add1-greedy")):
        elected = outcome(profile, given_settings[0], 1, *given_settings[1:]).elected
        free = budget - _cost(profile, elected)
        assert all(costs[option] > free for option in wanted - set(elected))


def test_a_file_of_projects_is_written_as_it_was_read() -> None:
    profile = _read(HALVES)
    assert profile.about[0] == {"project_id": "n1", "cost": "50", "name": "North; first"}
    assert read_pabulib(f"{line}\n" for line in write_pabulib(profile)) == profile


def test_ranks_and_points_are_read_where_the_file_has_them() -> None:
    ordinal = _read(HALVES.replace("vote_type;approval", "vote_type;ordinal"))
    assert {ballot.ranks for ballot in ordinal.ballots} == {((0,), (1,)), ((2,), (3,))}
    points = HALVES.replace("vote_type;approval", "vote_type;cumulative").split("VOTES")[0]
    profile = _read(points + "VOTES\nvoter_id;vote;points\n1;n1,s1;3,2\n")
    assert [ballot.scores for ballot in profile.ballots] == [((0, 3), (2, 2))]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("META\n", "", "no_section", 1),
        ("5;s1,s2", "5;s1,x", "unknown_project", 18),
        ("budget;100", "budget;much", "not_a_budget", 4),
        ("s2;20", "s1;20", "names_alike", 11),
        ("voter_id;vote", "voter_id;choice", "missing", 14),
    ],
)
def test_what_is_wrong_is_named_with_its_line(old: str, new: str, code: str, line: int) -> None:
    with pytest.raises(Unusable) as refused:
        _read(HALVES.replace(old, new))
    assert (refused.value.problems[0].code, refused.value.problems[0].line) == (code, line)


def _read(text: str) -> Profile:
    return read_pabulib(text.splitlines(keepends=True))


def _cost(profile: Profile, options: tuple[int, ...]) -> Fraction:
    return sum((Fraction(profile.about[option]["cost"]) for option in options), Fraction(0))


def _with_costs(profile: Profile, costs: list[int], budget: int) -> Profile:
    about = tuple({"cost": str(cost)} for cost in costs[: len(profile.options)])
    return Profile(profile.options, profile.ballots, about=about, budget=budget)
