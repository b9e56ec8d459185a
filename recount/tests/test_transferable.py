"""Transferable votes by example and by property: rules for messy ballots, ties, empty seats, proportionality."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from recount.outcomes import Outcome
from recount.profiles import Ballot, Number, Profile, Uncounted
from recount.tests.given_ballots import outcome
from recount.tests.plain_meek import plain_meek

FAMILY = ("irv", "stv-meek", "stv-warren", "stv-scottish", "stv-minneapolis", "stv-wigm")
SEVERAL = FAMILY[1:]


def papers(*said: str, seats: int = 0, options: str = "") -> Profile:
    """Return ballots written as ``3 A B=C - D``: a weight, then ranks; ``-`` is a rank left out."""
    letters = options or "".join(sorted(set("".join(said)) & set("ABCDEFGH")))
    ballots: dict[Ballot, Number] = {}
    for line in said:
        weight, *ranks = line.split()
        read = tuple(tuple(letters.index(one) for one in rank.split("=")) if rank != "-" else () for rank in ranks)
        ballots[Ballot(read)] = ballots.get(Ballot(read), 0) + Fraction(weight)
    return Profile(tuple(letters), {ballot: _whole(weight) for ballot, weight in ballots.items()}, seats)


def elected(counted: Outcome, profile: Profile) -> str:
    return "".join(profile.named(counted.elected))


def _whole(weight: Number) -> Number:
    return int(weight) if weight == int(weight) else weight


@pytest.mark.parametrize(
    ("rule", "first"),
    [
        ("exhaust", {"A": 2, "B": 0, "C": 1}),
        ("skip", {"A": 2, "B": 0, "C": 6}),
        ("split", {"A": Fraction(9, 2), "B": Fraction(5, 2), "C": 1}),
    ],
)
def test_an_equal_rank_does_what_is_declared(rule: str, first: dict[str, Number]) -> None:
    profile = papers("2 A", "5 A=B C", "1 C")
    one = outcome(profile, "irv", 1, f"equal={rule}").rounds[0]
    assert dict(zip("ABC", one.totals.values(), strict=True)) == first
    assert sum(one.totals.values()) + one.exhausted == 8


def test_an_equal_rank_of_which_one_is_left_counts_for_that_one() -> None:
    profile = papers("3 A", "4 B", "2 C A=C=D B", "2 D A=B")
    counted = outcome(profile, "irv", 1, "equal=exhaust-if-several", "repeated=skip")
    last = counted.rounds[-1]
    assert elected(counted, profile) == "A"
    assert last.totals == {0: 5, 1: 4}
    assert last.exhausted == 2


@pytest.mark.parametrize(("rule", "exhausted"), [("skip", 0), ("exhaust", 7), ("exhaust-after-two", 4)])
def test_a_rank_left_out_does_what_is_declared(rule: str, exhausted: int) -> None:
    profile = papers("9 A", "3 - B", "4 - - B")
    assert outcome(profile, "irv", 1, f"skipped={rule}").rounds[0].exhausted == exhausted


def test_an_option_ranked_again_is_passed_over_or_ends_the_ballot() -> None:
    profile = papers("4 A", "3 B", "2 C C B")
    assert elected(outcome(profile, "irv"), profile) == "B"
    assert elected(outcome(profile, "irv", 1, "repeated=exhaust"), profile) == "A"


def test_withdrawn_options_leave_no_gap_and_no_equal_rank() -> None:
    profile = replace(papers("4 A=B", "3 B C", "2 C"), withdrawn=frozenset({1}))
    counted = outcome(profile, "irv", 1, "skipped=exhaust")
    assert counted.rounds[0].totals == {0: 4, 2: 5}


def test_the_bar_of_a_run_off_may_be_of_the_first_round_or_of_all_cast() -> None:
    profile = papers("4 A", "3 B", "2 C", "3 -")
    quotas = [
        outcome(profile, "irv", 1, f"threshold={basis}").rounds[-1].quota for basis in ("continuing", "first", "cast")
    ]
    assert quotas == [4, 5, 7]


def test_a_run_off_goes_on_until_two_are_left_if_told_to() -> None:
    profile = papers("9 A", "2 B", "1 C A")
    counted = outcome(profile, "irv", 1, "stop=two")
    assert [each.elected for each in counted.rounds] == [(0,), (), ()]
    assert counted.rounds[-1].totals == {0: 10, 1: 2}


def test_sure_losers_go_together_if_told_to() -> None:
    profile = papers("9 A", "8 B", "1 C", "2 D")
    assert outcome(profile, "irv", 1, "batch=on").rounds[0].excluded == (2, 3)
    assert outcome(profile, "irv").rounds[0].excluded == (2,)


def test_several_seats_are_filled_one_after_the_other_or_from_below() -> None:
    profile = papers("6 A B", "3 C", "2 B C")
    assert elected(outcome(profile, "irv", 2), profile) == "AB"
    assert elected(outcome(profile, "irv", 2, "several=bottom-up"), profile) == "AC"


def test_a_tie_is_broken_by_the_last_round_that_tells_apart_if_told_to() -> None:
    profile = papers("7 A", "4 C", "3 B", "1 D B")
    by_order, by_round = outcome(profile, "irv"), outcome(profile, "irv", 1, "earlier=on")
    assert [(tie.by, profile.named(tie.chosen)) for tie in by_order.ties] == [("order", ["C"])]
    assert [(tie.by, profile.named(tie.chosen)) for tie in by_round.ties] == [("earlier", ["B"])]


def test_scotland_asks_earlier_stages_before_any_lot() -> None:
    profile = papers("20 A", "4 B", "3 C", "1 D C", "9 E")
    counted = outcome(profile, "stv-scottish", 2)
    tie = next(each for each in counted.ties if set(each.options) == {1, 2})
    assert (tie.by, tie.chosen) == ("earlier", (2,))


def test_a_tie_left_open_leaves_seats_empty() -> None:
    profile = papers("5 A", "3 B", "3 C")
    counted = outcome(profile, "stv-meek", 2, "tie=none")
    assert (counted.elected, counted.unfilled_seats) == ((0,), 1)
    assert counted.ties[-1].by == "nothing"
    assert outcome(profile, "stv-meek", 2).unfilled_seats == 0


@pytest.mark.parametrize("method", SEVERAL)
def test_more_seats_than_options_leave_seats_empty(method: str) -> None:
    profile = papers("3 A B", "1 B")
    counted = outcome(profile, method, 5)
    assert (elected(counted, profile), counted.unfilled_seats) == ("AB", 3)


@pytest.mark.parametrize("method", [*FAMILY, "stv-securepoll"])
def test_there_may_be_no_option_and_no_ballot(method: str) -> None:
    assert outcome(Profile((), {}), method, 2).unfilled_seats == 2
    nothing = outcome(papers("7 -", options="AB"), method, 1)
    assert nothing.rounds[0].exhausted == 7


def test_a_setting_that_is_no_number_is_refused() -> None:
    for wrong in ("places=0", "places=few", "omega=-1"):
        with pytest.raises(Uncounted, match="not_a_whole_number"):
            outcome(papers("1 A", "1 B"), "stv-meek", 1, wrong)
    with pytest.raises(Uncounted, match="no_such_option"):
        outcome(papers("1 A", "1 B"), "irv", 1, "write_in=Z")


def test_hill_excludes_as_soon_as_nobody_can_be_caught_up_with() -> None:
    profile = papers("60 A B", "20 A", "25 C", "24 D C", "3 E D", "2 F E")
    slow, quick = (outcome(profile, "stv-meek", 2, f"rule={rule}") for rule in ("prf", "hill"))
    assert slow.elected == quick.elected
    assert slow.rounds[1].surplus != quick.rounds[1].surplus


def test_a_quota_may_stay_what_it_was_first() -> None:
    profile = papers("40 A", "25 B A", "20 C", "15 D C", seats=2)
    quotas = {each.quota for each in outcome(profile, "stv-meek", 2, "quota=static").rounds}
    assert quotas == {Fraction(100) / 3 - Fraction(1, 3 * 10**9) + Fraction(1, 10**9)}


def test_hare_asks_for_more_than_droop() -> None:
    profile = papers("40 A", "25 B A", "20 C", "15 D C")
    quotas = [
        outcome(profile, "stv-wigm", 2, f"quota={quota}").rounds[0].quota for quota in ("fraction", "whole", "hare")
    ]
    assert quotas == [Fraction(333334, 10**4), 34, 50]


WEIGHTS: st.SearchStrategy[Number] = st.sampled_from([1, 1, 2, 5, Fraction(1, 3)])


@st.composite
def elections(draw: st.DrawFn) -> tuple[Profile, int]:
    """Return up to 40 papers on up to six options, some with equal ranks, gaps and parts of votes."""
    options = draw(st.integers(1, 6))
    orders = st.permutations(range(options)).flatmap(
        lambda order: st.integers(0, len(order)).map(lambda length: order[:length])
    )
    ballots: dict[Ballot, Number] = {}
    for order in draw(st.lists(orders, max_size=12)):
        cuts = draw(st.sets(st.integers(1, 5)))
        places = [place for place in sorted(cuts) if place < len(order)]
        bounds = [0, *places, len(order)]
        ranks = tuple(tuple(order[a:b]) for a, b in pairwise(bounds)) if order else ()
        weight = draw(WEIGHTS)
        ballots[Ballot(ranks)] = ballots.get(Ballot(ranks), 0) + weight
    return Profile(tuple("ABCDEF"[:options]), ballots), draw(st.integers(1, 4))


@pytest.mark.parametrize("method", ["stv-meek", "stv-warren"])
@pytest.mark.parametrize("rule", ["prf", "hill"])
@hypothesis_settings(max_examples=60, deadline=None)
@given(election=elections())
def test_ballots_counted_together_come_to_what_each_comes_to_alone(
    method: str, rule: str, election: tuple[Profile, int]
) -> None:
    profile, seats = election
    counted = outcome(profile, method, seats, f"rule={rule}")
    plain = plain_meek(profile, seats, warren=method == "stv-warren", early=rule == "hill")
    assert list(counted.elected) == plain.elected
    for each, (totals, quota) in zip(counted.rounds, plain.rounds, strict=True):
        assert {option: total * 10**9 for option, total in each.totals.items()} == totals
        assert each.quota == Fraction(quota) / 10**9


@pytest.mark.parametrize("method", [*FAMILY, "stv-securepoll"])
@pytest.mark.parametrize("equal", ["exhaust", "skip", "split"])
@hypothesis_settings(max_examples=40, deadline=None)
@given(election=elections())
def test_every_round_balances_to_the_last_digit(method: str, equal: str, election: tuple[Profile, int]) -> None:
    profile, seats = election
    for each in outcome(profile, method, seats, f"equal={equal}").rounds:
        assert sum(each.totals.values()) + each.exhausted + each.lost == profile.weight


@pytest.mark.parametrize("method", SEVERAL)
@hypothesis_settings(max_examples=60, deadline=None)
@given(data=st.data(), seats=st.integers(1, 4), outside=st.integers(0, 20))
def test_a_solid_coalition_gets_the_seats_its_droop_quotas_earn(
    method: str, data: st.DataObject, seats: int, outside: int
) -> None:
    coalition = data.draw(st.sets(st.integers(0, 5), min_size=1, max_size=5))
    others = [option for option in range(6) if option not in coalition]
    solid = data.draw(st.lists(st.permutations(sorted(coalition)), min_size=1, max_size=12))
    rest = data.draw(st.lists(st.permutations(range(6)), min_size=outside, max_size=outside))
    ballots: dict[Ballot, Number] = {}
    for order in chain(([*each, *others] for each in solid), rest):
        ballot = Ballot(tuple((option,) for option in order))
        ballots[ballot] = ballots.get(ballot, 0) + 10
    cast = 10 * (len(solid) + outside)
    # Strictly more than so many quotas, by more than rounding can lose.
    earned = max(k for k in range(seats + 1) if k == 0 or 10 * len(solid) * (seats + 1) >= k * (cast + seats + 1))
    counted = outcome(Profile(tuple("ABCDEF"), ballots), method, seats)
    assert len(coalition & set(counted.elected)) >= min(earned, len(coalition))


@pytest.mark.parametrize(("method", "given_"), [("irv", ()), ("stv-wigm", ("places=exact",))])
@hypothesis_settings(max_examples=60, deadline=None)
@given(election=elections(), times=st.sampled_from([2, 7, Fraction(1, 3)]))
def test_all_weights_times_something_elect_the_same_in_exact_rules(
    method: str, given_: Iterable[str], election: tuple[Profile, int], times: Number
) -> None:
    profile, seats = election
    scaled = replace(profile, ballots={ballot: weight * times for ballot, weight in profile.ballots.items()})
    assert outcome(profile, method, seats, *given_).elected == outcome(scaled, method, seats, *given_).elected
