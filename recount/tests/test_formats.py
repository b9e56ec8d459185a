"""Files of ballots that others wrote are read as they mean them."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from recount.command import main
from recount.formats import FORMATS, load_profile
from recount.methods.pairwise import compared, ranks_of
from recount.profiles import Ballot
from recount.tests.given_ballots import NOT_SHARED, SHARED

shared = pytest.mark.skipif(not SHARED.exists(), reason=NOT_SHARED)


def read(form, text):
    return FORMATS[form].read(text.splitlines(keepends=True))


def ballots(profile):
    """Return ballots as (weight, ranks by name, points by name, silent names)."""
    return [
        (
            weight,
            [profile.named(rank) for rank in ballot.ranks],
            {profile.options[option]: points for option, points in ballot.scores},
            profile.named(ballot.silent),
        )
        for ballot, weight in profile.ballots.items()
    ]


def ranked(profile):
    return [(weight, ranks) for weight, ranks, _points, _silent in ballots(profile)]


def duels(profile):
    """Return how many prefer each option to each other, counted without the methods' own table."""
    size = len(profile.options)
    table = [[0] * size for _ in range(size)]
    for ballot, weight in profile.ballots.items():
        place = {option: at for at, rank in enumerate(ranks_of(ballot)) for option in rank}
        for a in set(range(size)) - set(ballot.silent):
            for b in set(range(size)) - set(ballot.silent):
                table[a][b] += weight * (place.get(a, size * 9) < place.get(b, size * 9))
    return table


EXPECTED_DUELS = [
    *(("k8s-elections", f"steering-{year}", f"steering-{year}-ballots.csv") for year in (2017, 2018, 2020, 2022, 2024)),
    ("k8s-elections", "code-of-conduct-2023", "code-of-conduct-2023-ballots.csv"),
    *(("debian-votes", f"leader{year}", f"leader{year}_tally.txt") for year in (2006, 2020)),
]


@shared
@pytest.mark.parametrize(("folder", "name", "file"), EXPECTED_DUELS)
def test_published_ballots_give_the_published_duels(folder, name, file):
    expected = json.loads((SHARED / folder / "expected.json").read_text())[name]
    profile = load_profile(SHARED / folder / file)
    assert duels(profile) == expected["pairwise"]
    assert profile.weight == expected["ballots"]


@shared
def test_the_droop_files_are_read(tmp_path):
    found = {path.name: load_profile(path) for path in (SHARED / "droop-stv" / "blt").rglob("*.blt")}
    assert len(found) == 22
    assert found["42ubom.blt"].options == ("Cåstor", "Pøllüx", "Hélen")
    assert found["SCw.blt"].withdrawn == {3}
    assert found["Hillhead-2007.blt"].weight == 8984
    assert found["M135.blt"].title == "M135: Gen v1.1 1 3 45"
    assert ranked(found["eq2.blt"])[0] == (5, [["A"], ["B", "C"], ["D"]])


@shared
@pytest.mark.parametrize(
    ("file", "weight", "options"),
    [("burl2009", 8980, 6), ("mock-all-blank", 100, 0), ("mock-one-cand", 100, 1), ("commasquare", 12, 3)],
)
def test_the_abif_files_are_read(file, weight, options):
    profile = load_profile(SHARED / "abif-elections" / f"{file}.abif")
    assert (profile.weight, len(profile.options)) == (weight, options)


@shared
def test_points_and_names_of_abif():
    profile = load_profile(SHARED / "abif-elections" / "tennessee-example-STAR.abif")
    assert profile.options[1] == "Nashville, TN"
    assert profile.about[1] == {"token": "Nash"}
    assert sum(weight * dict(ballot.scores)[1] for ballot, weight in profile.ballots.items()) == 261


def test_blt_with_all_that_is_added_to_it():
    profile = read(
        "blt",
        "4 2 # four for two\n-2\n[nick a b c d]\n[tie 1 2 3 4]\n2 1=3 - 4 0\n"
        "1.5 a (b c) 0 1/3 4 0\n/* one\n two */ 1 0\n0\n"
        '"Ann" "Bo \\"B\\" ""b"""\n"Cy # no comment" # a comment\nDoe\n"A title"\n"more" and more\n',
    )
    assert profile.options == ("Ann", 'Bo "B" "b"', "Cy # no comment", "Doe")
    assert ranked(profile) == [
        (2, [["Ann", "Cy # no comment"], [], ["Doe"]]),
        (Fraction(3, 2), [["Ann"], ['Bo "B" "b"', "Cy # no comment"]]),
        (Fraction(1, 3), [["Doe"]]),
        (1, []),
    ]
    assert (profile.seats, profile.withdrawn, profile.title) == (2, {1}, "A title")
    assert profile.remarks == {"ignored_line": 1}


def test_a_whole_blt_on_one_line():
    profile = read("blt", '3 1 -2 3 1 3 0 4 2 0 0 "Ann" "Bo" "Cy" "T"')
    assert ranked(profile) == [(3, [["Ann"], ["Cy"]]), (4, [["Bo"]])]


@pytest.mark.parametrize(
    ("lines", "first"), [("(x1) 1 2 1 0\n(x 2) 1 1 0\n", ["Bo"]), ("(x1) 2 1 0\n(x2) 1 0\n", ["Bo"])]
)
def test_ballot_ids_with_a_weight_as_openstv_or_without_as_droop(lines, first):
    profile = read("blt", f'2 1\n{lines}0\n"Ann"\n"Bo"\n')
    assert ranked(profile) == [(1, [first, ["Ann"]]), (1, [["Ann"]])]


def test_equal_ballots_are_one_however_they_are_written():
    profile = read("blt", '3 1\n1 1 2=3 0\n2  1  3=2 0\n1 1 (2 3) - 0\n0\n"A"\n"B"\n"C"\n')
    assert profile.ballots == {Ballot(((0,), (1, 2))): 4}


def test_csv_of_ranks_with_silence_and_things_beside():
    profile = read("csv", "\ufeffTimestamp;Respondent;Ann;Bo;Cy;Comment\r\nnow;R1;1;no opinion;1;fine\r\n;R2;;3;2;\r\n")
    assert profile.options == ("Ann", "Bo", "Cy")
    assert ballots(profile) == [(1, [["Ann", "Cy"]], {}, ["Bo"]), (1, [[], ["Cy"], ["Bo"]], {}, [])]
    assert profile.remarks == {"ignored_column": 3}


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("Memphis, TN;Nashville, TN\n1;2\n", ("Memphis, TN", "Nashville, TN")),
        ("sep=\t\nAnn, A.\tBo\n1\t2\n", ("Ann, A.", "Bo")),
        ("\n\nAnn,Bo\n\n1,2\n", ("Ann", "Bo")),
        ('"Ann; A.",Bo\n1,2\n', ("Ann; A.", "Bo")),
        ("Ann\n1\n", ("Ann",)),
    ],
)
def test_the_separator_of_csv_is_found(text, options):
    profile = read("csv", text)
    assert profile.options == options
    assert profile.weight == 1


def test_csv_of_choices_with_weights():
    profile = read("csv", 'Ballot ID,Count,1st choice,2nd choice,rank 3\na,2,"Bo, B.",,Ann\nb,1,Ann,Ann,overvote\n')
    assert profile.options == ("Ann", "Bo, B.")
    assert ranked(profile) == [(2, [["Bo, B."], [], ["Ann"]]), (1, [["Ann"], ["Ann"]])]
    assert profile.remarks == {"ignored_column": 1, "overvote": 1}


def test_csv_of_yes_and_no():
    profile = read("csv", "voter,choice\na,no\nb,yes\nc,no\n")
    assert profile.options == ("yes", "no", "neutral")
    assert ranked(profile) == [(2, [["no"]]), (1, [["yes"]])]


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("csv", "score: Ann,score: Bo\n5,0\n", (1, [], {"Ann": 5, "Bo": 0}, [])),
        ("csv-scores", "Ann\tBo\n-1\t2.5\n", (1, [], {"Ann": -1, "Bo": Fraction(5, 2)}, [])),
        ("csv", "Ann,Bo,Cy\nx,,No opinion\n", (1, [["Ann"]], {}, ["Cy"])),
        ("csv-approval", "Ann,Bo\n1,0\n", (1, [["Ann"]], {}, [])),
        ("csv", "Ann,Bo\nsupport,oppose\n", (1, [], {"Ann": 1, "Bo": -1}, [])),
        ("csv-ranks", "rank1,rank2\n2,1\n", (1, [["rank2"], ["rank1"]], {}, [])),
        ("csv-choices", "first,second\nAnn,Bo|Cy\n", (1, [["Ann"], ["Bo", "Cy"]], {}, [])),
    ],
)
def test_csv_of_points_and_marks(form, text, expected):
    assert ballots(read(form, text)) == [expected]


def test_abif_with_points_and_ranks_left_out():
    profile = read("abif", '{title: "T"}\n=A:[Ann, A.]\n3:A/5>Bo/2=[Cy]/2 # c\n2 * Bo>>A\n1:A/5, Cy/3\n4:A,Bo\n0:Cy\n')
    assert profile.options == ("Ann, A.", "Bo", "Cy")
    assert ballots(profile) == [
        (3, [["Ann, A."], ["Bo", "Cy"]], {"Ann, A.": 5, "Bo": 2, "Cy": 2}, []),
        (2, [["Bo"], [], ["Ann, A."]], {}, []),
        (1, [], {"Ann, A.": 5, "Cy": 3}, []),
        (4, [["Ann, A.", "Bo"]], {}, []),
    ]


def test_preflib_orders_and_approvals():
    names = "# TITLE: T\n# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n# ALTERNATIVE NAME 3: C\n"
    assert ranked(read("toi", names + "4: 3,{1, 2}\n2: 1\n")) == [(4, [["C"], ["A", "B"]]), (2, [["A"]])]
    yes = "# CATEGORY NAME 1: Yes\n# CATEGORY NAME 2: No\n"
    assert ranked(read("cat", yes + names + "4: {1,3},2\n1: {},{1,2,3}\n")) == [(4, [["A", "C"]]), (1, [])]


def test_json_holds_everything():
    profile = read(
        "json",
        '{"format": 1, "title": "T", "seats": 2, "options": ["A", {"name": "B", "about": {"cost": "3"}}],\n'
        '"withdrawn": ["B"], "budget": "2.5", "ballots": [{"weight": "1/3", "ranks": ["A", [], ["B"]],\n'
        '"scores": {"A": 5}}, {"approvals": ["B", "A"]}, {"silent": ["A"]}]}',
    )
    assert ballots(profile) == [
        (Fraction(1, 3), [["A"], [], ["B"]], {"A": 5}, []),
        (1, [["A", "B"]], {}, []),
        (1, [], {}, ["A"]),
    ]
    assert (profile.seats, profile.withdrawn, profile.budget) == (2, {1}, Fraction(5, 2))
    assert profile.about == ({}, {"cost": "3"})


def test_an_old_tally_sheet_is_in_latin_1(tmp_path):
    path = tmp_path / "leader_tally.txt"
    path.write_bytes("  Option 1-->: Jérôme\n/  Option 2-->: None\nV: 21 abc\nV: 1- def\n".encode("latin-1"))
    assert ranked(load_profile(path)) == [(1, [["None"], ["Jérôme"]]), (1, [["Jérôme"]])]


def test_starvote_gives_nothing_to_those_a_ballot_does_not_name():
    profile = read("starvote", "[options]\nseats = 2\n[ballots]\n2 ballots:\n\tAnn = 5 # c\n\tBo = 1\n\nBo = 3\n")
    assert profile.seats == 2
    assert ballots(profile) == [(2, [], {"Ann": 5, "Bo": 1}, []), (1, [], {"Ann": 0, "Bo": 3}, [])]


def test_names_in_many_scripts_are_kept():
    names = ["Анна", "Мария", "李", "می\u200cخواهم", "क्\u200dष", "Ø", "O", "❤️"]
    written = "".join(f'"{name}"\n' for name in names)
    assert read("blt", f"8 1\n1 1 0\n0\n{written}").options == tuple(names)


def test_the_table_of_duels_agrees():
    profile = read("csv", "A,B,C\n1,2,No opinion\n2,1,3\n,1,1\n")
    votes = [(ballot.ranks, ballot.silent, weight) for ballot, weight in profile.ballots.items()]
    assert [list(row) for row in compared(profile, votes)] == duels(profile)


def test_convert_says_what_is_lost(tmp_path, capsys):
    source, target = tmp_path / "in.csv", tmp_path / "out.blt"
    source.write_text("id,Ann,Bo\n1,1,No opinion\n2,2,1\n")
    assert main(["convert", str(source), str(target)]) == 0
    said = capsys.readouterr().out
    assert "2 ballots, 2 different, on 2 options." in said
    assert "lost: options on which a ballot says nothing at all." in said
    assert target.read_text() == '2 0\n1 1 0\n1 2 1 0\n0\n"Ann"\n"Bo"\n""\n'


def test_convert_leaves_the_target_alone_when_it_cannot(tmp_path, capsys):
    source, target = tmp_path / "in.csv", tmp_path / "out.soc"
    source.write_text("Ann,Bo\n1,1\n")
    target.write_text("as it was")
    assert main(["convert", str(source), str(target)]) == 2
    assert capsys.readouterr().err == f"{target}, line 1: soc has no form for equal ranks or for ranks left out.\n"
    assert main(["convert", str(source), str(tmp_path / "out.starvote")]) == 2
    assert target.read_text() == "as it was"
    assert {path.name for path in tmp_path.iterdir()} == {"in.csv", "out.soc"}
