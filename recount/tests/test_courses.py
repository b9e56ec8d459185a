"""What comes before voting and after the count: read whole or not at all, hashed, read back, and never counted by."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from recount.reading import Unusable
from recount.rulebooks.book import Ballots, Delegation
from recount.rulebooks.counting import count
from recount.rulebooks.course import Clock, Course, Extension, Scrutineers
from recount.rulebooks.explaining import explain
from recount.rulebooks.parsing import read_book
from recount.structure.votes import Tally
from recount.tests.given_books import COURSE, QUORUM, book_text, chamber_text, course_text
from recount.words import line_sentence, problem_sentence

VALID = Draft202012Validator(
    json.loads((Path(__file__).parent.parent / "rulebook-2.schema.json").read_text(encoding="utf-8"))
)


def problems_of(text):
    with pytest.raises(Unusable) as unusable:
        read_book(text)
    return unusable.value.problems


def test_a_course_is_read_whole():
    book = read_book(course_text())
    assert book.course == Course(
        7, ("en", "pt-BR"), 3, 5, Extension(2, 1), Clock.ANYWHERE, Scrutineers("elections", "scrutineer")
    )
    assert (book.chambers[0].ballots, book.chambers[0].delegation) == (Ballots.SECRET, Delegation.NONE)
    assert book.chambers[0].is_secret
    assert not book.chambers[0].allows_delegation
    assert VALID.is_valid(book.data())


def test_rules_without_a_course_read_and_hash_as_before_it_could_be_said():
    book = read_book(book_text(chamber_text(question=True)))
    assert book.course is None
    assert book.chambers[0].ballots is None
    assert "course" not in book.data()
    assert "ballots" not in book.chambers[0].data()
    assert VALID.is_valid(book.data())
    assert "course_unsaid" in [line.code for line in explain(book)]


@given(
    days=st.tuples(*[st.integers(0, 90)] * 3),
    languages=st.lists(st.sampled_from(["en", "es", "ar", "pt-BR", "zh-Hant"]), unique=True),
    extension=st.none() | st.builds(Extension, st.integers(1, 90), st.integers(1, 9)),
    clock=st.sampled_from(Clock),
    scrutineers=st.none() | st.just(Scrutineers("elections", "scrutineer")),
)
def test_every_course_has_one_canonical_form(days, languages, extension, clock, scrutineers):
    course = Course(days[0], tuple(languages), days[1], days[2], extension, clock, scrutineers)
    book = read_book(json.dumps(read_book(course_text()).data() | {"course": course.data()}))
    assert book.course == course
    assert read_book(book.canonical()) == book
    assert VALID.is_valid(book.data())
    assert all(line_sentence(line) for line in explain(book))


@pytest.mark.parametrize("key", COURSE)
def test_each_unsaid_part_of_a_course_names_both_readings_and_an_example(key):
    (problem,) = problems_of(course_text({**COURSE, key: ""}))
    assert problem.code == f"unsaid_{key}"
    sentence = problem_sentence(problem)
    assert all(f"{key} = " in sentence for _reading in problem.values["readings"][:2])


@pytest.mark.parametrize(
    ("course", "chamber", "unsaid"),
    [
        (COURSE, {"ballots": ""}, "ballots"),
        (COURSE, {"delegation": ""}, "delegation"),
        (None, {"delegation": ""}, "course"),
    ],
)
def test_what_goes_with_a_course_is_said_together_or_not_at_all(course, chamber, unsaid):
    problems = problems_of(course_text(course, **chamber))
    assert f"unsaid_{unsaid}" in [problem.code for problem in problems]
    assert all(problem_sentence(problem) for problem in problems)


@pytest.mark.parametrize(
    ("course", "chamber", "code"),
    [
        ({"notice_days": "-1"}, {}, "not_a_number_between"),
        ({"notice_days": "true"}, {}, "not_a_number_between"),
        ({"challenge_days": "91"}, {}, "not_a_number_between"),
        ({"languages": '"en"'}, {}, "not_languages"),
        ({"languages": '["en", "e n"]'}, {}, "not_languages"),
        ({"languages": '["en", "en"]'}, {}, "languages_twice"),
        ({"extension": '"7 days"'}, {}, "not_an_extension"),
        ({"extension": '{ days = 0, times = 1, when = "quorum missed" }'}, {}, "not_a_number_between"),
        ({"extension": '{ days = 2, times = 1, when = "we like" }'}, {}, "unknown_word"),
        ({"scrutineers": '"us"'}, {}, "not_scrutineers"),
        ({"scrutineers": '{ body = "elections" }'}, {}, "missing"),
        ({"clock": '"CET"'}, {}, "unknown_word"),
        ({"notes": '"x"'}, {}, "unknown_key"),
        ({}, {"quorum": '"none"'}, "extension_without_quorum"),
        ({}, {"delegation": '"allowed"'}, "secret_delegation"),
        ({}, {"ballots": '"open"', "delegation": '"allowed"', "votes": '"one per body"'}, "body_delegation"),
    ],
)
def test_what_is_wrong_with_a_course_is_named(course, chamber, code):
    problems = problems_of(course_text({**COURSE, **course}, **chamber))
    assert code in [problem.code for problem in problems]
    assert all(problem_sentence(problem) for problem in problems)


def test_a_course_that_is_no_table_is_refused():
    text = course_text(None, ballots='"open"').replace("[[chambers]]", 'course = "short"\n[[chambers]]', 1)
    assert "not_a_course" in [problem.code for problem in problems_of(text)]


def test_nothing_is_counted_by_a_course():
    tallies = {"community": Tally(20, 9, 3, 1)}
    with_course, without = read_book(course_text()), read_book(book_text(chamber_text(question=True, quorum=QUORUM)))
    told = [count(book, tallies, "").data() for book in (with_course, without)]
    assert [each["outcome"] for each in told] == [told[0]["outcome"]] * 2
    assert told[0]["tests"] == told[1]["tests"]
