"""Caps are never passed and reserved seats filled when they can be; terms, vacancies, weights and recusals."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.counting import Uncountable
from recount.formats import load_profile
from recount.profiles import Ballot, Profile, Uncounted
from recount.quick import read_settings
from recount.structure.electing import Election, elect, without
from recount.structure.limits import Cap, Limits, Reserved, Room
from recount.structure.seating import Filled, Vacant
from recount.structure.terms import Drawn, Terms, count_back, next_in_order
from recount.structure.votes import Roll, Tally, Vote
from recount.tests.given_ballots import NOT_SHARED, SHARED

SETTINGS = settings(max_examples=60, deadline=None)
K8S = SHARED / "k8s-elections"
METHODS = ["plurality", "approval", "schulze", "stv-meek", "stv-scottish", "phragmen", "equal-shares"]
# Methods that share seats out count each group on its own where those come first: no seat is kept for a later group.
WAYS = [(method, Filled.BEST) for method in METHODS[:5]] + [(method, Filled.RESERVED) for method in METHODS[:3]]
WIKIS, REGIONS = ("en", "de", "sw"), ("north", "south")


def election(method, seats, *, caps=(), reserved=(), filled=Filled.BEST, vacant=Vacant.EMPTY, given=()):
    limits = Limits(seats, tuple(caps), tuple(reserved))
    return Election(method, read_settings(method, given), limits, filled, vacant)


def candidates(*about, ballots=None):
    """Return candidates named a, b, … with home wiki and region, in the order of one ballot unless others are given."""
    names = tuple("abcdefghijklmnop"[: len(about)])
    order = Ballot(tuple((option,) for option in range(len(about))))
    said = tuple({"home_wiki": wiki, "region": region} for wiki, region in about)
    return Profile(names, ballots or {order: 1}, about=said)


def seated(seating, profile):
    return profile.named(seating.elected)


@pytest.mark.skipif(not K8S.exists(), reason=NOT_SHARED)
def test_kubernetes_2017_passes_over_whom_the_result_page_names():
    profile = load_profile(K8S / "steering-2017-ballots.csv")
    employer = {"Michael Rubin": "Google", "Phillip Whitrock": "Google"}
    about = tuple({"employer": employer.get(name, f"of {name}")} for name in profile.options)
    rules = election("schulze", 6, caps=[Cap("employer", 4)], given=["unranked=silent"])
    # Three members from the same employer stayed on; the limit counts them.
    seating = elect(rules, replace(profile, about=about), [{"employer": "Google"}] * 3)
    assert seated(seating, profile) == [
        "Derek Carr", "Michelle Noorali", "Phillip Whitrock", "Timothy St. Clair", "Quinton Hoole",
        "Aaron Crickenberger",
    ]  # fmt: skip
    assert [each.data(profile) for each in seating.passed] == [
        {
            "option": "Michael Rubin",
            "code": "cap",
            "values": {"attribute": "employer", "most": 4, "value": "Google", "holders": ["Phillip Whitrock"]},
        }
    ]
    two_years = Terms(3, Drawn.ORDER).given(seating.elected, profile.options, "")
    assert profile.named(two_years) == ["Derek Carr", "Michelle Noorali", "Phillip Whitrock"]


def test_a_seat_is_kept_for_a_region_whose_only_candidates_share_a_capped_wiki():
    profile = candidates(("en", "north"), ("en", "north"), ("de", "north"), ("en", "south"))
    rules = {"caps": [Cap("home_wiki", 2)], "reserved": [Reserved("region", "south", 1)]}
    assert seated(elect(election("schulze", 3, **rules), profile), profile) == ["a", "c", "d"]
    first = elect(election("schulze", 3, filled=Filled.RESERVED, **rules), profile)
    assert seated(first, profile) == ["d", "a", "c"]
    late = elect(election("schulze", 3, filled=Filled.AT_LARGE, **rules), profile)
    assert (seated(late, profile), late.unfilled) == (["a", "b"], {"south": 1})
    assert late.passed[0].values["holders"] == ["a", "b"]


def test_a_reserved_seat_that_nobody_can_take_stays_empty_or_goes_to_all_as_said():
    profile = candidates(("en", "north"), ("de", "north"))
    rules = {"reserved": [Reserved("region", "south", 1)]}
    empty = elect(election("approval", 2, **rules), profile)
    assert (len(empty.elected), empty.unfilled) == (1, {"south": 1})
    open_to_all = elect(election("approval", 2, vacant=Vacant.AT_LARGE, **rules), profile)
    assert (len(open_to_all.elected), open_to_all.unfilled) == (2, {})


def test_equals_whom_only_a_cap_tells_apart_are_a_tie():
    profile = candidates(("en", "north"), ("en", "north"), ballots={Ballot(((0, 1),)): 1})
    rules = {"caps": [Cap("home_wiki", 1)]}
    by_order = elect(election("approval", 2, **rules), profile)
    assert (by_order.elected, by_order.ties[0].by) == ([0], "order")
    left_open = elect(election("approval", 2, given=["tie=none"], **rules), profile)
    assert (left_open.elected, left_open.ties[0].by) == ([], "nothing")


def test_an_attribute_that_a_cap_needs_must_be_known():
    profile = replace(candidates(("en", "north")), about=({"home_wiki": ""},))
    with pytest.raises(Uncounted, match="attribute_unsaid"):
        elect(election("approval", 1, caps=[Cap("home_wiki", 1)]), profile)


@st.composite
def elections(draw, several_caps=False):
    about = draw(st.lists(st.tuples(st.sampled_from(WIKIS), st.sampled_from(REGIONS)), min_size=1, max_size=7))
    size = len(about)
    orders = draw(st.lists(st.permutations(range(size)), min_size=1, max_size=5))
    cut = draw(st.integers(1, size))
    ballots: dict[Ballot, int] = {}
    for order in orders:
        ballot = Ballot(tuple((option,) for option in order[:cut]))
        ballots[ballot] = ballots.get(ballot, 0) + 1
    seats = draw(st.integers(1, 5))
    caps = [Cap("home_wiki", draw(st.integers(1, 2)))]
    if several_caps:
        caps.append(Cap("region", draw(st.integers(1, 3))))
    held = draw(st.lists(st.integers(0, 2), min_size=2, max_size=2))
    reserved = [Reserved("region", region, number) for region, number in zip(REGIONS, held, strict=True) if number]
    if sum(held) > seats:
        reserved = []
    return candidates(*about, ballots=ballots), seats, caps, reserved


def over(profile, elected, caps):
    for cap in caps:
        values = [profile.about[option][cap.attribute] for option in elected]
        if any(values.count(value) > cap.most for value in values):
            return True
    return False


def best_held(profile, seats, caps, reserved):
    """Return by trying every set how many reserved seats can be held."""
    options = profile.standing
    sets = [s for n in range(min(seats, len(options)) + 1) for s in combinations(options, n)]
    return max(held(profile, chosen, reserved) for chosen in sets if not over(profile, chosen, caps))


def held(profile, elected, reserved):
    return sum(min(r.seats, sum(r.admits(profile.about[o]) for o in elected)) for r in reserved)


@SETTINGS
@given(elections(), st.sampled_from(METHODS), st.sampled_from(Filled), st.sampled_from(Vacant))
def test_no_cap_is_ever_passed_and_no_seat_invented(given_election, method, filled, vacant):
    profile, seats, caps, reserved = given_election
    seating = elect(election(method, seats, caps=caps, reserved=reserved, filled=filled, vacant=vacant), profile)
    assert not over(profile, seating.elected, caps)
    assert len(set(seating.elected)) == len(seating.elected) <= seats
    assert set(seating.seats) == set(seating.elected)
    assert len(seating.elected) + sum(seating.unfilled.values()) == seats
    assert not {each.option for each in seating.passed} & set(seating.elected)


@SETTINGS
@given(elections(), st.sampled_from(WAYS))
def test_reserved_seats_are_filled_as_far_as_they_can_be(given_election, way):
    profile, seats, caps, reserved = given_election
    method, filled = way
    seating = elect(election(method, seats, caps=caps, reserved=reserved, filled=filled), profile)
    assert held(profile, seating.elected, reserved) >= best_held(profile, seats, caps, reserved)
    assert sum(seat != "" for seat in seating.seats.values()) >= best_held(profile, seats, caps, reserved)


@SETTINGS
@given(elections(several_caps=True))
def test_with_caps_on_several_attributes_reserved_seats_are_filled_too(given_election):
    profile, seats, caps, reserved = given_election
    seating = elect(election("schulze", seats, caps=caps, reserved=reserved), profile)
    assert not over(profile, seating.elected, caps)
    assert held(profile, seating.elected, reserved) >= best_held(profile, seats, caps, reserved)


@SETTINGS
@given(elections(several_caps=True))
def test_how_many_seats_can_be_filled_is_what_trying_every_set_finds(given_election):
    profile, seats, caps, reserved = given_election
    limits = Limits(seats, tuple(caps), tuple(reserved))
    found = Room(limits, dict(enumerate(profile.about))).most(profile.standing)
    sets = [s for n in range(min(seats, len(profile.options)) + 1) for s in combinations(profile.standing, n)]
    fitting = [s for s in sets if not over(profile, s, caps)]
    assert found == max(min(len(s), limits.at_large() + held(profile, s, reserved)) for s in fitting)


def test_lots_give_longer_terms_that_anyone_can_draw_again():
    names = ("a", "b", "c", "d")
    longer = Terms(2, Drawn.LOT).given([3, 1, 0], names, "published seed")
    assert longer == Terms(2, Drawn.LOT).given([3, 1, 0], names, "published seed")
    assert len(longer) == 2


def test_a_count_back_keeps_members_and_counts_the_same_ballots_without_who_left():
    ballots = {Ballot(((0,), (3,))): 5, Ballot(((1,),)): 4, Ballot(((2,),)): 3}
    profile = candidates(("en", "x"), ("en", "x"), ("en", "x"), ("en", "x"), ballots=ballots)
    rules = election("stv-scottish", 2)
    members = elect(rules, profile).elected
    assert members == [0, 1]
    assert count_back(rules, profile, members, {0}).elected == [1, 3]
    assert next_in_order(rules, profile, members, {0}).elected == [1, 2]


def test_withdrawn_candidates_are_counted_as_if_they_had_not_stood():
    profile = candidates(("en", "x"), ("de", "x"), ballots={Ballot(((0,), (1,))): 1})
    assert elect(election("plurality", 1), without(profile, {0})).elected == [1]


def test_the_weight_of_a_body_is_split_over_what_its_ballots_say():
    roll = Roll({"chapter": 3, "group": Fraction(1, 2)}, is_split=True)
    votes = [Vote("chapter", "yes", Fraction(2, 3)), Vote("chapter", "no", Fraction(1, 3)), Vote("group", "yes")]
    tally = roll.tally(votes)
    assert tally == Tally(Fraction(7, 2), Fraction(5, 2), 1, 0)
    counted, unit = tally.scaled(leave=True)
    assert (counted.data(), unit) == ({"eligible": 7, "yes": 5, "no": 2, "neutral": 0}, 2)


@pytest.mark.parametrize(
    ("votes", "code"),
    [
        ([Vote("a", "yes"), Vote("a", "no")], "voter_has_voted"),
        ([Vote("b", "yes")], "voter_recused"),
        ([Vote("c", "yes")], "voter_not_on_roll"),
        ([Vote("a", "yes", Fraction(1, 2))], "parts_too_large"),
        ([Vote("a", "si")], "unknown_choice"),
    ],
)
def test_a_ballot_that_must_not_be_is_refused(votes, code):
    with pytest.raises(Uncountable, match=code):
        Roll({"a": 1, "b": 1}, frozenset({"b"})).tally(votes)


def test_recusals_shrink_the_base_where_the_rulebook_says_so():
    tally = Tally(5, 2, 1, 0, recused=2)
    assert tally.scaled(leave=True)[0].eligible == 3
    assert tally.scaled(leave=False)[0].eligible == 5
