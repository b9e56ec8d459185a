"""A file that cannot be counted is refused in one sentence that names file and line."""

from __future__ import annotations

import pytest

from recount.command import main
from recount.formats import FORMATS, load_profile
from recount.formats.gathering import MOST_RANKS
from recount.formats.lines import LONGEST_LINE
from recount.formats.naming import MOST_OPTIONS
from recount.reading import Unusable
from recount.words import problem_sentence

THREE = '0\n"A"\n"B"\n"C"\n'
NAMES = "# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n"
REFUSED = [
    ("blt", "", "blt_no_head", 1),
    ("blt", "a b\n", "blt_no_head", 1),
    ("blt", "99999 1\n", "blt_no_head", 1),
    ("blt", f"3 1\n1 1 4 0\n{THREE}", "unknown_option", 2),
    ("blt", f"3 1\n1 1 1 0\n{THREE}", "option_twice", 2),
    ("blt", f"3 1\n1 1=2 2 0\n{THREE}", "option_twice", 2),
    ("blt", f"3 1\n1 1 2\n1 3 0\n{THREE}", "blt_no_zero", 2),
    ("blt", "3 1\n1 1 2 0\n1 1 0\n", "blt_no_end", 3),
    ("blt", f"3 1\n1e3 1 0\n{THREE}", "not_a_weight", 2),
    ("blt", f"3 1\n1 1 0\n-1 1 2 0\n{THREE}", "not_a_weight", 3),
    ("blt", f"3 1\n0.0 1 2 0\n{THREE}", "not_a_weight", 2),
    ("blt", f"3 1\n-4\n1 1 0\n{THREE}", "unknown_option", 2),
    ("blt", f"3 1\n(a) 1 1 0\n(a) 1 2 0\n{THREE}", "ballot_id_twice", 3),
    ("blt", f"3 1\n(a 1 1 0\n{THREE}", "blt_ballot_id", 2),
    ("blt", f"3 1\n[nick a b]\n{THREE}", "blt_nicknames", 2),
    ("blt", f"3 1\n[nick a b\n{THREE}", "blt_bracket_open", 2),
    ("blt", '3 1\n0\n"A"\n"B"\n', "blt_names_missing", 4),
    ("blt", '3 1\n0\n"A"\n"B\nC"\n', "blt_name_unquoted", 4),
    ("blt", '2 1\n0\n"Ann"\n""\n', "name_empty", 4),
    ("blt", f"3 1\n1 {'- ' * (MOST_RANKS + 1)}0\n{THREE}", "too_many_ranks", 2),
    ("csv", "", "csv_no_options", 1),
    ("csv", "id,voter\n1,2\n", "csv_no_options", 1),
    ("csv", "Ann,Bo\n1\n", "row_size", 2),
    ("csv", 'Ann,Bo\n1,2\n"1,2\n', "csv_broken", 3),
    ("csv", "Ann,Bo\n1,0\n", "csv_points_or_marks", 1),
    ("csv", "Ann,Bo\n1,3\n", "csv_no_ranks", 2),
    ("csv", "Ann,Bo\n1,2\n2,first\n", "csv_no_ranks", 3),
    ("csv", "Ann,Bo\n,2\nR2,1\n", "csv_no_ranks", 3),
    ("csv", "Someone,Ann\n" + "R,1\n" * 1000 + "2,1\n", "csv_mixed_column", 1002),
    ("csv", "sep=;\nAnn;Bo\n1;7\n", "csv_no_ranks", 3),
    ("csv", "\n\nAnn;Bo\n1;7\n", "csv_no_ranks", 4),
    ("csv", "weight,Ann\nmany,1\n", "not_a_weight", 2),
    ("csv", "weight,count,Ann\n1,1,1\n", "csv_two_weights", 1),
    ("csv", "rank: Ann,score: Bo\n1,1\n", "csv_two_kinds", 1),
    ("csv-scores", "Ann,Bo\n1,many\n", "csv_no_scores", 2),
    ("csv-approval", "Ann,Bo\n1,2\n", "csv_no_approval", 2),
    ("csv", "choice\nAnn\nann\n", "names_alike", 3),
    ("csv", ",".join(map(str, range(MOST_OPTIONS + 1))), "too_many_options", 1),
    ("abif", "A>B\n", "abif_line", 1),
    ("abif", "1:A>B=\n", "abif_ballot", 1),
    ("abif", "1:A>[B\n", "abif_ballot", 1),
    ("abif", "1:A>A\n", "abif_twice", 1),
    ("abif", "1:A/x\n", "abif_ballot", 1),
    ("abif", "1:A/1.2.3\n", "not_a_number_here", 1),
    ("abif", "{title: T\n", "abif_metadata", 1),
    ("abif", "1:A\n=A:[Ann]\n", "abif_declared_late", 2),
    ("soi", "1: 1\n", "preflib_unknown", 1),
    ("soi", "# TITLE: T\n", "preflib_no_names", 1),
    ("soi", f"{NAMES}1: 1,3\n", "preflib_unknown", 3),
    ("soi", f"{NAMES}1: 1,1\n", "preflib_twice", 3),
    ("soi", f"{NAMES}1: {{1,2}}\n", "preflib_not_strict", 3),
    ("toi", f"{NAMES}1: {{1,2\n", "preflib_ballot", 3),
    ("soc", f"{NAMES}1: 1\n", "preflib_not_complete", 3),
    ("soc", f"# DATA TYPE: toi\n{NAMES}", "preflib_other_type", 1),
    ("soi", f"{NAMES}x: 1\n", "preflib_line", 3),
    ("json", "[]", "not_json", 1),
    ("json", '{"format": 1,\n"options": ["A"],\n"ballots": [{}]', "not_json", 3),
    ("json", '{"format": 2, "options": ["A"], "ballots": []}', "unknown_format", 1),
    ("json", '{"format": 1, "ballots": [], "options": ["A"]}', "json_options_first", 1),
    ("json", '{"format": 1, "options": ["A"],\n"ballots": [\n{"ranks": ["B"]}]}', "unknown_name", 3),
    ("json", '{"format": 1, "options": ["A"],\n"ballots": [{"weight": 0.5}]}', "json_not_exact", 2),
    ("json", '{"format": 1, "options": ["A"],\n"ballots": [{"weight": 1, "weight": 2}]}', "said_twice", 2),
    ("json", '{"format": 1, "options": ["A"],\n"ballots": [{"votes": 1}]}', "unknown_key", 2),
    ("json", "[" * 100_000, "not_json", 1),
    ("json", '{"format": 1, "options": ' + "[" * 100_000, "too_deep", 1),
    ("debian", "V: 12\n", "debian_no_options", 1),
    ("debian", "Option 1-->: A\nV: 12\n", "debian_ballot", 2),
    ("debian", "Option 2-->: A\n", "debian_option", 1),
    ("starvote", "[ballots]\nAnn 5\n", "starvote_line", 2),
    ("starvote", "[options]\nstarvote_path = other\n", "starvote_elsewhere", 2),
]


def refusal(folder, form: str, content: str | bytes) -> tuple[str, int]:
    path = folder / "file"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(Unusable) as caught:
        load_profile(path, form)
    problem = caught.value.problems[0]
    assert caught.value.name == str(path)
    assert problem_sentence(problem)
    return problem.code, problem.line


@pytest.mark.parametrize(("form", "text", "code", "line"), REFUSED, ids=lambda value: str(value)[:30])
def test_it_is_refused_with_its_line(tmp_path, form, text, code, line):
    assert refusal(tmp_path, form, text) == (code, line)


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_no_text_is_refused(tmp_path, form):
    assert refusal(tmp_path, form, b"1 1\0 0\n") == ("nul_in_text", 1)
    if not FORMATS[form].latin_1:
        assert refusal(tmp_path, form, b"\xe5\n") == ("not_text", 1)


@pytest.mark.parametrize("form", FORMATS)
def test_ten_megabytes_on_a_line_are_refused(tmp_path, form):
    code, line = refusal(tmp_path, form, b"1 2 3 " * 1_700_000)
    assert (code, line) == ("not_json" if form == "json" else "line_too_long", 1)


@pytest.mark.parametrize("form", ["csv-choices", "abif", "soi", "starvote"])
def test_too_many_options_are_refused(tmp_path, form):
    start, line = {
        "csv-choices": ("choice\n", "o{}\n"),
        "abif": ("", "1:o{}\n"),
        "soi": ("", "# ALTERNATIVE NAME {0}: o{0}\n"),
        "starvote": ("[ballots]\n", "o{} = 1\n"),
    }[form]
    text = start + "".join(map(line.format, range(MOST_OPTIONS + 1002)))
    assert refusal(tmp_path, form, text)[0] == "too_many_options"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann", "ann"),
        ("Ann", "Ann"),
        ("Ann Lee", "Ann\u00a0 Lee"),
        ("Åsa", "A\u030asa"),
        ("ﬁne", "fine"),
        ("Anna", "Аnna"),
        ("PAX", "РАХ"),
        ("Straße", "STRASSE"),
        ("می\u200cخواهم", "میخواهم"),
    ],
)
def test_names_that_look_alike_are_refused_with_both(tmp_path, one, other):
    path = tmp_path / "file.blt"
    path.write_text(f'2 1\n1 1 0\n0\n"{one}"\n"{other}"\n', encoding="utf-8")
    with pytest.raises(Unusable) as caught:
        load_profile(path)
    problem = caught.value.problems[0]
    assert (problem.code, problem.line, problem.values["other_line"]) == ("names_alike", 5, 4)
    assert (problem.values["name"], problem.values["other"]) == (other, one)


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u2066", "\u200f", "\x07", "\u200d", "\u3164", "\u00ad"])
def test_names_that_hide_something_are_refused(tmp_path, sign):
    assert refusal(tmp_path, "blt", f'1 1\n0\n"An{sign}n"\n') == ("name_hides", 3)


def test_numbers_that_no_sum_could_be_written_of_are_refused(tmp_path):
    lines = "".join(f"1/{10**50 + number} 1 0\n" for number in range(3))
    assert refusal(tmp_path, "blt", f'1 1\n{lines}0\n"A"\n') == ("numbers_too_fine", 3)


def test_the_longest_line_is_read(tmp_path):
    path = tmp_path / "file.blt"
    ranks = " ".join(map(str, range(1, MOST_OPTIONS + 1)))
    names = "".join(f'"o{number}"\n' for number in range(MOST_OPTIONS))
    path.write_text(f"{MOST_OPTIONS} 1\n1 {ranks} 0\n0\n{names}")
    assert len(load_profile(path).options) == MOST_OPTIONS
    assert len(ranks) < LONGEST_LINE


@pytest.mark.parametrize("text", ['"' * 900_000, '\\"' * 400_000, "(" * 900_000, " 1" * 400_000, "a " * 400_000])
@pytest.mark.parametrize("form", FORMATS)
def test_no_line_takes_long(tmp_path, form, text):
    path = tmp_path / "file"
    for start in ('1 1\n0\n"', "# ALTERNATIVE NAME 1: a\n1: ", "1:", "{", "=", "Ann\n", "V: ", "[ballots]\nAnn = "):
        path.write_text(start + text)
        with pytest.raises(Unusable):
            load_profile(path, form)


def test_the_command_says_file_and_line(tmp_path, capsys):
    path = tmp_path / "board.blt"
    path.write_text("3 1\n1 9 0\n")
    assert main(["count", "--method", "plurality", str(path)]) == 2
    assert capsys.readouterr().err == f'{path}, line 2: "9" is no option: they are numbered from 1 to 3.\n'
