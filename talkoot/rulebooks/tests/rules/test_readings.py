"""The same count under the usual readings of neutral ballots."""

from __future__ import annotations

from dataclasses import asdict

from recount.tests.given import FIGURES, RATIFICATION
from talkoot.rulebooks.rules import impossible, readings_of, verdict_of
from talkoot.rulebooks.rules import yes_no_rules_of as read_rulebook


def figures_of(code, verdict):
    return next(t for t in verdict.tests if t.code == code and t.chamber == "individuals").figures


def test_one_count_has_three_readings_of_neutral():
    readings = {r.code: r.verdict for r in readings_of(read_rulebook(RATIFICATION), FIGURES)}
    assert figures_of("quorum", readings["written"])["by"] == 100
    assert figures_of("quorum", readings["towards_quorum"])["by"] == 100
    assert figures_of("quorum", readings["nowhere"])["by"] == -13
    assert figures_of("threshold", readings["towards_quorum"])["percent"] == "73.30"
    assert figures_of("threshold", readings["in_base"])["percent"] == "69.91"


def test_a_reading_leaves_alone_what_has_nothing_to_do_with_neutral():
    text = RATIFICATION.replace('counts = "yes+no+neutral"', 'counts = "yes"').replace(
        'base = "yes+no"             #', 'base = "eligible" #'
    )
    readings = {r.code: r.verdict for r in readings_of(read_rulebook(text), FIGURES)}
    assert figures_of("quorum", readings["nowhere"])["had"] == 1_710
    assert figures_of("threshold", readings["in_base"])["of"] == 117_275


def test_a_tie_rule_keeps_its_meaning_when_neutral_moves_into_the_base():
    readings = {r.code: r.verdict for r in readings_of(read_rulebook(RATIFICATION), FIGURES)}
    board = next(t for t in readings["in_base"].tests if t.chamber == "board")
    assert board.figures["strictness"] == "more than"


def test_counting_is_what_recount_says():
    counts = {key: asdict(counted) for key, counted in FIGURES.items()}
    verdict = verdict_of(read_rulebook(RATIFICATION), counts).data()
    assert verdict["outcome"] == "rejected"


def test_impossible_figures_are_named():
    assert impossible({"eligible": 3, "yes": 1, "no": 1, "neutral": 1}) == ("", "")
    assert impossible({"eligible": 3, "yes": 2, "no": 1, "neutral": 1}) == ("more_than_eligible", "eligible")
    assert impossible({"eligible": 3, "yes": -2, "no": 1, "neutral": 1}) == ("not_a_number", "yes")
