"""Nothing has a silent default: each unset thing is an error with both readings and a count that tells them apart."""

from __future__ import annotations

from typing import cast

import pytest

from recount import Count, Unusable, read_rulebook
from recount.counting import approves
from recount.tests.given import RATIFICATION, given_rulebook, given_text
from recount.words import problem_sentence

UNSET = [
    ("quorum", "of", None),
    ("quorum", "counts", "unset_quorum_counts"),
    ("quorum", "strictness", "unset_quorum_strictness"),
    ("threshold", "share", "unset_threshold_share"),
    ("threshold", "base", "unset_threshold_base"),
    ("threshold", "strictness", "unset_threshold_strictness"),
    ("threshold", "tie", "unset_threshold_tie"),
    ("threshold", "empty", "unset_threshold_empty"),
]
# Settings beside which the two readings of another can be told apart.
BESIDE: dict[tuple[str, str], dict[str, dict[str, str]]] = {
    ("threshold", "base"): {"threshold": {"tie": '"bar"'}},
    ("threshold", "strictness"): {"threshold": {"tie": '"bar"'}},
    ("threshold", "empty"): {"quorum": {}},
    ("threshold", "share"): {"threshold": {"tie": '"bar"'}},
}


def only_problem(text):
    with pytest.raises(Unusable) as unusable:
        read_rulebook(text)
    assert len(unusable.value.problems) == 1, unusable.value.problems
    return unusable.value.problems[0]


@pytest.mark.parametrize(("part", "key", "code"), UNSET)
def test_each_unset_setting_names_both_readings_and_a_count_on_which_they_differ(part, key, code):
    beside = BESIDE.get((part, key), {})
    problem = only_problem(given_text(**{**beside, part: {**beside.get(part, {}), key: ""}}))
    assert problem.code == (code or "unset_quorum_of")
    assert problem.setting == f"chambers.1.{part}"
    yes, no = problem.values["approves"], problem.values["refuses"]
    sentence = problem_sentence(problem)
    if code is None:
        assert "of those who voted" in sentence
        assert "of all who are eligible" in sentence
        return
    counted = Count(**cast("dict[str, int]", problem.values["example"]))
    read = [
        given_rulebook(**{**beside, part: {**beside.get(part, {}), key: f'"{reading}"'}}).chambers[0]
        for reading in (yes, no)
    ]
    assert [approves(chamber, counted) for chamber in read] == [True, False]
    assert f'"{yes}"' in sentence
    assert f'"{no}"' in sentence
    assert f"{counted.eligible} eligible" in sentence


def test_an_unset_quorum_names_both_readings():
    problem = only_problem(given_text(quorum={}).replace('quorum = "none"\n', ""))
    assert problem.code == "unset_quorum"
    assert problem.values["readings"] == ["none", "1/2"]
    assert problem.values["approves"] == "none"


def test_an_unset_threshold_names_both_readings():
    text = given_text(quorum={})
    problem = only_problem(text[: text.index("[chambers.threshold]")])
    assert problem.code == "unset_threshold"
    assert problem.values["approves"] == "1/2"


def test_an_unset_combination_names_both_readings_and_an_approval_on_which_they_differ():
    problem = only_problem(RATIFICATION.replace('combination = "all"\n', ""))
    sentence = problem_sentence(problem)
    assert problem.code == "unset_combination"
    assert 'when 1 of 3 chambers approves, "any" adopts and "all" rejects' in sentence


def test_a_single_chamber_must_say_its_combination_too():
    problem = only_problem(given_text().replace('combination = "all"\n', ""))
    assert problem.values == {"chambers": 1, "approving": None}
    assert 'write combination = "all"' in problem_sentence(problem)


def test_a_bar_that_no_equal_vote_meets_asks_for_no_tie_rule():
    problem = only_problem(given_text(threshold={"share": '"55 %"', "tie": ""}))
    assert problem.code == "tie_unset"
    assert 'write tie = "bar"' in problem_sentence(problem)


def test_readings_that_nothing_tells_apart_must_be_said_all_the_same():
    # A tie rule settles exactly half, so at least and more than half are the same.
    problem = only_problem(given_text(threshold={"strictness": ""}))
    assert problem.values["example"] is None
    assert "no count tells them apart, yet say one" in problem_sentence(problem)


def test_all_problems_are_found_at_once_in_the_order_of_their_lines():
    text = given_text(quorum={"counts": "", "strictness": '"about"'}, threshold={"base": "", "share": "0.5"})
    with pytest.raises(Unusable) as unusable:
        read_rulebook(text)
    problems = unusable.value.problems
    assert [p.code for p in problems] == [
        "unset_quorum_counts",
        "unknown_word",
        "unset_threshold_base",
        "not_exact",
    ]
    assert [p.line for p in problems] == sorted(p.line for p in problems)
