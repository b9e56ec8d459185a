"""What holds for every method: names and order change nothing, ballots are anonymous, and nothing is lost."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.methods import METHODS
from recount.methods.consent import POSITIONS
from recount.profiles import Ballot, Number, Profile
from recount.tests.given_ballots import allowed, in_its_seats, rankings

# Methods whose options mean something by their names, so that other names are another question.
NAMED = {"consent": POSITIONS[:4], "lot": ("a", "b", "c", "d")}
# Methods that do not fill a number of seats: they spend a budget, or answer one question.
SEATLESS = {"greedy", "equal-shares-budget", "consent"}
# Methods in which votes do not decide.
BY_LOT = {"lot"}
EVERY = sorted(METHODS)
# Methods with quotas: some are whole numbers, so twice the votes are another question, and those who reach the quota
# together with equal votes are ranked in the order of the file.
QUOTAS = {each for each in EVERY if each.startswith("stv-")}

type Votes = tuple[Ballot, ...]
SEATS = st.integers(1, 3)


@pytest.mark.parametrize("method", EVERY)
@settings(max_examples=20, deadline=None)
@given(votes=rankings(), seats=SEATS, places=st.permutations(range(4)))
def test_the_order_of_options_decides_nothing_but_ties(
    method: str, votes: Votes, seats: int, places: list[int]
) -> None:
    profile = _profile(method, votes)
    moved = _moved(profile, places)
    open_ties = allowed(method, "tie=none", f"default={profile.options[3]}")
    one, _ = in_its_seats(method, profile, seats, open_ties)
    other, _ = in_its_seats(method, moved, seats, open_ties)
    assert set(profile.named(one.elected)) == set(moved.named(other.elected))
    if method not in QUOTAS:
        assert [set(profile.named(tied)) for tied in one.ranking] == [set(moved.named(tied)) for tied in other.ranking]


@pytest.mark.parametrize("method", [each for each in EVERY if each not in NAMED])
@settings(max_examples=20, deadline=None)
@given(votes=rankings(), seats=SEATS)
def test_names_decide_nothing(method: str, votes: Votes, seats: int) -> None:
    profile = _profile(method, votes)
    renamed = replace(profile, options=("w", "x", "y", "z"))
    one, _ = in_its_seats(method, profile, seats, allowed(method))
    other, _ = in_its_seats(method, renamed, seats, allowed(method))
    assert (one.elected, one.ranking) == (other.elected, other.ranking)


@pytest.mark.parametrize("method", EVERY)
@settings(max_examples=20, deadline=None)
@given(votes=rankings(), seats=SEATS, data=st.data())
def test_the_order_of_ballots_decides_nothing_and_what_is_counted_again_is_the_same(
    method: str, votes: Votes, seats: int, data: st.DataObject
) -> None:
    profile = _profile(method, votes)
    shuffled = replace(profile, ballots=dict(data.draw(st.permutations(list(profile.ballots.items())))))
    one, _ = in_its_seats(method, profile, seats, allowed(method))
    other, _ = in_its_seats(method, shuffled, seats, allowed(method))
    assert json.loads(json.dumps(one.data(profile))) == other.data(shuffled)


@pytest.mark.parametrize("method", EVERY)
@settings(max_examples=20, deadline=None)
@given(votes=rankings(), seats=st.integers(1, 6), withdrawn=st.frozensets(st.integers(0, 3), max_size=3))
def test_nobody_is_elected_twice_or_after_withdrawing_and_empty_seats_are_told(
    method: str, votes: Votes, seats: int, withdrawn: frozenset[int]
) -> None:
    profile = replace(_profile(method, votes), withdrawn=withdrawn)
    outcome, filled = in_its_seats(method, profile, seats, allowed(method))
    assert len(set(outcome.elected)) == len(outcome.elected)
    assert not withdrawn & set(outcome.elected)
    assert not any(withdrawn & set(tied) for tied in outcome.ranking)
    if method not in SEATLESS:
        assert outcome.unfilled_seats == filled - len(outcome.elected)


@pytest.mark.parametrize("method", [each for each in EVERY if METHODS[each].balanced])
@settings(max_examples=20, deadline=None)
@given(votes=rankings(), seats=SEATS, withdrawn=st.frozensets(st.integers(0, 3), max_size=2))
def test_every_round_adds_up_to_all_votes(method: str, votes: Votes, seats: int, withdrawn: frozenset[int]) -> None:
    profile = replace(_profile(method, votes), withdrawn=withdrawn)
    outcome, _ = in_its_seats(method, profile, seats, allowed(method))
    for each in outcome.rounds:
        assert sum(each.totals.values()) + each.exhausted + each.lost == profile.weight


@pytest.mark.parametrize("method", [each for each in EVERY if each not in BY_LOT])
@pytest.mark.parametrize("papers", [1, 7])
def test_whom_everyone_wants_alone_is_elected(method: str, papers: int) -> None:
    favourite = Ballot(((0,),), tuple((option, 5 if option == 0 else 0) for option in range(4)))
    profile = replace(_profile(method, ()), ballots={favourite: papers})
    assert in_its_seats(method, profile, 1, allowed(method))[0].elected == (0,)


@pytest.mark.parametrize("method", EVERY)
def test_without_ballots_it_still_counts(method: str) -> None:
    profile = _profile(method, ())
    outcome, filled = in_its_seats(method, profile, 2, allowed(method))
    assert len(outcome.elected) <= filled or method in SEATLESS
    assert outcome.data(profile)["method"] == method


@pytest.mark.parametrize("method", [each for each in EVERY if each not in QUOTAS])
@settings(max_examples=15, deadline=None)
@given(votes=rankings(), seats=SEATS)
def test_twice_the_same_ballots_elect_the_same(method: str, votes: Votes, seats: int) -> None:
    profile = _profile(method, votes)
    twice = replace(profile, ballots={ballot: weight * 2 for ballot, weight in profile.ballots.items()})
    one, _ = in_its_seats(method, profile, seats, allowed(method))
    other, _ = in_its_seats(method, twice, seats, allowed(method))
    assert one.elected == other.elected


def _profile(method: str, votes: Votes) -> Profile:
    ballots: dict[Ballot, Number] = {}
    for ballot in votes:
        ballots[ballot] = ballots.get(ballot, 0) + 1
    about = tuple({"cost": str(cost)} for cost in (3, 5, 2, 4))
    return Profile(NAMED.get(method, ("a", "b", "c", "d")), ballots, about=about, budget=7)


def _moved(profile: Profile, places: list[int]) -> Profile:
    """Return the same profile with option ``o`` at the place ``places[o]``."""
    back = sorted(range(4), key=places.__getitem__)
    ballots = {
        Ballot(
            tuple(tuple(sorted(places[option] for option in rank)) for rank in ballot.ranks),
            tuple(sorted((places[option], points) for option, points in ballot.scores)),
        ): weight
        for ballot, weight in profile.ballots.items()
    }
    return replace(
        profile,
        options=tuple(profile.options[option] for option in back),
        ballots=ballots,
        about=tuple(profile.about[option] for option in back),
    )
