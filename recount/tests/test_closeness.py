"""The smallest change that flips an outcome is just that: one ballot less never does, that many does. By trying all."""

from __future__ import annotations

import json
from collections import Counter
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from recount import Count
from recount.closeness.elections import election_margins, pair_margins, pairwise_winner
from recount.closeness.margins import Change, Sure
from recount.closeness.questions import margins
from recount.closeness.rulings import of_ruling, of_verdict
from recount.closeness.words import closeness_lines
from recount.command import main
from recount.counting import approves
from recount.counting import count as count_questions
from recount.methods import count
from recount.profiles import Ballot, Profile
from recount.quick import read_settings
from recount.rulebook import Chamber, Combination, Kinds, Quorum, Rulebook, Settled, Strictness, Threshold
from recount.rulebooks.counting import Cast
from recount.rulebooks.counting import count as count_book
from recount.structure.votes import Tally
from recount.tests.given import EXAMPLES, FIGURES, RATIFICATION, given_rulebook
from recount.tests.given_books import COMMITTEE, chamber_text, given_book

SETTINGS = settings(max_examples=200, deadline=None)
FEW = settings(max_examples=40, deadline=None)
SHARES = [Fraction(1, 2), Fraction(2, 3), Fraction(11, 20), Fraction(1, 3), Fraction(1), Fraction(1, 10)]
MOVES = {
    Change.MOVED: [(1, -1, 0), (1, 0, -1), (0, 1, -1), (-1, 1, 0), (-1, 0, 1), (0, -1, 1)],
    Change.ADDED: [(1, 0, 0), (0, 1, 0), (0, 0, 1)],
    Change.REMOVED: [(-1, 0, 0), (0, -1, 0), (0, 0, -1)],
    Change.NEUTRAL_ADDED: [(0, 0, 1)],
    Change.NEUTRAL_REMOVED: [(0, 0, -1)],
}


@st.composite
def chambers(draw, key="c"):
    share, base = draw(st.sampled_from(SHARES)), draw(st.sampled_from(list(Kinds)[1:]))
    tie = draw(st.sampled_from(Settled)) if (share, base) == (Fraction(1, 2), Kinds.YES_NO) else Settled.BAR
    strict = Strictness.AT_LEAST if share == 1 else draw(st.sampled_from(Strictness))
    threshold = Threshold(share, base, strict, tie, draw(st.sampled_from([Settled.PASSES, Settled.FAILS])))
    counts = draw(st.sampled_from([Kinds.YES, Kinds.YES_NO, Kinds.YES_NO_NEUTRAL]))
    size = draw(st.sampled_from([None, (Fraction(1, 3), None), (Fraction(1, 2), None), (None, 2), (None, 5)]))
    quorum = Quorum(counts, draw(st.sampled_from(Strictness)), *size) if size else None
    return Chamber(key, key, {}, quorum, threshold)


small = st.tuples(*[st.integers(0, 4)] * 4).map(lambda n: Count(max(1, sum(n)), *n[:3]))


def by_trying(flips, start, change):
    """Return after how many single changes the first count that flips is reached, or None."""
    seen, layer, steps = {start}, [start], 0
    while layer:
        if any(flips(each) for each in layer):
            return steps
        layer = [n for n in {n for each in layer for n in neighbours(each, change)} if n not in seen]
        seen.update(layer)
        steps += 1
    return None


def neighbours(count, change):
    for yes, no, neutral in MOVES[change]:
        figures = (count.yes + yes, count.no + no, count.neutral + neutral)
        if min(figures) >= 0 and sum(figures) <= count.eligible:
            yield Count(count.eligible, *figures)


@SETTINGS
@given(chambers(), small, st.sampled_from(Change))
def test_the_margin_of_a_chamber_is_what_trying_every_count_finds(chamber, counted, change):
    now = approves(chamber, counted)
    found = by_trying(lambda other: approves(chamber, other) is not now, counted, change)
    assert margins(chamber, counted)[change] == found


@FEW
@given(st.tuples(chambers("a"), chambers("b"), chambers("c")), st.tuples(small, small, small), st.integers(1, 3))
def test_the_margin_of_chambers_together_is_the_cheapest_way_to_turn_enough_of_them(three, counts, needed):
    rulebook = Rulebook("r", "en", Combination(needed, 3), three)
    said = [approves(chamber, counted) for chamber, counted in zip(three, counts, strict=True)]
    found = of_verdict(rulebook, {c.key: counted for c, counted in zip(three, counts, strict=True)})
    for margin in found.whole:
        costs = [margins(c, counted)[margin.change] for c, counted in zip(three, counts, strict=True)]
        ways = []
        for turned in product([False, True], repeat=3):
            after = [answer is not turn for answer, turn in zip(said, turned, strict=True)]
            paid = [cost for cost, turn in zip(costs, turned, strict=True) if turn]
            if (sum(after) >= needed) is not (sum(said) >= needed) and None not in paid:
                ways.append(sum(cost or 0 for cost in paid))
        assert margin.ballots == min(ways, default=None)


def test_the_ratification_hung_on_one_vote_of_the_board():
    rulebook = given_ratification()
    found = of_verdict(rulebook, FIGURES)
    whole = {margin.change: margin.ballots for margin in found.whole}
    assert (whole[Change.MOVED], whole[Change.ADDED]) == (1, None)
    individuals = {margin.change: margin.ballots for margin in found.chambers["individuals"]}
    assert (individuals[Change.REMOVED], individuals[Change.NEUTRAL_REMOVED]) == (101, 101)
    assert closeness_lines(found)[0] == "How close: the outcome changes with 1 ballot that says something else."
    assert count_questions(rulebook, {**FIGURES, "board": Count(1, 1, 0, 0)}).is_adopted


def given_ratification():
    from recount import read_rulebook

    return read_rulebook(RATIFICATION)


def test_a_million_ballots_are_as_quick_as_ten():
    chamber = given_rulebook().chambers[0]
    found = margins(chamber, Count(2_000_000, 600_000, 300_000, 100_000))
    assert found[Change.MOVED] == 150_000
    assert found[Change.REMOVED] == 300_000


OPTIONS = 3


@st.composite
def profiles(draw, method):
    ballots: Counter[Ballot] = Counter()
    for _ in range(draw(st.integers(1, 5))):
        ballots[draw(st.sampled_from(kinds(method)))] += 1
    return Profile(tuple("abc"), dict(ballots))


def kinds(method):
    if method == "plurality":
        return [Ballot(), *(Ballot(((o,),)) for o in range(OPTIONS))]
    if method == "approval":
        return [Ballot(((tuple(o for o in range(OPTIONS) if mask >> o & 1)),) if mask else ()) for mask in range(8)]
    if method == "score":
        return [Ballot((), tuple(enumerate(points))) for points in product(range(3), repeat=OPTIONS)]
    orders = [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]
    return [Ballot(tuple((o,) for o in order)) for order in orders]


def changed(profile, change, allowed):
    for ballot in [*profile.ballots] if change is not Change.ADDED else [None]:
        left = dict(profile.ballots)
        if ballot is not None:
            left[ballot] -= 1
        left = {each: number for each, number in left.items() if number}
        if change is Change.REMOVED:
            yield left
            continue
        for other in allowed:
            yield {**left, other: left.get(other, 0) + 1}


def steps(profile, change, allowed, flips, most):
    layer, seen = [profile.ballots], set()
    for step in range(most + 1):
        if any(flips(Profile(profile.options, ballots)) for ballots in layer):
            return step
        following = []
        for ballots in layer:
            for after in changed(Profile(profile.options, ballots), change, allowed):
                key = frozenset(after.items())
                if key not in seen:
                    seen.add(key)
                    following.append(after)
        layer = following
    return None


@FEW
@given(st.data(), st.sampled_from(["plurality", "approval", "score"]), st.integers(1, 2),
       st.sampled_from(["order", "none"]))  # fmt: skip
def test_fewer_ballots_never_change_who_is_elected_and_that_many_do(data, method, seats, tie):
    profile = data.draw(profiles(method))
    if method == "score" and not any(points == 2 for ballot in profile.ballots for _o, points in ballot.scores):
        profile = Profile(profile.options, {**profile.ballots, kinds(method)[-1]: 1})
    given_settings = read_settings(method, [f"tie={tie}"])
    outcome = count(method, profile, seats, given_settings)
    assume(not outcome.unfilled_seats)
    allowed = kinds(method)

    def flips(other):
        return set(count(method, other, seats, given_settings).elected) != set(outcome.elected)

    for margin in election_margins(method, profile, seats, given_settings):
        assert margin.sure is Sure.EXACT
        most = 2 if method == "score" else 3
        found = steps(profile, margin.change, allowed, flips, most)
        assert found == (margin.ballots if margin.ballots is not None and margin.ballots <= most else None)


@FEW
@given(profiles("schulze"))
def test_the_winner_of_all_pairs_stays_so_until_that_many_ballots(profile):
    given_settings = read_settings("schulze", [])
    outcome = count("schulze", profile, 1, given_settings)
    winner = pairwise_winner(outcome, profile)
    if winner is None or outcome.pairwise is None:
        return

    def flips(other):
        return pairwise_winner(count("schulze", other, 1, given_settings), other) != winner

    for margin in pair_margins(profile, outcome.pairwise, winner):
        found = steps(profile, margin.change, kinds("schulze"), flips, 3)
        assert margin.ballots is not None
        assert found == (margin.ballots if margin.ballots <= 3 else None)


@FEW
@given(profiles("irv"), st.sampled_from(["irv", "stv-meek", "stv-scottish", "schulze"]))
def test_a_bound_is_enough_when_counted_again_and_says_it_is_a_bound(profile, method):
    for margin in election_margins(method, profile, 1, read_settings(method, [])):
        assert margin.sure is not Sure.EXACT
        assert margin.ballots is not None
        assert 1 <= margin.ballots <= 4 * profile.weight + 4


def test_a_verdict_of_format_2_says_what_would_have_been_asked_next():
    book = given_book(chamber_text(question=True, key='"board"'), chamber_text(question=True), combination='"in order"')
    cast = {"board": Tally(5, 1, 4, 0)}
    found = of_ruling(book, cast, count_book(book, cast))
    assert (found.whole[0].ballots, found.whole[0].sure) == (2, Sure.AT_LEAST)
    assert found.whole[0].values == {"then_asked": ["community"]}


def test_an_election_under_caps_has_a_bound_that_was_counted_again():
    rules = {**COMMITTEE, "method": '"approval"', "settings": '{ tie = "order" }', "seats": "2", "acts_with": "1"}
    about = tuple({"home_wiki": wiki, "region": region} for wiki, region in (("en", "North"), ("de", "South")) * 2)
    profile = Profile(tuple("abcd"), {Ballot(((0, 1),)): 5, Ballot(((2,),)): 3}, about=about)
    book = given_book(chamber_text(election=rules))
    cast = {"community": Cast(profile, 20)}
    (added, moved) = of_ruling(book, cast, count_book(book, cast)).chambers["community"]
    assert (added.ballots, added.sure) == (3, Sure.AT_MOST)
    assert moved.sure is Sure.AT_MOST


def test_whoever_is_in_a_hurry_tries_nothing_above_a_size_and_keeps_what_is_exact():
    profile = Profile(tuple("abc"), {Ballot(((0,),)): 5, Ballot(((1,),)): 3})
    assert election_margins("plurality", profile, 1, read_settings("plurality", []), 0)[0].sure is Sure.EXACT
    assert election_margins("irv", profile, 1, read_settings("irv", []), 5) == []
    assert [margin.ballots for margin in election_margins("irv", profile, 1, read_settings("irv", []), 6)] == [3, 2]


@pytest.mark.parametrize("as_json", [False, True])
def test_the_command_says_how_close_it_was(capsys, tmp_path, as_json):
    more = ["--json"] if as_json else []
    files = [str(EXAMPLES / "ratification.toml"), str(EXAMPLES / "ratification-tallies.toml")]
    assert main(["count", *files, "--closeness", *more]) == 0
    out = capsys.readouterr().out
    assert (json.loads(out)["closeness"]["verdict"][0]["ballots"] == 1) if as_json else ("How close: " in out)
    (tmp_path / "b.blt").write_text('2 1\n3 1 2 0\n2 2 0\n0\n"a"\n"b"\n', encoding="utf-8")
    assert main(["count", "--method", "plurality", str(tmp_path / "b.blt"), "--closeness", *more]) == 0
    out = capsys.readouterr().out
    assert (json.loads(out)["closeness"][0]["ballots"] == 1) if as_json else ("changes with 1 ballot" in out)


def test_an_election_in_which_nobody_stands_has_no_margin():
    book = given_book(
        chamber_text(key='"first"', quorum='{ votes = 9, counts = "all ballots", strictness = "at least" }'),
        chamber_text(election={"candidates": '"elected by first"', "seats": "1"}),
    )
    other = Profile(tuple("xyz"), {Ballot(((0,),)): 2})
    cast = {"first": Cast(Profile(tuple("abc"), {Ballot(((0,),)): 2}), 10), "community": Cast(other, 10)}
    assert of_ruling(book, cast, count_book(book, cast)).chambers["community"] == ()
