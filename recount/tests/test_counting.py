"""Bars, ties, empty bases and combinations at their edges, and what must hold for every count."""

from __future__ import annotations

import random
import time
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount import Count, Uncountable, count, percent, read_rulebook, tally
from recount.counting import approves
from recount.tests.given import RATIFICATION, given_rulebook, given_text

SETTINGS = settings(max_examples=200, deadline=None)
SHARES = ["1 %", "10 %", "33.4 %", "1/3", "50 %", "55 %", "2/3", "99.9 %", "100 %"]


def verdict_of(rulebook, *figures):
    return count(rulebook, {"committee": Count(*figures)})


@pytest.mark.parametrize(
    ("strictness", "figures", "passes"),
    [
        ("at least", (20, 11, 9, 0), True),
        ("at least", (20, 10, 9, 0), False),
        ("more than", (20, 11, 9, 0), False),
        ("more than", (20, 12, 8, 0), True),
    ],
)
def test_exactly_the_share_is_enough_only_for_at_least(strictness, figures, passes):
    rules = given_rulebook(quorum={}, threshold={"share": '"55 %"', "strictness": f'"{strictness}"', "tie": '"bar"'})
    assert verdict_of(rules, *figures).is_adopted is passes


@pytest.mark.parametrize(("tie", "passes"), [("passes", True), ("fails", False), ("bar", False)])
def test_an_equal_vote_comes_to_what_the_tie_rule_says(tie, passes):
    verdict = verdict_of(given_rulebook(quorum={}, threshold={"tie": f'"{tie}"'}), 10, 5, 5, 0)
    assert verdict.is_adopted is passes
    assert verdict.tests[0].sentence == ("threshold_missed" if tie == "bar" else f"tie_{tie}")
    assert verdict.tests[0].figures["strictness"] == ("at least" if tie == "passes" else "more than")


@pytest.mark.parametrize(("empty", "passes"), [("passes", True), ("fails", False)])
def test_an_empty_base_comes_to_what_the_rulebook_says(empty, passes):
    rules = given_rulebook(quorum={}, threshold={"empty": f'"{empty}"'})
    verdict = verdict_of(rules, 10, 0, 0, 4)
    assert (verdict.is_adopted, verdict.tests[0].sentence) == (passes, f"empty_{empty}")
    assert verdict.tests[0].figures["ratio"] is None


def test_a_quorum_of_votes_is_a_number_of_ballots():
    rules = given_rulebook(quorum={"share": "", "of": "", "votes": "7"})
    assert [t.is_met for t in verdict_of(rules, 50, 6, 0, 0).tests] == [False, True, False]
    assert verdict_of(rules, 50, 6, 0, 1).is_adopted


def test_a_quorum_of_yes_ballots_leaves_the_others_out():
    rules = given_rulebook(quorum={"counts": '"yes"'})
    assert not verdict_of(rules, 10, 1, 0, 5).is_adopted
    assert verdict_of(rules, 10, 2, 0, 0).is_adopted


def test_a_share_of_the_eligible_makes_staying_away_a_no():
    rules = given_rulebook(quorum={}, threshold={"base": '"eligible"', "tie": '"bar"'})
    assert not verdict_of(rules, 100, 50, 0, 0).is_adopted
    assert verdict_of(rules, 100, 51, 49, 0).is_adopted


@pytest.mark.parametrize(
    ("combination", "outcomes"),
    [("all", [0, 0, 0, 1]), ("any", [0, 1, 1, 1]), ("2 of 3", [0, 0, 1, 1])],
)
def test_chambers_combine_by_all_any_or_k_of_n(combination, outcomes):
    rules = read_rulebook(RATIFICATION.replace('combination = "all"', f'combination = "{combination}"'))
    keys = [chamber.key for chamber in rules.chambers]
    for approving, outcome in enumerate(outcomes):
        counts = {key: Count(10, 9, 0, 1) if i < approving else Count(10, 0, 9, 1) for i, key in enumerate(keys)}
        assert count(rules, counts).is_adopted is bool(outcome)


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ((0, 0, 0, 0), "nobody_eligible"),
        ((3, 2, 2, 0), "more_than_eligible"),
        ((3, -1, 0, 0), "not_a_number"),
        ((3, 1.0, 0, 0), "not_a_number"),
        ((3, True, 0, 0), "not_a_number"),
    ],
)
def test_an_impossible_count_is_refused(figures, code):
    with pytest.raises(Uncountable) as refused:
        Count(*figures)
    assert refused.value.code == code


def test_every_chamber_must_be_counted_and_no_other():
    rules = given_rulebook()
    with pytest.raises(Uncountable, match="chamber_not_counted"):
        count(rules, {})
    with pytest.raises(Uncountable, match="unknown_chamber"):
        count(rules, {"committee": Count(1, 1, 0, 0), "council": Count(1, 1, 0, 0)})


def test_a_share_just_below_the_bar_never_reads_as_the_bar():
    assert percent(Fraction(1_710, 2_333)) == "73.30"
    assert percent(Fraction(54_999_999, 100_000_000), Fraction(55, 100)) == "54.999999"
    assert percent(Fraction(55, 100), Fraction(55, 100)) == "55.00"


@st.composite
def rulebooks(draw):
    share, base = draw(st.sampled_from(SHARES)), draw(st.sampled_from(["yes+no", "yes+no+neutral", "eligible"]))
    ties = ["passes", "fails", "bar"] if (share, base) == ("50 %", "yes+no") else ["bar"]
    strictness = "at least" if share == "100 %" else draw(st.sampled_from(["at least", "more than"]))
    threshold = {"share": share, "base": base, "strictness": strictness}
    threshold |= {"tie": draw(st.sampled_from(ties)), "empty": draw(st.sampled_from(["passes", "fails"]))}
    quorum = draw(st.sampled_from([None, "share", "votes"]))
    size = {"share": "", "of": "", "votes": str(draw(st.integers(1, 60)))} if quorum == "votes" else {}
    counts = draw(st.sampled_from(["yes+no+neutral", "yes+no", "yes"]))
    return given_rulebook(
        quorum={} if quorum is None else {**size, "counts": f'"{counts}"'},
        threshold={key: f'"{value}"' for key, value in threshold.items()},
    )


figures = st.tuples(*[st.integers(0, 40)] * 4).map(lambda n: Count(sum(n) + 1, n[0], n[1], n[2]))


@SETTINGS
@given(rulebooks(), figures)
def test_adding_a_yes_never_sinks_a_yes(rules, counted):
    more = Count(counted.eligible, counted.yes + 1, counted.no, counted.neutral)
    if approves(rules.chambers[0], counted):
        assert approves(rules.chambers[0], more)


@SETTINGS
@given(rulebooks(), figures)
def test_turning_a_no_into_a_yes_never_sinks_a_yes(rules, counted):
    if counted.no and approves(rules.chambers[0], counted):
        turned = Count(counted.eligible, counted.yes + 1, counted.no - 1, counted.neutral)
        assert approves(rules.chambers[0], turned)


@SETTINGS
@given(rulebooks(), figures)
def test_what_is_needed_is_exactly_where_the_test_turns(rules, counted):
    for found in count(rules, {"committee": counted}).tests:
        if not found.sentence.startswith("empty"):
            assert found.is_met is (found.figures["had"] >= found.figures["needed"])
            assert found.figures["by"] == found.figures["had"] - found.figures["needed"]


@SETTINGS
@given(st.lists(st.sampled_from(["yes", "no", "neutral"]), max_size=60), st.randoms(use_true_random=False))
def test_the_order_of_ballots_does_not_matter(ballots, shuffler):
    shuffled = ballots[:]
    shuffler.shuffle(shuffled)
    assert tally(ballots, eligible=60) == tally(shuffled, eligible=60)


@SETTINGS
@given(rulebooks(), figures, st.from_regex(r"\A[a-z][a-z0-9]{0,8}\Z"), st.text("abc", min_size=1))
def test_renaming_changes_nothing(rules, counted, key, name):
    renamed = read_rulebook(RENAMED.sub(rules, key, name))
    before, after = count(rules, {"committee": counted}), count(renamed, {key: counted})
    assert [t.figures for t in before.tests[:-1]] == [t.figures for t in after.tests[:-1]]
    assert before.outcome == after.outcome


class RENAMED:
    @staticmethod
    def sub(rules, key, name):
        return rules.canonical().replace('"key":"committee"', f'"key":"{key}"').replace("Committee", name)


def test_a_ballot_says_yes_no_or_neutral():
    with pytest.raises(Uncountable, match="unknown_choice"):
        tally(["yes", "maybe"], eligible=2)


def test_a_million_ballots_are_counted_in_a_second():
    ballots = random.Random(1).choices(["yes", "no", "neutral"], k=1_000_000)
    before = time.process_time()
    verdict = count(given_rulebook(), {"committee": tally(ballots, eligible=2_000_000)})
    assert verdict.results[0].count.cast == 1_000_000
    assert time.process_time() - before < 1


def test_the_canonical_form_is_the_same_however_it_was_written():
    rules = given_rulebook()
    assert read_rulebook(rules.canonical()) == rules
    assert read_rulebook(given_text(threshold={"share": '"1/2"'})).sha256() == rules.sha256()
    assert given_rulebook(threshold={"share": '"51 %"', "tie": '"bar"'}).sha256() != rules.sha256()
