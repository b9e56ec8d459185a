"""Reading what others hand in."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from talkoot.kernel.actors import SYSTEM
from talkoot.kernel.imports import (
    BadFile,
    Column,
    Outcome,
    Problem,
    Reading,
    Run,
    Source,
    Upload,
    Wrong,
    choice,
    chunks,
    day,
    decode,
    finish,
    line,
    many,
    number,
    read_table,
    run_source,
    runs,
    settle,
    tables,
)
from talkoot.kernel.imports.problems import Counted
from talkoot.kernel.testing import MONDAY

RUN = Run(origin="x", by=SYSTEM, at=MONDAY)


class Colour(StrEnum):
    """A closed list."""

    RED = "red"
    BLUE = "blue"


COLUMNS = (
    Column("key", line(10), needed=True),
    Column("colour", choice(Colour), optional=True, empty=Colour.RED),
    Column("sizes", many(number(1, 9)), optional=True, empty=()),
)


def file(text: str) -> Upload:
    """Return a file."""
    return Upload("f.csv", text.encode())


def test_empty_cells_and_missing_columns_take_what_empty_means() -> None:
    rows = read_table(file("key,colour\na,\nb,blue\n"), COLUMNS).rows
    assert [row.values for row in rows] == [
        {"key": "a", "colour": "red", "sizes": ()},
        {"key": "b", "colour": "blue", "sizes": ()},
    ]


def test_blank_lines_are_passed_over_and_counted() -> None:
    (problem,) = read_table(file("key\n\na\n\n,\n\nthis is longer than ten\n"), COLUMNS).problems
    assert (problem.line, problem.field, problem.text) == (7, "key", "This is longer than 10 characters.")


def test_every_mistake_of_a_row_is_told() -> None:
    problems = read_table(file("key,colour,sizes\n,green,1;x\n"), COLUMNS).problems
    assert [(p.field, p.text) for p in problems] == [
        ("key", "This must not be empty."),
        ("colour", "“green” is not known here. Known: red, blue."),
        ("sizes", "“x” is not a whole number from 1 to 9."),
    ]


def test_a_quote_is_just_a_quote_where_nothing_is_quoted() -> None:
    (row,) = read_table(Upload("f.tsv", b'key\tcolour\na"b\tblue\n'), COLUMNS, delimiter="\t", quoted=False).rows
    assert row["key"] == 'a"b'


@settings(max_examples=50)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_a_place(data: bytes) -> None:
    problems: list[Problem] = []
    try:
        problems = read_table(Upload("f.csv", data), COLUMNS, key=("key",)).problems
    except BadFile as bad:
        problems = [*bad.problems, Problem("f.csv", 0, "", "refused")]
    assert {p.file for p in problems} <= {"f.csv"}


def test_the_line_that_is_no_utf8_is_named() -> None:
    with pytest.raises(BadFile) as bad:
        decode(Upload("f.csv", b"a\nb\n\xff\n"))
    assert [str(p) for p in bad.value.problems] == [
        "f.csv:3: This line is not UTF-8 text. Save the file as UTF-8 and try again."
    ]


def test_a_file_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "MAX_BYTES", 10)
    with pytest.raises(BadFile):
        run_source(Source("s", lambda _upload, _run: pytest.fail("it was read")), file("key\n" * 5), RUN)


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    with pytest.raises(BadFile, match="more than 3 rows"):
        read_table(file("key\n" + "a\n" * 5), COLUMNS)


def test_problems_refuse_the_file_unless_the_run_is_lenient() -> None:
    reading = Reading([1, 2], [Problem("f.csv", 9, "", "late"), Problem("f.csv", 3, "", "early")])
    with pytest.raises(BadFile) as bad:
        settle(reading, RUN)
    assert [p.line for p in bad.value.problems] == [3, 9]
    assert settle(reading, replace(RUN, lenient=True)) == [1, 2]


def test_only_the_first_problems_are_kept_but_all_are_counted() -> None:
    bad = BadFile([Problem("f.csv", n, "", "x") for n in range(1_000)])
    assert (len(bad.problems), bad.count) == (200, 1_000)


def test_a_rehearsal_ends_by_taking_everything_back() -> None:
    outcome = Outcome()
    source = Source("s", lambda _upload, run: finish(outcome, run))
    assert run_source(source, file("key\n"), RUN) is outcome
    assert run_source(source, file("key\n"), replace(RUN, dry_run=False)) is outcome


def test_outcomes_of_several_files_add_up() -> None:
    one, other = Outcome(), Outcome(set_aside=[Problem("f", 1, "", "x")])
    one.count("created", "body", 2)
    other.count("created", "body")
    other.count("ended", "role")
    one.add(other)
    assert (one.created, one.ended, len(one.set_aside)) == ({"body": 3}, {"role": 1}, 1)


def test_progress_is_told_after_each_piece() -> None:
    told: list[tuple[str, int, int]] = []
    run = replace(RUN, progress=lambda *step: told.append(step))
    pieces = [list(piece) for piece in chunks([1, 2, 3], run, "rows", size=2)]
    assert (pieces, told) == ([[1, 2], [3]], [("rows", 2, 3), ("rows", 3, 3)])


@pytest.mark.parametrize("cell", ["2026-11-31", "26-11-23", "2026-11-23T00:00", "²026-11-23", "yesterday"])
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(Wrong):
        day(cell)


@pytest.mark.parametrize("cell", ["-1", "١", "10", "1.0", "", "9" * 30])
def test_what_is_no_such_number_is_refused(cell: str) -> None:
    with pytest.raises(Wrong):
        number(1, 9)(cell)


def test_a_sentence_with_a_number_in_it_agrees_with_it():
    sentence = Counted("%(count)s row is left.", "%(count)s rows are left.", by="count")
    assert Problem("a.csv", 0, "", sentence, {"count": 1}).text == "1 row is left."
    assert Problem("a.csv", 0, "", sentence, {"count": 2}).text == "2 rows are left."


def test_a_sentence_with_a_number_in_it_is_told_by_the_readers_catalogue():
    sentence = Counted("%(count)s row is left.", "%(count)s rows are left.", by="count")
    told = Problem("a.csv", 0, "", sentence, {"count": 7}).told(
        str, lambda one, several, number: f"{several} ({number})"
    )
    assert told == "7 rows are left. (7)"
