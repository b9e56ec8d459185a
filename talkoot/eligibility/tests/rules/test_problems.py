"""Nothing is silent: what is missing, unknown or no value is named with its place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from talkoot.eligibility.queries.sentences.problems import SENTENCES
from talkoot.eligibility.rules import CODES, Condition, Group, How, Test, Voters, leaves, problems, read, read_text
from talkoot.eligibility.rules.problems import MOST_CONDITIONS, WANTED
from talkoot.eligibility.tests.given import table_of
from talkoot.kernel.testing import MONDAY

AGE = {"is": "account_age", "days": 30, "on": "opening"}
EDITS = {"is": "external_fact", "fact": "edits", "at_least": 300, "as_of": "2026-11-01"}
GOOD: dict[Test, dict[str, Any]] = {
    Test.MEMBER_OF_BODY: {"body": "circle", "parts": True, "on": "opening"},
    Test.MEMBER_OF_KIND: {"kinds": ["chapter", "hub"], "on": "2027-03-01"},
    Test.HOLDS_ROLE: {"body": "circle", "role": "member", "on": "opening"},
    Test.ACCOUNT_AGE: {"days": 30, "on": "2027-03-01"},
    Test.EXTERNAL_FACT: {"fact": "edits", "at_least": 300, "as_of": "2026-11-01"},
    Test.ON_LIST: {"list": "veterans"},
    Test.NOT_ON_LIST: {"list": "staff"},
    Test.NOT_SUSPENDED: {"body": "circle", "on": "opening"},
    Test.BODY_OF_KIND: {"kinds": ["chapter"]},
    Test.PART_OF_BODY: {"body": "circle", "itself": False},
}


def condition(test: Test, **changed: Any) -> dict[str, Any]:
    return {"is": test.value, **GOOD[test], **changed}


def codes(table: object) -> list[tuple[str, str]]:
    return [(problem.code.removeprefix("eligibility_"), problem.setting) for problem in problems(table)]


def voters_of(test: Test) -> str:
    return "bodies" if test in {Test.BODY_OF_KIND, Test.PART_OF_BODY} else "persons"


@pytest.mark.parametrize("test", list(Test))
def test_a_whole_condition_is_read(test):
    table = table_of(condition(test), voters=voters_of(test))
    assert problems(table) == []
    (found,) = leaves(read(table).conditions)
    assert found.test is test


@pytest.mark.parametrize(("test", "key"), [(test, key) for test in Test for key in WANTED[test]])
def test_every_key_a_condition_needs_must_be_said(test, key):
    one = condition(test)
    del one[key]
    table = table_of(one, voters=voters_of(test))
    assert ("missing", "conditions.all.1") in codes(table)


@pytest.mark.parametrize(("test", "key"), [(test, key) for test in Test for key in WANTED[test]])
def test_no_key_takes_a_value_that_means_nothing(test, key):
    values: tuple[Any, ...] = (None, "", " x", 1.5, -1, [], {}, ["a", "a"], " 2027-13-01", "x" * 200)
    for value in values:
        table = table_of(condition(test, **{key: value}), voters=voters_of(test))
        assert [setting for _code, setting in codes(table)] == [f"conditions.all.1.{key}"], value


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ([], ("not_a_table", "")),
        (table_of(AGE, voters="robots"), ("voters", "voters")),
        (table_of(AGE, kinds=["x"]), ("unknown_key", "kinds")),
        (table_of(AGE, include="veterans"), ("lists", "include")),
        (table_of(AGE, exclude=["a", "a"]), ("lists", "exclude")),
        (table_of(AGE, include=["a", "b"], exclude=["c", "b"]), ("on_both", "exclude.2")),
        (table_of(AGE | {"days": 40_000}), ("number", "conditions.all.1.days")),
        (table_of(AGE | {"body": "x"}), ("unknown_key", "conditions.all.1.body")),
        (table_of(AGE | {"at_least": 3}), ("unknown_key", "conditions.all.1.at_least")),
        (table_of({"is": "tall"}), ("test", "conditions.all.1.is")),
        (table_of({"is": ["account_age"]}), ("test", "conditions.all.1.is")),
        (table_of(condition(Test.PART_OF_BODY)), ("other_voters", "conditions.all.1.is")),
        (table_of(AGE, voters="bodies"), ("other_voters", "conditions.all.1.is")),
        (table_of(EDITS | {"at_most": 400}), ("comparison", "conditions.all.1")),
        (table_of({k: v for k, v in EDITS.items() if k != "at_least"}), ("comparison", "conditions.all.1")),
        (table_of(EDITS | {"at_least": 10**13}), ("number", "conditions.all.1.at_least")),
        (table_of({"any": []}), ("group", "conditions.all.1.any")),
        (table_of({"any": AGE}), ("group", "conditions.all.1.any")),
        (table_of({"not": [AGE]}), ("condition", "conditions.all.1.not")),
        (table_of({"any": [AGE], "all": [AGE]}), ("condition", "conditions.all.1")),
        (table_of({"any": [AGE], "on": "opening"}), ("unknown_key", "conditions.all.1.on")),
        (table_of(*[AGE] * (MOST_CONDITIONS + 1)), ("too_many", "conditions")),
        (table_of({"not": {"not": {"not": {"not": AGE}}}}), ("too_deep", "conditions.all.1.not.not.not")),
    ],
)
def test_what_is_wrong_is_named_with_its_place(table, found):
    assert codes(table) == [found]


def test_what_must_stand_at_the_top_is_asked_for():
    assert codes({}) == [("missing", "")] * 4
    assert [problem.values["key"] for problem in problems({})] == ["voters", "conditions", "include", "exclude"]


def test_the_word_that_tells_kinds_of_electorates_apart_may_stand_beside():
    assert problems(table_of(AGE, kind="conditions")) == []


def test_a_problem_says_its_line_and_its_place_in_the_whole_file():
    text = (
        '[[chambers]]\n[chambers.electorate]\nvoters = "persons"\ninclude = []\nexclude = []\n'
        '[[chambers.electorate.conditions.all]]\nis = "account_age"\ndays = 30\non = "soon"\n'
    )
    found, (problem,) = read_text(text)
    assert found is None
    assert (problem.line, problem.setting) == (9, "chambers.1.electorate.conditions.all.1.on")


@pytest.mark.parametrize("text", ["x =", "[" * 3000, '{"a": 1, "a": 2}', "{", "1", "days = 1.5"])
def test_a_text_that_is_none_is_refused_with_a_line(text):
    found, wrong = read_text(text)
    assert found is None
    assert all(problem.line >= 1 and problem.code in SENTENCES for problem in wrong)
    assert wrong


def test_lists_groups_and_days_are_read():
    table = table_of(
        {"any": [condition(Test.ACCOUNT_AGE), {"not": EDITS}]}, include=["a"], exclude=["b", "c"], voters="persons"
    )
    found = read(table)
    assert (found.voters, found.include, found.exclude) == (Voters.PERSONS, ("a",), ("b", "c"))
    assert isinstance(found.conditions, Group)
    (any_of,) = found.conditions.of
    assert isinstance(any_of, Group)
    age, inner = any_of.of
    assert isinstance(age, Condition)
    assert isinstance(inner, Group)
    assert (any_of.how, inner.how) == (How.ANY, How.NOT)
    assert age.day(MONDAY.date()).isoformat() == "2027-03-01"
    assert [leaf.test for leaf in found.leaves] == [Test.ACCOUNT_AGE, Test.EXTERNAL_FACT, *[Test.ON_LIST] * 3]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["is", "all", "any", "not", "voters", "conditions", "include", "exclude", "on", "days", "x"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_whatever_stands_there_is_read_or_named_in_known_words(table):
    found = problems(table)
    assert {problem.code for problem in found} <= CODES
    assert SENTENCES.keys() >= CODES
    if not found:
        read(table)
