"""The command as a stranger runs it: alone, without any package, exit 0 or 2 with one sentence."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from recount import read_rulebook, roll_sha256
from recount.command import main
from recount.tests.given import EXAMPLES, RATIFICATION, given_text

RULES, TALLIES = EXAMPLES / "ratification.toml", EXAMPLES / "ratification-tallies.toml"
COMMITTEE = {"committee": {"roll": ["ada", "bo", "dee"], "ballots": [{"voter": "ada", "choice": "yes"}]}}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "rules.toml").write_text(given_text(), encoding="utf-8")
    return tmp_path


def run(capsys, *arguments):
    code = main([str(a) for a in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def write(folder: Path, name: str, text: object) -> Path:
    path = folder / name
    path.write_text(text if isinstance(text, str) else json.dumps(text, indent=1), encoding="utf-8")
    return path


def test_it_runs_alone_without_any_package(tmp_path):
    shutil.copytree(EXAMPLES.parent, tmp_path / "recount", ignore=shutil.ignore_patterns("tests", "__pycache__"))
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from recount.command import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, str(tmp_path), "count", str(RULES), str(TALLIES), "--json"],
        capture_output=True, text=True, cwd=tmp_path, check=True,
    )  # fmt: skip
    verdict = json.loads(done.stdout)
    assert verdict["outcome"] == "rejected"
    assert verdict["rulebook_sha256"] == read_rulebook(RATIFICATION).sha256()


def test_the_verdict_is_told_in_sentences(capsys):
    code, out, err = run(capsys, "count", RULES, TALLIES)
    assert (code, err) == (0, "")
    assert "rejected: 2 of 3 chambers approve, 3 must (not board)." in out
    assert (
        "individuals: quorum met by 100: 2446 yes, no and neutral ballots, 2346 needed (at least 2 % of 117275" in out
    )


def test_ballots_in_csv_are_counted_with_the_number_eligible(capsys, folder):
    ballots = write(folder, "b.csv", "voter,chamber,choice\na,committee,yes\nb,committee,no\n\nc,committee,yes\n")
    code, out, _err = run(capsys, "count", folder / "rules.toml", ballots, "--eligible", "committee=9", "--json")
    assert code == 0
    assert json.loads(out)["chambers"] == [
        {"key": "committee", "eligible": 9, "yes": 2, "no": 1, "neutral": 0, "passed": True}
    ]


def test_ballots_with_a_roll_are_counted(capsys, folder):
    committee = {**COMMITTEE["committee"], "roll_sha256": roll_sha256(["bo", "dee", "ada"])}
    path = write(folder, "b.json", {"format": 1, "chambers": {"committee": committee}})
    code, out, _err = run(capsys, "count", folder / "rules.toml", path, "--json")
    assert (code, json.loads(out)["outcome"]) == (0, "adopted")


def test_evidence_brings_its_own_rulebook(capsys, folder):
    rules = {"source": given_text(), "sha256": read_rulebook(given_text()).sha256()}
    path = write(folder, "e.json", {"format": 1, "rulebook": rules, "chambers": COMMITTEE})
    assert run(capsys, "count", path)[0] == 0
    assert run(capsys, "count", folder / "rules.toml", path)[0] == 0
    other = write(folder, "other.toml", given_text(quorum={}))
    assert run(capsys, "count", other, path)[0] == 2


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("b.csv", "voter,choice\n", "line 1: the first line must name the columns"),
        ("b.csv", "chamber,choice\ncommittee,yes\ncommittee,maybe\n", 'line 3: "maybe" is not a choice'),
        ("b.csv", "chamber,choice\ncommittee,yes,1\n", "line 2: this row has 3 fields, the first line has 2"),
        ("b.csv", "chamber,choice,voter\ncommittee,no,x\ncommittee,no,x\n", 'line 3: "x" has a ballot in chamber'),
        ("b.csv", 'chamber,choice\ncommittee,"yes', "line 2: it cannot be read"),
        ("b.csv", "chamber,choice\ncouncil,yes\n", 'line 1: how many were eligible in chamber "council"'),
        ("b.csv", "chamber,choice\n" + "committee,yes\n" * 10, "line 11: 10 ballots were cast by 9 eligible"),
        ("b.json", {"format": 1, "chambers": {}}, "say the counts of each chamber"),
        ("b.json", {"format": 2, "chambers": {}}, "line 2: say the version of this format: format = 1"),
        ("b.json", {"format": 1, "chambers": {"committee": {"yes": 1}}}, "line 4: a chamber holds either"),
        ("b.json", {"format": 1, "chambers": {"committee": [1]}}, "line 4: a chamber holds either"),
        ("b.json", {"format": 1, "chambers": {"committee": {"eligible": 3, "yes": -1, "no": 0, "neutral": 0}}},
         "line 6: yes must be a whole number"),
        ("b.json", {"format": 1, "chambers": {"committee": {"eligible": 3, "yes": 1.5, "no": 0, "neutral": 0}}},
         "line 6: yes must be a whole number"),
        ("b.json", {"format": 1, "chambers": {"committee": {"roll": ["a", "a"], "ballots": []}}},
         'line 7: "a" is on the roll of chamber "committee" twice'),
        ("b.json", {"format": 1, "chambers": {"committee": {"roll": ["a", 1], "ballots": []}}},
         "line 7: an entry of a roll must name its voter"),
        ("b.json", {"format": 1, "chambers": {"committee": {"roll": "a", "ballots": []}}},
         "line 5: roll must be a list"),
        ("b.json", {"format": 1, "chambers": {"committee": {"roll": ["a"], "ballots": 3}}}, "ballots must be a list"),
        ("b.json", {"format": 1, "chambers": {"committee": {"roll": ["a"], "roll_sha256": "0", "ballots": []}}},
         "is not the one its hash was taken of"),
        ("b.json", {"format": 1, "chambers": {"committee": {"roll": ["a"], "eligible": 2, "ballots": []}}},
         "has 1 on its roll and 2 eligible"),
        ("b.json", {"format": 1, "chambers": {"committee": {"roll": ["a"], "ballots": ["yes"]}}}, "not on the roll"),
        ("b.json", {"format": 1, "chambers": {"committee": {"ballots": [
            {"voter": "b", "choice": "yes"}, {"voter": "b", "choice": "no"}], "eligible": 3}}}, '"b" has two ballots'),
        ("b.json", {"format": 1, "chambers": {"committee": {"eligible": 2, "ballots": ["si"]}}},
         '"si" is not a choice'),
        ("b.json", {"format": 1, "chambers": {"council": {"eligible": 3, "yes": 1, "no": 0, "neutral": 0}}},
         'the rulebook has no chamber "council"'),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_counted_is_named_in_one_sentence(capsys, folder, name, text, sentence):
    path = write(folder, name, text)
    code, out, err = run(capsys, "count", folder / "rules.toml", path, "--eligible", "committee=9")
    assert (code, out) == (2, "")
    assert str(path) in err
    assert sentence in err
    assert err.count("\n") == 1


def test_a_missing_file_and_bytes_that_are_no_text_are_named(capsys, folder):
    assert "No such file" in run(capsys, "explain", folder / "none.toml")[2]
    (folder / "b.toml").write_bytes(b"\xff\xfe")
    assert run(capsys, "explain", folder / "b.toml")[2].endswith("line 1: this is not text in UTF-8.\n")
    (folder / "b.csv").write_bytes(b"chamber,choice\n\xff,yes\n")
    assert run(capsys, "count", folder / "rules.toml", folder / "b.csv")[0] == 2


def test_counts_without_a_rulebook_are_refused(capsys):
    code, _out, err = run(capsys, "count", TALLIES)
    assert code == 2
    assert "holds no rulebook" in err


def test_a_chamber_counted_in_two_files_is_refused(capsys):
    code, _out, err = run(capsys, "count", RULES, TALLIES, TALLIES)
    assert code == 2
    assert 'chamber "individuals" is counted in two files' in err


def test_eligible_wants_a_chamber_and_a_number(capsys, folder):
    code, _out, err = run(capsys, "count", RULES, TALLIES, "--eligible", "board")
    assert code == 2
    assert "CHAMBER=NUMBER" in err


def test_a_rulebook_is_read_back_as_sentences_and_as_data(capsys):
    code, out, _err = run(capsys, "explain", RULES)
    assert code == 0
    assert "Board: an equal vote fails." in out
    code, out, _err = run(capsys, "explain", RULES, "--json")
    assert json.loads(out)["rules"][0] == {"code": "combination_all", "chamber": "", "values": {"needed": 3, "of": 3}}


def test_the_schema_is_printed(capsys):
    code, out, _err = run(capsys, "schema")
    assert code == 0
    assert json.loads(out)["title"] == "Rulebook, format 1"


@pytest.mark.parametrize("voters", [False, True])
def test_a_million_ballots_in_three_chambers_are_counted_in_five_seconds(capsys, tmp_path, voters):
    chance = random.Random(7)
    chambers = chance.choices(["individuals", "affiliates", "board"], k=1_000_000)
    choices = chance.choices(["yes", "no", "neutral"], k=1_000_000)
    head = "chamber,choice,voter\n" if voters else "chamber,choice\n"
    rows = (
        f"{a},{b},v{i}\n" if voters else f"{a},{b}\n" for i, (a, b) in enumerate(zip(chambers, choices, strict=True))
    )
    path = write(tmp_path, "b.csv", head + "".join(rows))
    sizes = [part for key in ("individuals", "affiliates", "board") for part in ("--eligible", f"{key}=500000")]
    before = time.process_time()
    code, _out, _err = run(capsys, "count", RULES, path, *sizes)
    assert code == 0
    assert time.process_time() - before < 5
