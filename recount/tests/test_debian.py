"""Debian's rule: its own elections, the quorum of its developers to the vote, and the dropping of defeats by hand."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from hypothesis import given

from recount.formats import load_profile
from recount.profiles import Ballot, Profile, Uncounted
from recount.tests.given_ballots import HERE, outcome
from recount.tests.test_pairs import SETTINGS, profiles

SHEETS = json.loads((HERE / "debian-votes" / "expected.json").read_text(encoding="utf-8"))


def against(*votes: tuple[int, int], last: str = "Further Discussion") -> Profile:
    """Return a profile of options and the default: for each how many rank it above and below, saying nothing else."""
    ballots, default = {}, len(votes)
    for option, (above, below) in enumerate(votes):
        others = tuple(other for other in range(default) if other != option)
        ballots[Ballot(((option,), (default,)), (), others)] = above
        ballots[Ballot(((default,), (option,)), (), others)] = below
    return Profile((*"AB"[:default], last), ballots)


def failed(profile: Profile, *given: str) -> list[tuple[str, str]]:
    return [(str(t["code"]), str(t["option"])) for t in outcome(profile, "debian", 1, *given).tests if not t["met"]]


@pytest.mark.parametrize("name", SHEETS)
def test_debian_elected_whom_it_published(name: str) -> None:
    expected = SHEETS[name]
    profile = load_profile(HERE / "debian-votes" / f"{name}_tally.txt")
    found = outcome(profile, "debian", 1, "developers=1037")
    assert profile.weight == expected["ballots"]
    assert profile.named(found.elected) == [expected["winner"]]
    assert found.pairwise == expected["pairwise"]
    dropped = [test["option"] for test in found.tests if not test["met"]]
    assert dropped == expected["dropped_because_they_do_not_beat_the_default"]


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("method", ["debian", "schulze"])
def test_the_whole_order_is_the_published_one(name: str, method: str) -> None:
    profile = load_profile(HERE / "debian-votes" / f"{name}_tally.txt")
    order = [" = ".join(sorted(profile.named(tied))) for tied in outcome(profile, method).ranking]
    assert " > ".join(order) == SHEETS[name]["schulze_order"]


@pytest.mark.parametrize(
    ("developers", "votes", "is_met"),
    [
        (1037, 48, False),
        (1037, 49, True),
        # 3 * sqrt(1024) / 2 is 48 exactly, and that is enough.
        (1024, 47, False),
        (1024, 48, True),
        (10**12, 1_499_999, False),
        (10**12, 1_500_000, True),
    ],
)
def test_the_quorum_of_developers_is_exact(developers: int, votes: int, is_met: bool) -> None:
    profile = against((votes, 0))
    assert (failed(profile, f"developers={developers}") == []) is is_met


@pytest.mark.parametrize(("quorum", "is_met"), [("5", True), ("5.01", False), ("48303/10000", True)])
def test_a_quorum_in_votes_is_reached_by_exactly_as_many(quorum: str, is_met: bool) -> None:
    assert (failed(against((5, 0)), f"quorum={quorum}") == []) is is_met


@pytest.mark.parametrize(
    ("votes", "given", "is_met"),
    [
        ((30, 10), ["majority=3"], True),
        ((30, 10), ["majority=3", "ratio=more-than"], False),
        ((29, 10), ["majority=A:3"], False),
        ((29, 10), ["majority=B:3"], True),
        # Equal votes never defeat the default option, even of none on either side.
        ((10, 10), ["majority=1"], False),
        ((0, 0), [], False),
    ],
)
def test_a_majority_of_n_to_one_is_met_by_exactly_that(votes: tuple[int, int], given: list[str], is_met: bool) -> None:
    assert (("majority", "A") not in failed(against(votes, (50, 1)), *given)) is is_met


def test_an_option_that_fails_is_dropped_before_the_count_though_it_beats_all() -> None:
    profile = Profile(("A", "B", "None"), {Ballot(((0,), (1,), (2,))): 6, Ballot(((2,), (1,), (0,))): 4})
    assert profile.named(outcome(profile, "schulze").elected) == ["A"]
    found = outcome(profile, "debian", 1, "majority=A:2")
    assert profile.named(found.elected) == ["B"]
    assert found.ranking == ((1,), (2,), (0,))


def test_the_default_option_is_elected_only_when_no_other_is_left() -> None:
    profile = against((1, 5), (2, 4))
    assert profile.named(outcome(profile, "debian", 2).elected) == ["Further Discussion"]
    found = outcome(against((9, 1), (1, 9)), "debian", 2)
    assert (found.elected, found.unfilled_seats) == ((0,), 1)


def test_the_default_option_may_be_named() -> None:
    profile = Profile(("A", "B", "C"), {Ballot(((0,), (2,), (1,))): 1})
    assert failed(profile, "default=B") == []
    with pytest.raises(Uncounted) as wrong:
        outcome(profile, "debian", 1, "default=D")
    assert wrong.value.code == "no_such_option"


@SETTINGS
@given(profile=profiles(5))
def test_strongest_paths_elect_as_dropping_the_weakest_defeats_one_by_one_does(profile: Profile) -> None:
    found = outcome(profile, "debian", 1, "tie=none")
    left = {a for a in range(5) if all(t["met"] for t in found.tests if t["option"] == profile.options[a])}
    winners = dropped_one_by_one([list(row) for row in found.pairwise or ()], left)
    top = set(found.ranking[0])
    assert top == winners
    assert found.elected == (tuple(winners) if len(winners) == 1 else ())


def dropped_one_by_one(table: list[list[int | Fraction]], left: set[int]) -> set[int]:
    """Return what the constitution's text leads to, step by step: A.6.4 to A.6.8 as numbered until version 1.7."""
    defeats = {(a, b): (table[a][b], -table[b][a]) for a in left for b in left if table[a][b] > table[b][a]}
    while True:
        reach = {a: {b for x, b in defeats if x == a} for a in left}
        for _ in left:
            reach = {a: found.union(*(reach[b] for b in found)) for a, found in reach.items()}
        schwartz = {a for a in left if not is_only_defeated(a, reach)}
        inside = {pair: strength for pair, strength in defeats.items() if set(pair) <= schwartz}
        if not inside:
            return schwartz
        weakest = min(inside.values())
        defeats = {pair: s for pair, s in defeats.items() if pair not in inside or s != weakest}


def is_only_defeated(option: int, reach: dict[int, set[int]]) -> bool:
    """Tell whether some option transitively defeats this one and is not defeated by it in turn."""
    return any(option in found and other not in reach[option] for other, found in reach.items())
