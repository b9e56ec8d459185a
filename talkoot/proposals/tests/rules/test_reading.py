"""Reading a process: right files come out whole, wrong ones with every mistake named by field and line."""

from __future__ import annotations

import contextlib
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.proposals import rules
from talkoot.proposals.rules import NotAProcess, StageKind, canonical, parse, plain, read, sha256
from talkoot.proposals.rules.process import in_language

SHIPPED = Path(rules.__file__).parent.parent / "seed" / "proposal.toml"
SOURCE = SHIPPED.read_text(encoding="utf-8")


def problems(source: str):
    with pytest.raises(NotAProcess) as wrong:
        parse(source)
    return {(p.code, p.field, p.line) for p in wrong.value.problems}


def line(text: str, source: str = SOURCE) -> int:
    return next(n for n, one in enumerate(source.splitlines(), 1) if text in one)


def test_the_shipped_process_has_the_five_stages_each_with_a_clock():
    process = parse(SOURCE)
    assert [stage.kind for stage in process.stages] == list(StageKind)
    assert all(stage.clock_days for stage in process.stages)
    assert process.first.reply_days == 7


def test_what_is_written_canonically_reads_back_the_same():
    process = parse(SOURCE)
    assert read(json.loads(canonical(process))) == process
    assert sha256(canonical(process)) == sha256(canonical(read(plain(process))))


def test_layout_and_comments_do_not_change_the_hash():
    other = SOURCE.replace("clock_days = 14", "clock_days   =   14  # two weeks") + "\n# the end\n"
    assert sha256(canonical(parse(other))) == sha256(canonical(parse(SOURCE)))


def test_a_changed_clock_changes_the_hash():
    assert canonical(parse(SOURCE.replace("clock_days = 14", "clock_days = 15"))) != canonical(parse(SOURCE))


@pytest.mark.parametrize(
    ("old", "new", "code", "field", "at"),
    [
        ("clock_days = 45", 'clock_days = "soon"', "number", "stage[3].clock_days", "clock_days = 45"),
        ("clock_days = 45", "clock_days = 0", "number", "stage[3].clock_days", "clock_days = 45"),
        ("clock_days = 45", "clock_days = true", "number", "stage[3].clock_days", "clock_days = 45"),
        ('slug = "proposal"', 'slug = "Not This"', "key", "slug", 'slug = "proposal"'),
        ("format = 1", "format = 2", "format", "format", "format = 1"),
        ('kind = "review"', 'kind = "party"', "one_of", "stage[5].kind", 'kind = "review"'),
        ('to = "review"', 'to = "reveiw"', "no_such_stage", "stage[4].move[1].to", 'to = "review"'),
        ("reply_days = 7", "reply_dayz = 7", "unknown", "stage[1].reply_dayz", "reply_days = 7"),
        ('key = "review"', 'key = "declined"', "key_is_an_end", "stage[5].key", 'key = "review"'),
        ('when = "rejected"', "", "verdict_leads_nowhere", "stage[3]", 'key = "decision"'),
    ],
)
def test_each_mistake_is_named_by_field_and_line(old, new, code, field, at):
    found = problems(SOURCE.replace(old, new))
    named = {(c, f) for c, f, _line in found}
    assert (code, field) in named
    lines = {n for c, f, n in found if (c, f) == (code, field)}
    assert lines == {line(at) if code != "verdict_leads_nowhere" else line('key = "decision"') - 1}


@pytest.mark.parametrize(
    ("gate", "code"),
    [
        ('{ needs = "has_ownr" }', "predicate"),
        ("{ any = [] }", "not_a_list"),
        ("{ all = 3 }", "not_a_list"),
        ('"has_owner"', "not_a_table"),
        ("{ }", "gate_kind"),
        ('{ needs = "has_owner", any = [] }', "gate_kind"),
        ('{ needs = "supports_at_least" }', "number"),
        ('{ needs = "supports_at_least", count = -1 }', "number"),
        ('{ needs = "has_owner", count = 1 }', "unknown"),
        ("{ not = " * 9 + '{ needs = "has_owner" }' + " }" * 9, "too_deep"),
    ],
)
def test_a_wrong_gate_is_named(gate, code):
    found = problems(SOURCE.replace('gate = { needs = "consultation_closed" }', f"gate = {gate}", 1))
    assert code in {c for c, _field, _line in found}
    assert all(field.startswith("stage[2].move[2].gate") for _c, field, _line in found)


def test_a_stage_nothing_leads_to_is_named():
    source = SOURCE.replace('  to = "review"\n', '  to = "completed"\n')
    assert ("unreachable", "stage[5].key", line('key = "review"')) in problems(source)


def test_a_loop_without_an_end_is_named():
    source = SOURCE.replace('  to = "completed"\n', '  to = "review"\n').replace(
        '  to = "delivery"\n  gate', '  to = "delivery"\n  gate', 1
    )
    codes = {code for code, _field, _line in problems(source)}
    assert codes == {"to_itself"}
    looped = SOURCE.replace('  [[stage.move]]\n  to = "completed"\n  gate = { needs = "commitments_reviewed" }\n\n', "")
    assert {f for c, f, _l in problems(looped) if c == "endless"} == {"stage[4].key", "stage[5].key"}


def test_several_mistakes_come_at_once():
    source = SOURCE.replace("clock_days = 14", "clock_days = 0").replace("version = 1", "version = -1")
    assert {code for code, _field, _line in problems(source)} == {"number"}
    assert len(problems(source)) == 2


def test_what_is_no_toml_is_named_with_its_line():
    assert problems("format = 1\nslug = \n") == {("not_toml", "", 2)}


def test_an_endless_file_is_refused_unread():
    assert problems("#" * 100_001) == {("too_long", "", None)}


def test_the_readers_language_comes_first_then_english():
    names = (("ar", "فرز"), ("en", "Triage"), ("pt", "Triagem"))
    assert in_language(names, ["ar"]) == ("ar", "فرز")
    assert in_language(names, ["pt-BR"]) == ("pt", "Triagem")
    assert in_language(names, ["fi"]) == ("en", "Triage")
    assert in_language(names[:1], ["fi"]) == ("ar", "فرز")


values = st.recursive(
    st.one_of(st.integers(-5, 10_000), st.booleans(), st.text(max_size=12), st.floats(allow_nan=False)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(min_size=1, max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=150)
@given(st.data())
def test_whatever_stands_where_something_else_should_is_a_named_problem(data):
    process = tomllib.loads(SOURCE)
    spot: Any = process
    for _ in range(data.draw(st.integers(0, 4))):
        keys = list(range(len(spot))) if isinstance(spot, list) else list(spot)
        chosen = data.draw(st.sampled_from(keys))
        if not isinstance(spot[chosen], dict | list) or not spot[chosen]:
            break
        spot = spot[chosen]
    keys = list(range(len(spot))) if isinstance(spot, list) else list(spot)
    spot[data.draw(st.sampled_from(keys))] = data.draw(values)
    try:
        found = read(process, SOURCE)
    except NotAProcess as wrong:
        found = None
        named = [problem.code for problem in wrong.problems]
    else:
        named = ["nothing"]
    assert all(named)
    assert found is None or read(plain(found)) == found


@settings(max_examples=150)
@given(st.integers(0, len(SOURCE)), st.integers(0, 40), st.text(max_size=20))
def test_a_damaged_file_is_read_or_refused_never_anything_else(start, length, noise):
    with contextlib.suppress(NotAProcess):
        parse(SOURCE[:start] + noise + SOURCE[start + length :])


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    with pytest.raises(NotAProcess):
        parse(text)
