"""Methods that count points: every election of starvote's tests, textbook ballots, and what holds for any points."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recount.formats import load_profile
from recount.profiles import Ballot, Number, Profile, Uncounted
from recount.tests.given_ballots import HERE, outcome
from recount.tests.test_pairs import SETTINGS, WEIGHTS

STAR = HERE / "star-votes"
NAMES = {
    "star": "star",
    "bloc": "star",
    "allocated": "allocated-score",
    "sss": "sequentially-spent-score",
    "rrv": "reweighted-range",
}
# Ballots that a file takes from another one, which is not in the set: seats, and points with how often.
ELSEWHERE: dict[str, tuple[str, int, dict[tuple[int, ...], int]]] = {
    "all_threes": ("Amy Brian Chuck", 2, {(3, 3, 3): 5}),
    "three_way_tie_for_second": ("Amy Brian Chuck Darcy", 3, {(1, 3, 5, 5): 1, (3, 5, 1, 5): 1, (5, 1, 3, 5): 1}),
}
POINTS = ["score", *dict.fromkeys(NAMES.values())]


def given_points(names: str, votes: dict[tuple[int, ...], Number], seats: int = 1) -> Profile:
    """Return ballots that give points to all options in their order."""
    ballots: dict[Ballot, Number] = {Ballot((), tuple(enumerate(points))): weight for points, weight in votes.items()}
    return Profile(tuple(names.split()), ballots, seats)


def election(name: str) -> tuple[str, Profile, str]:
    """Return the method, the ballots and the report of one of starvote's elections.

    Its report says whom a draw or a list preferred: the options are put in that order, and ties go by it.
    """
    path = STAR / f"{name}.starvote"
    text, report = path.read_text(encoding="utf-8"), path.with_suffix(".txt").read_text(encoding="utf-8")
    elsewhere = [found for key, found in ELSEWHERE.items() if key in name and "starvote_path" in text]
    profile = given_points(elsewhere[0][0], dict(elsewhere[0][2]), elsewhere[0][1]) if elsewhere else load_profile(path)
    listed = re.search(r"Pre-permuted list of candidates:\n((?: +\d+\. .+\n)+)", report)
    drawn = re.findall(r"\d+\. (.+)\n", listed[1]) if listed else []
    if "hashed_ballots" in text:
        # Drawn anew for every tie, so that no one list has it all: whoever won each draw comes first.
        drawn = winners(report)
    method = re.search(r"^\s*method\s*=\s*(\w+)", text, re.MULTILINE)
    return NAMES[method[1] if method else ""], reordered(profile, drawn), "order" if drawn else "none"


def reordered(profile: Profile, first: list[str]) -> Profile:
    """Return the same ballots with these options first."""
    names = (*first, *(name for name in profile.options if name not in first))
    place = [names.index(name) for name in profile.options]
    ballots = {
        Ballot((), tuple((place[option], points) for option, points in ballot.scores)): weight
        for ballot, weight in profile.ballots.items()
    }
    return Profile(names, ballots, profile.seats)


def winners(report: str) -> list[str]:
    """Return the names at the end of a report, in its order."""
    found = re.search(r"Winners?\]\n((?: +.+\n?)+)\s*\Z", report)
    return [line.strip() for line in found[1].splitlines()] if found else []


ALL = sorted(path.stem for path in STAR.glob("*.starvote"))


@pytest.mark.parametrize("name", ALL)
def test_starvotes_elections_elect_the_same_in_the_same_order(name: str) -> None:
    method, profile, tie = election(name)
    report = (STAR / f"{name}.txt").read_text(encoding="utf-8")
    found = outcome(profile, method, profile.seats or 1, f"tie={tie}")
    elected = profile.named(found.elected)
    if expected := winners(report):
        # Reports of several seats shared out name the elected by alphabet.
        assert (elected if method == "star" else sorted(elected)) == expected
    elif tied := re.search(r"Tie between (.+)\.\s*\Z", report):
        assert sorted(profile.named(found.ties[-1].options)) == sorted(re.split(r", and | and |, ", tied[1]))
        assert (found.ties[-1].by, found.unfilled_seats) == ("nothing", (profile.seats or 1) - len(elected))
    elif "Every candidate wins" in report:
        assert sorted(elected) == sorted(profile.options)
    elif "ElectionError" in report:
        assert (sorted(elected), found.unfilled_seats) == (sorted(profile.options), 8)
    else:
        # A program of its own breaks ties there, and fails; the ballots are tied.
        assert (elected, found.ties[-1].by) == ([], "nothing")


@pytest.mark.parametrize(
    ("name", "method", "elected"),
    [
        ("STAR", "star", "Nashville, TN"),
        ("STAR-score-difference", "star", "Chattanooga, TN"),
        ("STAR-score-difference", "score", "Knoxville, TN"),
        ("scores", "score", "Nashville, TN"),
    ],
)
def test_tennessee_by_points(name: str, method: str, elected: str) -> None:
    profile = load_profile(HERE / "abif-elections" / f"tennessee-example-{name}.abif")
    assert profile.named(outcome(profile, method).elected) == [elected]


def test_tennessees_figures_are_the_published_ones() -> None:
    profile = load_profile(HERE / "abif-elections" / "tennessee-example-STAR.abif")
    scoring, run_off = outcome(profile, "star").rounds
    nashville = profile.options.index("Nashville, TN")
    assert (scoring.totals[nashville], run_off.totals[nashville], sum(run_off.totals.values())) == (261, 68, 100)
    scores = load_profile(HERE / "abif-elections" / "tennessee-example-scores.abif")
    assert outcome(scores, "score").rounds[0].totals[scores.options.index("Knoxville, TN")] == 19_370


@pytest.mark.parametrize("name", ["mock-all-blank", "mock-one-cand"])
def test_nothing_said_elects_nobody_and_one_option_alone_is_elected(name: str) -> None:
    profile = load_profile(HERE / "abif-elections" / f"{name}.abif")
    for method in ("schulze", "ranked-pairs", "minimax", "two-round", "approval", "plurality"):
        assert len(outcome(profile, method).elected) == len(profile.options)


def test_those_who_lost_most_match_ups_leave_first_in_a_tie_for_the_run_off() -> None:
    # A, B and C have 8 points each; A beats B and C, B beats C: A and B go on, and C leaves.
    found = outcome(given_points("A B C", {(1, 5, 4): 1, (3, 2, 1): 1, (4, 1, 3): 1}), "star", 1, "tie=none")
    assert dict(found.rounds[0].totals) == {0: 8, 1: 8, 2: 8}
    assert [(tie.by, tie.chosen) for tie in found.ties] == [("matchups", (0, 1))]
    assert found.elected == (0,)


def test_points_by_ranks_only_are_refused() -> None:
    with pytest.raises(Uncounted) as wrong:
        outcome(Profile(("A", "B"), {Ballot(((0,), (1,))): 1}), "score")
    assert wrong.value.code == "no_points"


def test_a_mean_leaves_out_ballots_without_points() -> None:
    profile = Profile(("A", "B"), {Ballot((), ((0, 3), (1, 2))): 2, Ballot((), ((1, 2),)): 1})
    assert outcome(profile, "score").elected == (0,) == outcome(profile, "score", 1, "measure=mean").elected
    totals = outcome(profile, "score", 1, "measure=mean").rounds[0].totals
    assert dict(totals) == {0: 3, 1: 2}


def test_half_a_quota_used_up_counts_whole_or_as_what_is_left() -> None:
    name = "test_election_unbreakable_three_way_tie_for_second_in_score_round_allocated"
    method, profile, tie = election(name)
    elected = [outcome(profile, method, 3, f"tie={tie}", f"quota={what}").elected for what in ("ballots", "weight")]
    assert [profile.named(each) for each in elected] == [["Darcy", "Chuck", "Amy"], ["Darcy", "Chuck", "Brian"]]


def test_sequentially_spent_points_leave_those_who_gave_none_their_say() -> None:
    # Nine spend all they have on A; the one who did not still has a say on the second seat.
    profile = given_points("A B C", {(5, 0, 0): 9, (0, 1, 0): 1})
    assert outcome(profile, "sequentially-spent-score", 2, "tie=none").elected == (0, 1)


@st.composite
def pointed(draw: st.DrawFn) -> dict[tuple[int, ...], Number]:
    """Return up to eight ballots that give three options 0 to 5 points, some in parts."""
    points = st.tuples(*[st.integers(0, 5)] * 3)
    return draw(st.dictionaries(points, st.sampled_from(WEIGHTS), min_size=1, max_size=8))


@SETTINGS
@given(votes=pointed(), method=st.sampled_from(POINTS))
def test_a_ballot_that_prefers_the_winner_alone_never_sinks_it(
    votes: dict[tuple[int, ...], Number], method: str
) -> None:
    elected = outcome(given_points("A B C", votes), method).elected
    bullet = tuple(5 if option in elected else 0 for option in range(3))
    more = {**votes, bullet: votes.get(bullet, 0) + 1}
    assert outcome(given_points("A B C", more), method).elected == elected


@SETTINGS
@given(votes=pointed(), method=st.sampled_from(POINTS), favourite=st.integers(0, 2))
def test_a_favourite_of_all_by_points_is_elected(
    votes: dict[tuple[int, ...], Number], method: str, favourite: int
) -> None:
    unanimous = {tuple(5 if o == favourite else min(p, 4) for o, p in enumerate(points)): 1 for points in votes}
    assert outcome(given_points("A B C", dict(unanimous)), method).elected[0] == favourite


@SETTINGS
@given(one=pointed(), other=pointed(), method=st.sampled_from(POINTS))
def test_points_of_two_files_need_no_order(
    one: dict[tuple[int, ...], Number], other: dict[tuple[int, ...], Number], method: str
) -> None:
    both = [{p: a.get(p, 0) + b.get(p, 0) for p in [*a, *b]} for a, b in ((one, other), (other, one))]
    first, second = (outcome(given_points("A B C", votes), method, 2) for votes in both)
    assert first == second


def test_every_file_has_its_report() -> None:
    assert len(ALL) == 26
    assert all(Path(STAR / f"{name}.txt").exists() for name in ALL)
