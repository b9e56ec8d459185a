"""Every condition and every finding has its sentence, in every language of the interface."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.utils import translation

from talkoot.accounts.tests.given import given_account
from talkoot.directory.queries import person_of
from talkoot.directory.tests.given import given_body
from talkoot.eligibility import queries
from talkoot.eligibility.queries.sentences.findings import FINDINGS, VERDICTS, Row
from talkoot.eligibility.queries.sentences.problems import SENTENCES
from talkoot.eligibility.queries.sentences.rules import RULES, Line
from talkoot.eligibility.rules import CODES, Ground, Problem, Test, read
from talkoot.eligibility.tests.given import (
    DAY,
    MONDAY,
    Cast,
    given_entry,
    given_facts,
    given_list,
    given_suspension,
    given_voting,
    person_id,
    table_of,
)
from talkoot.eligibility.tests.rules.test_problems import condition, voters_of

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
# Every placeholder of every problem, so that a sentence with another one fails.
VALUES = {
    "detail": "x",
    "key": "x",
    "known": ["a"],
    "value": "x",
    "allowed": ["a"],
    "list": "x",
    "most": 4,
    "name": "x",
}


@pytest.fixture
def cast(db: None) -> Cast:
    return given_voting()


def texts(lines: list[Line] | tuple[Line, ...]) -> list[str]:
    return [text for line in lines for text in (line.text, *texts(line.parts))]


def told(table: dict[str, Any], who: int) -> tuple[str, list[str]]:
    """Return the verdict and what was found about each condition, at `MONDAY`."""
    shown = queries.shown(queries.check(read(table), who, MONDAY))

    def found(rows: tuple[Row, ...]) -> list[str]:
        return [text for row in rows for text in (row.found, *found(row.parts)) if text]

    return shown.verdict, found(shown.rows)


def test_every_code_has_its_words() -> None:
    assert SENTENCES.keys() >= CODES
    assert set(RULES) == set(Test)
    assert set(FINDINGS) | {Test.ON_LIST, Test.NOT_ON_LIST} == set(Test)
    assert {ground for ground, _may in VERDICTS} == set(Ground)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_problem_is_a_sentence_in_every_language(code: str, language: str) -> None:
    with translation.override("en"):
        english = queries.problem_sentence(Problem(code, (), 3, VALUES))
    with translation.override(language):
        said = queries.problem_sentence(Problem(code, (), 3, VALUES))
        assert str(3) in queries.placed_problem(Problem(code, (), 3, VALUES))
    assert "%(" not in said
    assert (said == english) == (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("test", list(Test))
@pytest.mark.parametrize("on", ["opening", "2027-03-01"])
def test_every_condition_is_a_sentence_in_every_language(cast: Cast, test: Test, language: str, on: str) -> None:
    one = condition(test)
    one |= {"on": on} if "on" in one else {}
    rules = read(table_of(one, voters=voters_of(test), include=["good"], exclude=["bad"]))
    with translation.override("en"):
        english = texts(queries.sentences(rules))
    with translation.override(language):
        said = texts(queries.sentences(rules))
        verdict, found = told(table_of(one, voters=voters_of(test)), cast.body.pk)
    assert len(said) == 4
    assert not any("%(" in text for text in (*said, verdict, *found))
    assert len(found) == 1
    assert all(one != other for one, other in zip(said, english, strict=True)) == (language != "en")


def test_rules_read_with_names_and_dates(cast: Cast) -> None:
    given_list(cast)
    rules = read(
        table_of(
            condition(Test.ACCOUNT_AGE), condition(Test.EXTERNAL_FACT),
            {"any": [condition(Test.NOT_SUSPENDED, body="wiki-circle")]},
            include=["veterans"],
        )
    )  # fmt: skip
    assert texts(queries.sentences(rules)) == [
        "All of these hold:",
        "Has had an account for at least 30 days on 1 March 2027.",
        "“edits” is at least 300 as of 1 November 2026.",
        "At least one of these holds:",
        "Is not suspended by “Wiki Circle” on the day voting opens.",
        "Who stands on the list “Veterans” may vote even without meeting the conditions.",
    ]
    assert "23 November 2026" in texts(queries.sentences(rules, opening=MONDAY.date()))[4]


def test_findings_are_told_to_whom_they_are_about(cast: Cast) -> None:
    eve = person_of(given_account("Eve", password=None, at=MONDAY - 12 * DAY).pk)
    assert eve is not None
    given_facts("eve,edits,1312,2026-11-01")
    table = table_of(
        condition(Test.ACCOUNT_AGE, on="opening"), condition(Test.ACCOUNT_AGE, on="2026-01-01"),
        condition(Test.EXTERNAL_FACT), condition(Test.EXTERNAL_FACT, fact="blocks"),
        condition(Test.MEMBER_OF_BODY, body="wiki-circle"),
    )  # fmt: skip
    assert told(table, eve.pk) == (
        "You may not vote: you do not meet the conditions.",
        [
            "Your account is 12 days old on 23 November 2026.",
            "Your account was opened on 11 November 2026, after 1 January 2026.",
            "For you “edits” is 1,312 as of 1 November 2026.",
            "No value of “blocks” as of 1 November 2026 is known for you.",
            "You hold no such role on 23 November 2026.",
        ],
    )


def test_who_holds_the_role_is_told_which(cast: Cast) -> None:
    part = given_body("Small Circle", parent=cast.body)
    table = table_of(condition(Test.MEMBER_OF_BODY, body="wiki-circle"), condition(Test.MEMBER_OF_KIND))
    assert told(table, person_id(cast.bo))[1][0] == "You hold the role “Member” in “Wiki Circle” on 23 November 2026."
    assert part.pk


def test_a_suspension_and_a_list_that_decides_are_told(cast: Cast) -> None:
    given_suspension(cast, cast.bo, until_on=None)
    given_suspension(cast, cast.dee)
    table = table_of(condition(Test.NOT_SUSPENDED, body="wiki-circle"))
    assert told(table, person_id(cast.bo))[1] == ["You are suspended from 23 November 2026 until it is lifted."]
    assert told(table, person_id(cast.dee))[1][0].endswith("23 December 2026 is the first day without.")
    given_entry(cast, given_list(cast), cast.bo)
    assert told(table | {"exclude": ["veterans"]}, person_id(cast.bo))[0] == (
        "You may not vote, whatever else holds: you stand on a list of those who may not: “Veterans”."
    )
    assert told(table | {"include": ["veterans"]}, person_id(cast.bo))[0].startswith("You may vote, whatever")


def test_what_stands_in_the_way_is_told_first(cast: Cast) -> None:
    table = table_of(
        condition(Test.MEMBER_OF_BODY, body="wiki-circle"), condition(Test.EXTERNAL_FACT),
        {"any": [condition(Test.ACCOUNT_AGE), condition(Test.ON_LIST)]},
    )  # fmt: skip
    shown = queries.shown(queries.check(read(table), person_id(cast.bo), MONDAY))
    assert [row.rule for row in shown.failing] == [
        "“edits” is at least 300 as of 1 November 2026.", "At least one of these holds:",
    ]  # fmt: skip
    assert [row.is_met for row in shown.rows[0].parts] == [True, False, False]


def test_a_check_takes_one_query_and_its_names_two(cast: Cast, django_assert_max_num_queries: Any) -> None:
    given_list(cast)
    every = [condition(test) for test in Test if voters_of(test) == "persons"]
    eligibility = read(table_of(*every, include=["veterans"]))
    with django_assert_max_num_queries(1):
        checked = queries.check(eligibility, person_id(cast.bo), MONDAY)
    with django_assert_max_num_queries(2):
        queries.shown(checked)
