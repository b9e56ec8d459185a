"""Methods that compare options in pairs: elections that were held, textbook cycles, and what holds for any ballots."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount.formats import load_profile
from recount.methods.pairwise import comparison, layers, pairwise, ranks_of, strengths, widest_paths
from recount.profiles import Ballot, Number, Profile, Uncounted
from recount.tests.given_ballots import HERE, allowed, outcome

K8S = json.loads((HERE / "k8s-elections" / "expected.json").read_text(encoding="utf-8"))
SETTINGS = settings(max_examples=60, deadline=None)
WEIGHTS: list[Number] = [1, 1, 2, 7, Fraction(1, 3), Fraction(5, 2)]
METHODS = ["schulze", "ranked-pairs", "minimax"]
# The fourth strongest victory contradicts the three before it.
CYCLE = {"acbd": 7, "bdac": 5, "cbda": 4, "dacb": 3}


def ranked(votes: dict[str, Number], options: str) -> Profile:
    """Return a profile from rankings written as letters, equal ones in brackets: ``a(bc)d``."""
    return Profile(tuple(options), {Ballot(_ranks(text, options)): weight for text, weight in votes.items()})


def _ranks(text: str, options: str) -> tuple[tuple[int, ...], ...]:
    ranks: list[list[int]] = []
    open_rank: list[int] | None = None
    for letter in text:
        if letter in "()":
            open_rank = [] if letter == "(" else None
            if open_rank is not None:
                ranks.append(open_rank)
        elif open_rank is not None:
            open_rank.append(options.index(letter))
        else:
            ranks.append([options.index(letter)])
    return tuple(tuple(sorted(rank)) for rank in ranks)


@st.composite
def ballots(draw: st.DrawFn, options: int = 4) -> dict[Ballot, Number]:
    """Return up to nine ballots: some options equal, unranked, repeated or with nothing said of them; some in parts."""
    found: dict[Ballot, Number] = {}
    for _ in range(draw(st.integers(1, 9))):
        order = draw(st.permutations(range(options)))
        ranks = [tuple(order[:2]), *((o,) for o in order[2:])] if draw(st.booleans()) else [(o,) for o in order]
        ranks = ranks[: draw(st.integers(0, len(ranks)))]
        ranks += [ranks[0]] if ranks and draw(st.booleans()) else []
        silent = tuple(sorted(draw(st.sets(st.integers(0, options - 1), max_size=1))))
        weight = draw(st.sampled_from(WEIGHTS))
        ballot = Ballot(tuple(ranks), (), silent)
        found[ballot] = found.get(ballot, 0) + weight
    return found


def profiles(options: int = 4) -> st.SearchStrategy[Profile]:
    """Return random profiles on options a, b, c and so on."""
    return ballots(options).map(lambda found: Profile(tuple("abcdefgh"[:options]), found))


def by_hand(profile: Profile, *, last: bool) -> list[list[Number]]:
    """Return the table of pairs by looking at each ballot and each pair."""
    size = range(len(profile.options))
    table: list[list[Number]] = [[0 for _ in size] for _ in size]
    for ballot, weight in profile.ballots.items():
        place: dict[int, int] = {}
        for number, rank in enumerate(ballot.ranks):
            for option in rank:
                place.setdefault(option, number)
        for a, above in place.items():
            for b in size:
                if a == b or {a, b} & {*ballot.silent, *profile.withdrawn} or (b not in place and not last):
                    continue
                if b not in place or above < place[b]:
                    table[a][b] += weight
    return table


def smith(table: list[list[Number]]) -> set[int]:
    """Return the smallest set whose every option beats every other outside it."""
    size = range(len(table))
    wins = {a: {b for b in size if table[a][b] > table[b][a]} for a in size}
    for number in range(1, len(table) + 1):
        for group in permutations(size, number):
            if all(wins[a] >= set(size) - set(group) for a in group):
                return set(group)
    return set(size)


@pytest.mark.parametrize("name", K8S)
def test_schulze_ranks_all_six_elections_as_they_were_published(name: str) -> None:
    expected = K8S[name]
    profile = load_profile(HERE / "k8s-elections" / f"{name}-ballots.csv")
    found = outcome(profile, "schulze", expected["seats"])
    published = [place.replace("Wittrock", "Whitrock") for place in expected["published_ranking"] or ()]
    order = [option for tied in found.ranking for option in profile.named(tied)]
    assert found.pairwise == expected["pairwise"]
    assert order == expected["schulze_winning_votes_order"]
    assert order == (published or order)
    assert published or set(profile.named(found.elected)) == set(expected["winners"])


def test_no_opinion_read_as_last_would_elect_another_and_margins_would_rank_otherwise() -> None:
    profile = load_profile(HERE / "k8s-elections" / "steering-2022-ballots.csv")
    weights: dict[Ballot, Number] = {}
    for ballot, weight in profile.ballots.items():
        weights[Ballot(ballot.ranks)] = weights.get(Ballot(ballot.ranks), 0) + weight
    assert profile.named(outcome(profile, "schulze").elected) == ["mrbobbytables"]
    assert profile.named(outcome(Profile(profile.options, weights), "schulze").elected) == ["bentheelder"]
    earlier = load_profile(HERE / "k8s-elections" / "steering-2018-ballots.csv")
    assert outcome(earlier, "schulze").ranking[4:] != outcome(earlier, "schulze", 1, "strength=margins").ranking[4:]


@pytest.mark.parametrize("method", METHODS)
def test_burlington_had_a_condorcet_winner(method: str) -> None:
    profile = load_profile(HERE / "abif-elections" / "burl2009.abif")
    assert profile.weight == 8980
    assert profile.named(outcome(profile, method).elected) == ["Andy Montroll (Democrat)"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ["simple", "STAR", "STAR-score-difference", "scores"])
def test_tennessee_prefers_nashville(method: str, name: str) -> None:
    profile = load_profile(HERE / "abif-elections" / f"tennessee-example-{name}.abif")
    assert profile.named(outcome(profile, method).elected)[0].startswith("Nash")


def test_schulzes_own_example_has_his_paths_and_his_order() -> None:
    votes = {"acbed": 5, "adecb": 5, "bedac": 8, "cabed": 3, "caebd": 7, "cbade": 2, "dceba": 7, "ebadc": 8}
    profile = ranked(dict(votes), "abcde")
    found = outcome(profile, "schulze")
    assert [profile.named(tied) for tied in found.ranking] == [["e"], ["a"], ["c"], ["b"], ["d"]]
    assert found.beatpaths == [
        [0, 28, 28, 30, 24],
        [25, 0, 28, 33, 24],
        [25, 29, 0, 29, 24],
        [25, 28, 28, 0, 24],
        [25, 28, 28, 31, 0],
    ]
    named = found.data(profile)["beatpaths"]
    assert isinstance(named, dict)
    assert named["e"] == {"a": "25", "b": "28", "c": "28", "d": "31"}


def test_ranked_pairs_leaves_out_what_contradicts_stronger_pairs() -> None:
    profile = ranked(dict(CYCLE), "abcd")
    found = outcome(profile, "ranked-pairs")
    out = [test["figures"] for test in found.tests if not test["met"]]
    assert (profile.named(found.elected), len(found.tests)) == (["a"], 6)
    assert out == [{"winner": "d", "loser": "a", "strength": 12}]


@pytest.mark.parametrize(("order", "winner"), [("abc", "a"), ("bca", "b"), ("cab", "c")])
def test_equal_victories_of_a_cycle_go_by_the_order_of_the_options(order: str, winner: str) -> None:
    profile = ranked({"abc": 1, "bca": 1, "cab": 1}, order)
    found = outcome(profile, "ranked-pairs")
    assert profile.named(found.elected) == [winner]
    assert [(tie.at, tie.by) for tie in found.ties] == [("equal_victories", "order")]


def test_where_every_order_elects_another_nobody_is_elected() -> None:
    found = outcome(ranked({"abc": 1, "bca": 1, "cab": 1}, "abc"), "ranked-pairs", 1, "tie=none")
    assert (found.elected, found.unfilled_seats, found.ranking) == ((), 1, ((0, 1, 2),))
    assert {tie.by for tie in found.ties} == {"nothing"}


def test_who_wins_under_every_order_is_elected_though_those_behind_are_tied() -> None:
    profile = ranked({"dabc": 1, "dbca": 1, "dcab": 1}, "abcd")
    found = outcome(profile, "ranked-pairs", 1, "tie=none")
    assert profile.named(found.elected) == ["d"]
    assert found.ranking == ((3,), (0, 1, 2))


def test_ties_too_many_to_try_are_reported_and_nothing_unsure_is_elected() -> None:
    names = "abcdefghijklmnopqrst"
    profile = ranked({names[place:] + names[:place]: 1 for place in range(20)}, names)
    found = outcome(profile, "ranked-pairs", 1, "tie=none")
    assert found.elected == ()
    assert found.ties[0].by == "nothing"


@pytest.mark.parametrize(
    ("strength", "worst"),
    [("winning-votes", [5, 6, 7]), ("margins", [1, 3, 5]), ("opposition", [5, 6, 7])],
)
def test_minimax_elects_whose_worst_defeat_is_least(strength: str, worst: list[int]) -> None:
    found = outcome(ranked({"abc": 4, "bca": 3, "cab": 2}, "abc"), "minimax", 1, f"strength={strength}")
    assert list(found.rounds[0].totals.values()) == worst
    assert found.ranking == ((0,), (1,), (2,))


@pytest.mark.parametrize(
    ("strength", "worst"), [("winning-votes", [0, 3]), ("margins", [-2, 2]), ("opposition", [1, 3])]
)
def test_minimax_says_what_is_against_who_beats_everyone(strength: str, worst: list[int]) -> None:
    found = outcome(ranked({"ab": 3, "ba": 1}, "ab"), "minimax", 1, f"strength={strength}")
    assert list(found.rounds[0].totals.values()) == worst


def test_more_options_than_can_be_compared_are_refused() -> None:
    with pytest.raises(Uncounted) as wrong:
        outcome(Profile(tuple(map(str, range(1001))), {}), "schulze")
    assert wrong.value.code == "too_many_options_to_compare"


def test_points_alone_rank_the_options() -> None:
    assert ranks_of(Ballot(scores=((0, 1), (1, 5), (2, 1)))) == [(1,), (0, 2)]


@SETTINGS
@given(profile=profiles(), last=st.booleans(), withdrawn=st.sets(st.integers(0, 3), max_size=2))
def test_the_table_counts_every_pair_of_every_ballot(profile: Profile, last: bool, withdrawn: set[int]) -> None:
    profile = Profile(profile.options, profile.ballots, withdrawn=frozenset(withdrawn))
    found = pairwise(profile, allowed("schulze", f"unranked={'last' if last else 'silent'}"))
    assert found == by_hand(profile, last=last)


@SETTINGS
@given(profile=profiles(), method=st.sampled_from(METHODS), strength=st.sampled_from(["winning-votes", "margins"]))
def test_a_condorcet_winner_is_elected(profile: Profile, method: str, strength: str) -> None:
    found = outcome(profile, method, 1, f"strength={strength}", "tie=none")
    table = found.pairwise or []
    winners = [a for a in range(4) if all(table[a][b] > table[b][a] for b in range(4) if a != b)]
    assert list(found.elected)[: len(winners)] == winners


@SETTINGS
@given(profile=profiles(5), method=st.sampled_from(METHODS[:2]))
def test_whoever_is_elected_is_in_the_smith_set(profile: Profile, method: str) -> None:
    found = outcome(profile, method)
    assert set(found.elected) <= smith([list(row) for row in found.pairwise or ()])


@SETTINGS
@given(profile=profiles(), method=st.sampled_from(METHODS), favourite=st.integers(0, 3))
def test_a_favourite_of_all_is_elected(profile: Profile, method: str, favourite: int) -> None:
    unanimous = {
        Ballot(((favourite,), *(rank for rank in ballot.ranks if favourite not in rank))): weight
        for ballot, weight in profile.ballots.items()
    }
    assert outcome(Profile(profile.options, unanimous), method).elected == (favourite,)


@SETTINGS
@given(profile=profiles(5))
def test_a_winner_of_ranked_pairs_under_every_order_wins_under_each(profile: Profile) -> None:
    sure = outcome(profile, "ranked-pairs", 1, "tie=none").elected
    for seed in range(4):
        drawn = outcome(profile, "ranked-pairs", 1, "tie=lot", f"seed={seed}").elected
        assert not sure or drawn == sure


@SETTINGS
@given(one=ballots(), other=ballots(), method=st.sampled_from([*METHODS, "debian"]))
def test_counting_needs_no_order_of_files(one: dict[Ballot, Number], other: dict[Ballot, Number], method: str) -> None:
    together = [_sum(one, other), _sum(other, one)]
    first, second = (outcome(Profile(tuple("abcd"), found), method, 2) for found in together)
    assert first == second


@SETTINGS
@given(profile=profiles(5), strength=st.sampled_from(["winning-votes", "margins"]))
def test_the_schulze_relation_is_transitive_and_its_ranking_keeps_it(profile: Profile, strength: str) -> None:
    table = pairwise(profile, allowed("schulze"))
    above = comparison(widest_paths(strengths(table, strength)), range(5))
    place = {option: number for number, tied in enumerate(layers(above)) for option in tied}
    assert all(above[b] <= above[a] for a in above for b in above[a])
    assert all(place[a] < place[b] for a in above for b in above[a])


def _sum(one: dict[Ballot, Number], other: dict[Ballot, Number]) -> dict[Ballot, Number]:
    return {ballot: one.get(ballot, 0) + other.get(ballot, 0) for ballot in [*one, *other]}
