"""Random profiles counted beside other people's libraries: run by hand, in an environment that has them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import combinations
from random import Random
from typing import Any

import pytest

from recount.methods.committees import every_committee, grouped, sequence
from recount.methods.equal_shares import rule_of
from recount.methods.phragmen import Phragmen
from recount.methods.thiele import SequentialProportional
from recount.profiles import Ballot, Number, Profile
from recount.quick import read_settings
from recount.tests.given_ballots import given_approvals, outcome

HOW = (
    "needs libraries that are not installed: python3 -m venv /tmp/oracles && /tmp/oracles/bin/pip install "
    "-r recount/tests/oracles.txt, then as recount/README.md says"
)
RUNS = 1000

type Orders = Sequence[Sequence[int]]


def library(name: str) -> Any:
    """Return a module of a library that may not be here; the test is skipped when it is not."""
    return pytest.importorskip(name, reason=HOW)


@pytest.mark.parametrize("rule", ["seqphragmen", "equal-shares", "equal-shares-with-av-completion", "seqpav"])
def test_abcvoting_finds_the_same_committees_whatever_breaks_ties(rule: str) -> None:
    library("abcvoting")
    rules, preferences = import_module("abcvoting.abcrules"), import_module("abcvoting.preferences")
    for run in range(RUNS):
        profile = _approvals(Random(f"{rule} {run}"))
        theirs = preferences.Profile(len(profile.options))
        for ballot, weight in profile.ballots.items():
            for _ in range(int(weight)):
                theirs.add_voter([option for rank in ballot.ranks for option in rank])
        found = rules.compute(
            rule, theirs, profile.seats, resolute=False, algorithm=_exactly(rule), max_num_of_committees=None
        )
        assert _committees(profile, rule) == {frozenset(committee) for committee in found}, profile


@pytest.mark.parametrize("rule", ["av", "sav"])
def test_abcvoting_elects_by_marks_as_we_do(rule: str) -> None:
    library("abcvoting")
    rules, preferences = import_module("abcvoting.abcrules"), import_module("abcvoting.preferences")
    for run in range(RUNS):
        profile = _approvals(Random(f"{rule} {run}"))
        theirs = preferences.Profile(len(profile.options))
        for ballot, weight in profile.ballots.items():
            for _ in range(int(weight)):
                theirs.add_voter([option for rank in ballot.ranks for option in rank])
        found = rules.compute(rule, theirs, profile.seats, resolute=False, max_num_of_committees=None)
        ours = outcome(profile, "approval" if rule == "av" else rule, profile.seats)
        assert set(ours.elected) in [set(committee) for committee in found], profile


@pytest.mark.parametrize(
    ("method", "theirs", "given"),
    [
        ("plurality", "scoring_methods.plurality", ()),
        ("schulze", "margin_based_methods.beat_path", ("strength=margins",)),
        ("minimax", "margin_based_methods.minimax", ("strength=margins",)),
    ],
)
def test_pref_voting_has_the_same_winners_of_full_rankings(method: str, theirs: str, given: tuple[str, ...]) -> None:
    count = _of_pref_voting(theirs)
    made = import_module("pref_voting.profiles").Profile
    for run in range(RUNS):
        orders = _orders(Random(f"{method} {run}"))
        ours = outcome(_ranked(orders), method, 1, *given)
        assert list(ours.ranking[0]) == sorted(count(made([list(order) for order in orders]))), orders


@pytest.mark.parametrize(
    ("method", "theirs", "given"),
    [
        ("schulze", "margin_based_methods.beat_path", ("strength=margins",)),
        ("minimax", "margin_based_methods.minimax", ("strength=margins",)),
    ],
)
def test_pref_voting_has_the_same_winners_of_rankings_that_end_early(
    method: str, theirs: str, given: tuple[str, ...]
) -> None:
    count = _of_pref_voting(theirs)
    for run in range(RUNS):
        random = Random(f"short {method} {run}")
        orders = [order[: random.randint(1, len(order))] for order in _orders(random)]
        size = 1 + max(option for order in orders for option in order)
        ours = outcome(_ranked(orders, size), method, 1, *given)
        assert list(ours.ranking[0]) == sorted(count(_with_ties(orders, size))), orders


@pytest.mark.parametrize(
    ("method", "theirs"),
    [
        ("irv", "iterative_methods.instant_runoff_put"),
        ("two-round", "iterative_methods.plurality_with_runoff_put"),
    ],
)
def test_whom_we_elect_wins_by_some_way_of_breaking_ties_in_pref_voting(method: str, theirs: str) -> None:
    count = _of_pref_voting(theirs)
    made = import_module("pref_voting.profiles").Profile
    for run in range(RUNS):
        orders = _orders(Random(f"{method} {run}"))
        winners = count(made([list(order) for order in orders]))
        ours = outcome(_ranked(orders), method)
        assert ours.elected[0] in winners, orders
        assert ours.ties or len(winners) == 1, orders


def test_pref_voting_ranks_pairs_alike_where_nothing_is_tied() -> None:
    """With equal pairs it tries every order of them, and gives up where there are many."""
    count = _of_pref_voting("margin_based_methods.ranked_pairs_with_test")
    made = import_module("pref_voting.profiles").Profile
    compared = 0
    for run in range(RUNS):
        orders = _orders(Random(f"ranked-pairs {run}"), most=99)
        ours = outcome(_ranked(orders), "ranked-pairs", 1, "strength=margins")
        pairs = list(combinations(range(len(orders[0])), 2))
        margins = {abs(sum(1 if order.index(a) < order.index(b) else -1 for order in orders)) for a, b in pairs}
        if len(margins) < len(pairs) or 0 in margins:
            continue
        compared += 1
        assert list(ours.elected) == count(made([list(order) for order in orders])), orders
    assert compared > RUNS // 10


@pytest.mark.parametrize(("method", "theirs"), [("score", "score_voting"), ("star", "star")])
def test_whom_we_elect_by_points_wins_in_pref_voting(method: str, theirs: str) -> None:
    count = _of_pref_voting(f"grade_methods.{theirs}")
    made = import_module("pref_voting.grade_profiles").GradeProfile
    for run in range(RUNS):
        random = Random(f"{method} {run}")
        size = random.randint(2, 5)
        points = [[random.randint(0, 5) for _ in range(size)] for _ in range(random.randint(1, 9))]
        ballots: dict[Ballot, Number] = {}
        for each in points:
            ballot = Ballot(scores=tuple(enumerate(each)))
            ballots[ballot] = ballots.get(ballot, 0) + 1
        ours = outcome(Profile(tuple(f"c{number}" for number in range(size)), ballots), method)
        winners = count(made([dict(enumerate(each)) for each in points], [0, 1, 2, 3, 4, 5]))
        assert ours.elected[0] in winners, points


@pytest.mark.parametrize(
    ("method", "theirs", "given"),
    [
        ("stv-meek", "stv_meek", ()),
        ("stv-warren", "stv_warren", ()),
        ("stv-scottish", "stv_scottish", ()),
    ],
)
def test_pref_voting_elects_the_same_by_transfers_where_nothing_is_tied(
    method: str, theirs: str, given: tuple[str, ...]
) -> None:
    count = _of_pref_voting(f"proportional_methods.{theirs}")
    compared = 0
    for run in range(RUNS):
        random = Random(f"{method} {run}")
        orders = _orders(random, most=40)
        seats = random.randint(1, len(orders[0]) - 1)
        ours = outcome(_ranked(orders), method, seats, *given)
        if ours.ties:
            continue
        compared += 1
        found = count(_with_ties(orders, len(orders[0])), num_seats=seats)
        assert sorted(ours.elected) == sorted(found), (orders, seats)
    assert compared > RUNS // 4


@pytest.mark.parametrize("utility", ["Cardinality_Sat", "Cost_Sat"])
def test_pabutools_funds_the_same_projects(utility: str) -> None:
    library("pabutools")
    election, rules = import_module("pabutools.election"), import_module("pabutools.rules")
    compared = 0
    for run in range(RUNS):
        random = Random(f"{utility} {run}")
        profile = _approvals(random)
        costs = [random.randint(1, 9) for _ in profile.options]
        profile = Profile(
            profile.options,
            profile.ballots,
            about=tuple({"cost": str(cost)} for cost in costs),
            budget=random.randint(1, 25),
        )
        word = "approval" if utility == "Cardinality_Sat" else "cost"
        ours = outcome(profile, "equal-shares-budget", 1, f"utility={word}", "tie=none")
        if ours.ties:
            continue
        compared += 1
        projects = [election.Project(name, cost) for name, cost in zip(profile.options, costs, strict=True)]
        ballots = [
            election.ApprovalBallot({projects[option] for rank in ballot.ranks for option in rank})
            for ballot, weight in profile.ballots.items()
            for _ in range(int(weight))
        ]
        instance = election.Instance(projects, budget_limit=int(profile.budget))
        found = rules.method_of_equal_shares(
            instance,
            election.ApprovalProfile(ballots, instance=instance),
            sat_class=getattr(election, utility),
        )
        assert set(profile.named(ours.elected)) == {project.name for project in found}, (profile, costs)
    assert compared > RUNS // 4


def _committees(profile: Profile, rule: str) -> set[frozenset[int]]:
    groups = grouped(profile)
    if rule.startswith("equal-shares"):
        given = ["completion=approval"] if rule.endswith("av-completion") else []
        return every_committee(rule_of(groups, profile.seats, read_settings("equal-shares", given)), profile.seats)
    state = Phragmen(groups) if rule == "seqphragmen" else SequentialProportional(groups)
    return every_committee(sequence(state, read_settings("phragmen", [])), profile.seats)


def _exactly(rule: str) -> str:
    return "standard" if rule == "seqpav" else "standard-fractions"


def _approvals(random: Random) -> Profile:
    options = random.randint(1, 6)
    likely = random.choice([0.2, 0.4, 0.6])
    sets = [{o for o in range(options) if random.random() < likely} for _ in range(random.randint(1, 9))]
    return given_approvals(sets, options, random.randint(1, options))


def _orders(random: Random, most: int = 9) -> list[list[int]]:
    size = random.randint(2, 5)
    return [random.sample(range(size), size) for _ in range(random.randint(1, most))]


def _ranked(orders: Orders, size: int = 0) -> Profile:
    ballots: dict[Ballot, Number] = {}
    for order in orders:
        ballot = Ballot(tuple((option,) for option in order))
        ballots[ballot] = ballots.get(ballot, 0) + 1
    return Profile(tuple(f"c{number}" for number in range(size or len(orders[0]))), ballots)


def _with_ties(orders: Orders, size: int) -> Any:
    """Return pref_voting's profile where what is not ranked comes last."""
    made = import_module("pref_voting.profiles_with_ties").ProfileWithTies
    ranks = [{option: place for place, option in enumerate(order, 1)} for order in orders]
    profile = made(ranks, candidates=list(range(size)))
    profile.use_extended_strict_preference()
    return profile


def _of_pref_voting(name: str) -> Callable[..., list[int]]:
    library("pref_voting")
    module, _, function = name.rpartition(".")
    found: Callable[..., list[int]] = getattr(import_module(f"pref_voting.{module}"), function)
    return found
