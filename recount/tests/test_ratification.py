"""One real ratification, three readings of neutral: 1,710 yes, 623 no, 113 neutral of 117,275."""

from __future__ import annotations

from recount import count
from recount.tests.given import FIGURES, ratification


def figures(verdict, code, chamber):
    found = next(t for t in verdict.tests if (t.code, t.chamber) == (code, chamber))
    return found.is_met, found.figures


def test_when_neutral_counts_the_quorum_is_met_by_100():
    is_met, had = figures(count(ratification(), FIGURES), "quorum", "individuals")
    assert (is_met, had["had"], had["needed"], had["by"]) == (True, 2_446, 2_346, 100)


def test_when_neutral_counts_for_nothing_the_quorum_is_missed_by_13():
    is_met, had = figures(count(ratification(counts="yes+no"), FIGURES), "quorum", "individuals")
    assert (is_met, had["had"], had["needed"], had["by"]) == (False, 2_333, 2_346, -13)


def test_support_is_73_30_percent_of_yes_and_no():
    is_met, had = figures(count(ratification(), FIGURES), "threshold", "individuals")
    assert (is_met, had["percent"], had["ratio"], had["needed"], had["by"]) == (True, "73.30", "1710/2333", 1_284, 426)


def test_support_is_69_9_percent_when_neutral_is_in_the_base():
    verdict = count(ratification(base="yes+no+neutral"), FIGURES)
    is_met, had = figures(verdict, "threshold", "individuals")
    assert (is_met, had["percent"], had["of"]) == (True, "69.91", 2_446)


def test_affiliates_approve_with_93_of_111():
    is_met, had = figures(count(ratification(), FIGURES), "threshold", "affiliates")
    assert (is_met, had["percent"], had["needed"], had["by"]) == (True, "83.78", 62, 31)


def test_the_charter_is_rejected_because_the_board_says_no():
    verdict = count(ratification(), FIGURES)
    combination = verdict.tests[-1]
    assert (verdict.outcome, combination.figures["failed"]) == ("rejected", ["board"])
    assert (combination.figures["needed"], combination.figures["had"], combination.figures["by"]) == (3, 2, -1)
