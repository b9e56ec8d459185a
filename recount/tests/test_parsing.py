"""Rulebooks that cannot be used are named by line, in a sentence; the published schema agrees with the reader."""

from __future__ import annotations

import json
import tomllib
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from recount import Unusable, explain, read_rulebook
from recount.locating import json_lines, toml_lines
from recount.tests.given import EXAMPLES, RATIFICATION, given_text
from recount.words import PROBLEMS, RULES, line_sentence, problem_sentence

SCHEMA = json.loads((EXAMPLES.parent / "rulebook.schema.json").read_text(encoding="utf-8"))


def problems(text):
    with pytest.raises(Unusable) as unusable:
        read_rulebook(text)
    return unusable.value.problems


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("format = 1", "format = 2", "unknown_format", 2),
        ("format = 1", "format = true", "unknown_format", 2),
        ('name = "Charter', 'name = 3 # "Charter', "not_a_text", 3),
        ('language = "en"', 'language = "english please"', "not_a_language", 4),
        ('combination = "all"', 'combination = "most"', "not_a_combination", 5),
        ('combination = "all"', "combination = []", "not_a_combination", 5),
        ('combination = "all"', "combination = { all = true }", "not_a_combination", 5),
        ('electorate = { kind = "held_elsewhere" }', "electorate = []", "not_an_electorate", 10),
        ('base = "yes+no" ', "base = []", "unknown_word", 20),
        ('key = "individuals"', "key = []", "not_a_text", 8),
        ('combination = "all"', 'combination = "4 of 3"', "combination_size", 5),
        ('combination = "all"', 'combination = "0 of 3"', "combination_size", 5),
        ('combination = "all"', 'combination = "2 of 4"', "combination_size", 5),
        ('key = "individuals"', 'key = "Individuals!"', "not_a_key", 8),
        ('key = "individuals"', 'key = "board"', "chamber_twice", 39),
        ('electorate = { kind = "held_elsewhere" }', 'electorate = "all"', "not_an_electorate", 10),
        ('electorate = { kind = "held_elsewhere" }', "electorate = { share = 0.5 }", "electorate_not_plain", 10),
        ('share = "2 %"', "share = 0.02", "not_exact", 13),
        ('share = "2 %"', "share = 2", "not_exact", 13),
        ('share = "2 %"', 'share = "two"', "not_a_share", 13),
        ('share = "2 %"', 'share = "0 %"', "share_out_of_range", 13),
        ('share = "2 %"', 'share = "101 %"', "share_out_of_range", 13),
        ('share = "2 %"', 'share = "2/0"', "not_a_share", 13),
        ('share = "2 %"', 'share = "2 %"\nvotes = 3', "quorum_size", 12),
        ('share = "2 %"\nof', 'votes = 3\nof', "votes_of", 14),
        ('share = "2 %"\nof = "eligible"', "votes = -3", "not_a_number", 13),
        ('tie = "bar"\nempty', 'tie = "passes"\nempty', "tie_is_no_question", 22),
        ('share = "2 %"', 'shares = "2 %"', "unknown_key", 13),
        ('name = "Board"', 'name = "Board"\nnames = { es = "Junta", "no tag" = "x" }', "not_names", 41),
        ('quorum = "none"', 'quorum = "half"', "not_a_quorum", 29),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(old, new, code, line):
    found = problems(RATIFICATION.replace(old, new, 1))
    assert (code, line) in [(p.code, p.line) for p in found]
    assert all(problem_sentence(p) for p in found)


def test_text_that_is_no_toml_is_named_by_line():
    found = problems('format = 1\nname = "open\n')
    assert [(p.code, p.line) for p in found] == [("not_toml", 2)]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('{"format": 1,\n "name": }', "not_json", 2),
        ('{"format": 1,\n "name": "a",\n "name": "b"}', "said_twice", 3),
        ('{"format": 1, "name": ' + "[" * 100_000, "too_deep", 1),
        ('{"format": ' + "9" * 5_000 + "}", "not_json", 1),
        ("", "unknown_format", 1),
    ],
)
def test_json_that_cannot_be_read_is_named_by_line(text, code, line):
    assert (code, line) in [(p.code, p.line) for p in problems(text)]


def test_more_than_all_can_never_be_met():
    text = given_text(threshold={"share": '"100 %"', "tie": '"bar"'})
    assert [p.code for p in problems(text)] == ["more_than_all"]


def test_too_many_chambers_are_refused():
    one = RATIFICATION[RATIFICATION.index("[[chambers]]") :]
    assert next(p.code for p in problems(RATIFICATION + one * 17)) == "too_many_chambers"


def test_shares_are_exact():
    rules = read_rulebook(given_text(threshold={"share": '"66.7 %"', "tie": '"bar"'}))
    assert rules.chambers[0].threshold.share == Fraction(667, 1000)


def test_names_in_other_languages_are_kept():
    text = RATIFICATION.replace('name = "Board"', 'name = "Board"\nnames = { es = "Junta", ar = "المجلس" }')
    assert read_rulebook(text).chambers[2].names == {"es": "Junta", "ar": "المجلس"}


def test_json_and_toml_read_the_same():
    assert read_rulebook(json.dumps(tomllib.loads(RATIFICATION))) == read_rulebook(RATIFICATION)


def test_lines_are_found_through_long_strings_and_lists():
    text = 'a = """\n[b]\nc = 1\n"""\nlist = [\n  "x", # ] \n  "y]",\n]\n[t."q.r"]\nk.l = 1\n[[t.u]]\n[[t.u]]\nz = 2\n'
    lines = toml_lines(text)
    assert [lines.of(p) for p in [("a",), ("list",), ("t", "q.r"), ("t", "q.r", "k", "l"), ("t", "u", 1, "z")]] == [
        1, 5, 9, 10, 13,
    ]  # fmt: skip
    assert lines.of(("b",)) == 1


def test_lines_are_found_in_json():
    lines = json_lines('{\n"a": [1,\n {"b": 2}],\n"c": {"d":\n 3}}')
    assert [lines.of(p) for p in [("a",), ("a", 1), ("a", 1, "b"), ("c", "d"), ("c", "x")]] == [2, 3, 3, 4, 4]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda b: b.decode("latin-1")))
def test_no_text_is_anything_but_a_rulebook_or_unusable(text):
    with pytest.raises(Unusable) as unusable:
        read_rulebook(text)
    assert all(problem_sentence(problem) for problem in unusable.value.problems)


LINES = RATIFICATION.splitlines()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(LINES) - 1), st.sampled_from(["drop", "double", "= 1", '= ""', "= []"]))))
def test_a_torn_rulebook_is_read_or_named(tears):
    lines = LINES[:]
    for place, tear in tears:
        key = lines[place].partition("=")[0]
        lines[place] = {"drop": "", "double": f"{lines[place]}\n{lines[place]}"}.get(tear, f"{key}{tear}")
    assert all(problem_sentence(problem) for problem in mistakes("\n".join(lines)))


def mistakes(text):
    try:
        read_rulebook(text)
    except Unusable as unusable:
        return unusable.problems
    return []


def test_the_published_schema_accepts_what_is_read_and_refuses_what_is_unsaid():
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    good = tomllib.loads(RATIFICATION)
    assert validator.is_valid(good)
    assert validator.is_valid(json.loads(read_rulebook(RATIFICATION).canonical()))
    for chamber in good["chambers"]:
        for part in (chamber, chamber["threshold"], *([chamber["quorum"]] if chamber["quorum"] != "none" else [])):
            for key in [k for k in part if k != "names"]:
                kept = part.pop(key)
                assert not validator.is_valid(good), key
                part[key] = kept


def test_every_rule_has_its_sentence():
    rules = read_rulebook(RATIFICATION)
    sentences = [line_sentence(line) for line in explain(rules)]
    assert sentences[0] == "Adopted when every one of the 3 chambers approves."
    assert "Individual voters: at least 2 % of the eligible must take part." in sentences
    assert {line.code for line in explain(rules)} <= RULES.keys()
    assert PROBLEMS.keys() >= {"missing", "unknown_key"}
