"""The directory's own CSV files: everything wrong is named by line and field."""

from __future__ import annotations

from datetime import date

import pytest

from talkoot.directory.rules import BodyStatus, ChannelKind, HowChosen, Power
from talkoot.directory.rules.tables import read_bodies, read_mandates, read_persons, read_roles
from talkoot.kernel.imports import BadFile, Problem, Upload


def upload(text: str | bytes) -> Upload:
    """Return a file of these lines."""
    return Upload("rows.csv", text if isinstance(text, bytes) else text.encode())


def test_a_body_with_everything_is_read() -> None:
    reading = read_bodies(
        upload(
            "key,name,kind,language,parent,status,mission,topics,territories,languages,started_on,ended_on,aliases,channels\n"
            'b1,Wiki Circle,chapter,en,b0,ended,"Keeps\nthings",Q42;maps,KE;UG,sw;en,2019-01-02,2024-05-06,WC;Circle,'
            "website https://wiki.example;mail info@wiki.example;mail ada@wiki.example\n"
        )
    )
    (body,) = reading.rows
    assert (body.status, body.started_on, body.ended_on) == (BodyStatus.ENDED, date(2019, 1, 2), date(2024, 5, 6))
    assert (body.topics, body.territories, body.aliases) == (("Q42", "maps"), ("KE", "UG"), ("WC", "Circle"))
    assert [(c.kind, c.address) for c in body.channels] == [
        (ChannelKind.WEBSITE, "https://wiki.example"),
        (ChannelKind.MAIL, "info@wiki.example"),
    ]


def test_left_out_columns_take_their_defaults() -> None:
    (role,) = read_roles(upload("key,body,name\nr1,b1,Chair\n")).rows
    assert (role.seats, role.powers, role.language, role.term_months) == (1, (), "en", None)


def test_columns_may_come_in_any_order_and_after_a_byte_order_mark() -> None:
    (role,) = read_roles(upload("\ufeffname,key,powers,body\nChair,r1,represent;appoint,b1\n")).rows
    assert role.powers == (Power.REPRESENT, Power.APPOINT)


def test_a_mandate_that_is_over_on_an_unknown_day_is_read() -> None:
    (mandate,) = read_mandates(upload("key,person,role,how_chosen,over\nm1,p1,r1,lot,yes\n")).rows
    assert (mandate.is_over, mandate.until_on, mandate.how_chosen) == (True, None, HowChosen.LOT)


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ("m1,p1,r1,2024-13-01,,lot", "from_on"),
        ("m1,p1,r1,2024-1-1,,lot", "from_on"),
        ("m1,p1,r1,2024-05-01,2024-04-01,lot", "until_on"),
        ("m1,p1,r1,,,chosen", "how_chosen"),
        ("m1,,r1,,,lot", "person"),
        ("m 1,p1,r1,,,lot", "key"),
    ],
)
def test_a_bad_mandate_is_named_by_line_and_field(cells: str, field: str) -> None:
    reading = read_mandates(upload(f"key,person,role,from_on,until_on,how_chosen\nm0,p1,r1,,,lot\n{cells}\n"))
    assert [(p.file, p.line, p.field) for p in reading.problems] == [("rows.csv", 3, field)]
    assert len(reading.rows) == 1


def test_lines_are_counted_through_cells_of_several_lines() -> None:
    reading = read_bodies(
        upload('key,name,kind,language,mission\nb1,A,chapter,en,"one\ntwo\nthree"\nb2,,chapter,en,\n')
    )
    assert [p.line for p in reading.problems] == [5]


def test_a_repeated_key_names_the_first_line() -> None:
    (problem,) = read_persons(upload("key,name\np1,Ada\np1,Bo\n")).problems
    assert (problem.line, problem.field, problem.text) == (3, "key", "“p1” stood in line 2 already.")


@pytest.mark.parametrize("character", ["\u202e", "\u0007", "\u2066"])
def test_hidden_characters_are_refused_by_name(character: str) -> None:
    (problem,) = read_persons(upload(f"key,name\np1,A{character}da\n")).problems
    assert problem.field == "name"
    assert f"U+{ord(character):04X}" in problem.text


def test_a_personal_address_leaves_a_text_and_may_not_be_a_name() -> None:
    reading = read_persons(upload("key,name,language,about\np1,Ada,en,Write to ada@example.org\np2,bo@example.org,,\n"))
    assert reading.rows[0].about == "Write to [address withheld]"
    assert [(p.line, p.field) for p in reading.problems] == [(3, "name")]


def test_a_text_needs_its_language() -> None:
    (problem,) = read_persons(upload("key,name,about\np1,Ada,Hello\n")).problems
    assert problem.field == "language"


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("key,nmae\np1,Ada\n", 1, "nmae"),
        ("key\np1\n", 1, "name is missing"),
        ("key,name,name\np1,A,B\n", 1, "twice"),
        ("", 0, "empty"),
        ("  \n", 0, "empty"),
        (b"key,name\np1,Ada\np2,Zo\xeb\n", 3, "UTF-8"),
        ('key,name\np1,"Ada\n', 2, "cannot be read"),
    ],
)
def test_what_spoils_the_whole_file_is_named(content: str | bytes, line: int, words: str) -> None:
    with pytest.raises(BadFile) as bad:
        read_persons(upload(content))
    assert [p.line for p in bad.value.problems][:1] == [line]
    assert words in " ".join(p.text for p in bad.value.problems)


def test_a_line_with_too_few_cells_is_named() -> None:
    (problem,) = read_persons(upload("key,name\np1\n")).problems
    assert problem == Problem("rows.csv", 2, "", problem.sentence, {"found": 1, "wanted": 2})


def test_a_place_is_written_as_compilers_do() -> None:
    (problem,) = read_persons(upload("key,name\np1,\n")).problems
    assert str(problem) == "rows.csv:2:name: This must not be empty."
