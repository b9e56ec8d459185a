"""Committees by approval: each committee that others published, and what proportional rules promise."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from recount.methods.committees import Rule, every_committee, grouped, sequence
from recount.methods.equal_shares import EqualShares, rule_of, share_of
from recount.methods.phragmen import Phragmen
from recount.methods.thiele import SequentialProportional, satisfaction
from recount.methods.ties import best_first
from recount.profiles import Ballot, Profile
from recount.quick import read_settings
from recount.tests.given_ballots import HERE, NOT_SHARED, SHARED, approvals, given_approvals, outcome

SETTINGS = settings(max_examples=60, deadline=None)
# The names others have for these rules.
RULES = {
    "av": ("approval", ()),
    "sav": ("sav", ()),
    "seqpav": ("seqpav", ()),
    "seqphragmen": ("phragmen", ()),
    "equal-shares": ("equal-shares", ()),
    "equal-shares-with-av-completion": ("equal-shares", ("completion=approval",)),
    "equal-shares-with-increment-completion": ("equal-shares", ("completion=add1",)),
}
FEW = sorted((HERE / "abcvoting").glob("*.yaml"))
ALL = sorted((SHARED / "abcvoting" / "instances").glob("*.yaml"))
# Example 1 of Lackner and Skowron's book, with which its other examples are counted; example 12 has its own profile.
BOOK = [*[{0, 1}] * 3, *[{0, 2}] * 3, *[{0, 3}] * 2, {1, 2, 5}, {4}, {5}, {6}]
TWELFTH = [*[{2, 3}] * 3, *[{0, 1}] * 2, *[{0, 2}] * 2, {1, 3}]


@pytest.mark.parametrize("path", FEW, ids=lambda path: path.name)
def test_committees_are_those_others_found(path: Path) -> None:
    assert _checked(path) == 13


@pytest.mark.skipif(not ALL, reason=NOT_SHARED)
def test_every_committee_others_published_is_found() -> None:
    assert sum(map(_checked, ALL)) == 92 * 13


def test_phragmen_carries_the_loads_of_the_book() -> None:
    counted = outcome(given_approvals(BOOK, 8), "phragmen", 4)
    assert counted.elected == (0, 1, 2, 3)
    assert [note["load"] for each in counted.rounds for note in each.notes] == [
        "0.125",
        "0.34375",
        "0.4296875",
        "0.625",
    ]
    assert [tie.options for tie in counted.ties] == [(1, 2)]


def test_equal_shares_is_completed_as_in_the_book() -> None:
    counted = outcome(given_approvals(TWELFTH, 4), "equal-shares", 3)
    assert counted.elected == (2, 0, 3)
    assert [each.notes[0] for each in counted.rounds] == [
        {"code": "rate", "rate": "0.2"},
        {"code": "rate", "rate": "0.325"},
        {"code": "load", "load": "0.025"},
    ]


@pytest.mark.parametrize("method", ["equal-shares", "phragmen", "seqpav", "sav"])
def test_an_open_tie_is_told_and_elects_nobody_it_hangs_on(method: str) -> None:
    counted = outcome(given_approvals([{0}, {1}], 3), method, 1, "tie=none")
    assert (counted.elected, counted.unfilled_seats) == ((), 1)
    assert [(tie.options, tie.by) for tie in counted.ties] == [((0, 1), "nothing")]


@pytest.mark.parametrize("method", ["equal-shares", "phragmen", "seqpav", "sav"])
def test_seats_stay_empty_rather_than_go_to_who_has_no_vote(method: str) -> None:
    profile = given_approvals([{0}, {0}], 3)
    assert outcome(profile, method, 2, "unapproved=leave").elected == (0,)
    assert outcome(profile, method, 2).elected == (0, 1)


def test_more_money_is_given_until_the_seats_are_taken() -> None:
    counted = outcome(given_approvals([{0}, {1}, {2}], 3), "equal-shares", 2, "completion=add1")
    assert counted.elected == (0, 1)
    assert counted.tests[0]["figures"] == {"money": "3", "seats": "2"}


def test_an_open_tie_ends_the_giving_of_more_money() -> None:
    counted = outcome(given_approvals([{0}, {1}, {2}], 3), "equal-shares", 1, "completion=add1", "tie=none")
    assert (counted.elected, counted.unfilled_seats) == ((), 1)


@SETTINGS
@given(approvals())
def test_votes_in_parts_count_as_whole_ones_of_the_same_proportion(profile: Profile) -> None:
    parts = Profile(profile.options, {ballot: Fraction(n, 7) for ballot, n in profile.ballots.items()})
    for method in ("equal-shares", "phragmen", "seqpav", "sav"):
        assert outcome(parts, method, profile.seats).elected == outcome(profile, method, profile.seats).elected


@SETTINGS
@given(approvals())
def test_equal_shares_gives_cohesive_groups_what_they_are_due(profile: Profile) -> None:
    """Extended justified representation (Aziz and others, 2017): some member of a group approves of enough."""
    elected = set(outcome(profile, "equal-shares", profile.seats, "completion=none").elected)
    for size in range(1, profile.seats + 1):
        for shared in combinations(range(len(profile.options)), size):
            poor = sum(
                weight
                for ballot, weight in profile.ballots.items()
                if set(shared) <= _marked(ballot) and len(_marked(ballot) & elected) < size
            )
            assert poor * profile.seats < size * profile.weight


@SETTINGS
@given(approvals())
def test_equal_shares_can_be_paid_for(profile: Profile) -> None:
    """Each elected costs 1, paid by those who approve; the supporters of any other have less than 1 left together."""
    groups = grouped(profile)
    shares = EqualShares(groups, share_of(groups, profile.seats))
    taken = 0
    while best := shares.choice().best:
        shares.elect(best[0])
        taken += 1
    money = [Fraction(each, shares.parts) for each in shares.money]
    blank = groups.blank * share_of(groups, profile.seats)
    assert min(money, default=Fraction(0)) >= 0
    assert sum(m * w for m, w in zip(money, groups.weights, strict=True)) + blank == profile.seats - taken
    assert all(sum(money[i] * groups.weights[i] for i in groups.supporters[option]) < 1 for option in shares.left)


@SETTINGS
@given(approvals())
def test_the_loads_add_up_to_who_is_elected(profile: Profile) -> None:
    rule = Phragmen(grouped(profile))
    for taken in range(profile.seats):
        assert sum(x * w for x, w in zip(rule.loads, rule.groups.weights, strict=True)) == taken * rule.parts
        if not (best := rule.choice().best):
            break
        rule.elect(best[0])


@settings(max_examples=20, deadline=None)
@given(approvals(most_options=4, most_votes=5))
def test_whatever_breaks_ties_elects_one_of_the_committees_ties_allow(profile: Profile) -> None:
    for method in ("equal-shares", "phragmen", "seqpav"):
        allowed = every_committee(_rule(profile, method, ()), profile.seats)
        for seed in "abc":
            assert set(outcome(profile, method, profile.seats, "tie=lot", f"seed={seed}").elected) in allowed


def _checked(path: Path) -> int:
    """Return how many results in a file were found to be ours too."""
    said = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    profile = given_approvals(said["profile"], said["num_cand"], said["committeesize"])
    wanted = [each for each in said["compute"] if each["rule_id"] in RULES]
    for each in wanted:
        method, settings = RULES[each["rule_id"]]
        expected = {frozenset(committee) for committee in each["result"]}
        if each["resolute"]:
            assert set(outcome(profile, method, profile.seats, *settings).elected) in expected, (path, each["rule_id"])
        else:
            assert _all(profile, method, settings) == expected, (path, each["rule_id"])
    return len(wanted)


def _all(profile: Profile, method: str, given: tuple[str, ...]) -> set[frozenset[int]]:
    if method in {"approval", "sav"}:
        totals: Any = outcome(profile, method, profile.seats).rounds[0].totals
        return _of_ranking(best_first(totals), profile.seats)
    return every_committee(_rule(profile, method, given), profile.seats)


def _rule(profile: Profile, method: str, given: tuple[str, ...]) -> Rule:
    groups, said = grouped(profile), read_settings(method, given)
    if method == "equal-shares":
        return rule_of(groups, profile.seats, said)
    return sequence(Phragmen(groups) if method == "phragmen" else SequentialProportional(groups), said)


def _of_ranking(ranking: tuple[tuple[int, ...], ...], seats: int) -> set[frozenset[int]]:
    sure: set[int] = set()
    for tied in ranking:
        free = seats - len(sure)
        if len(tied) > free:
            return {frozenset(sure | set(some)) for some in combinations(tied, free)}
        sure |= set(tied)
    return {frozenset(sure)}


def _marked(ballot: Ballot) -> set[int]:
    return {option for rank in ballot.ranks for option in rank}


def test_satisfaction_shares_each_vote_that_is_not_blank() -> None:
    groups = grouped(given_approvals([{0, 1}, {0, 1, 2}, set()], 3))
    assert sum(satisfaction(groups).values()) == 2
