"""Bundles that mean harm: each is refused with a sentence that names file and line, and nothing is written."""

from __future__ import annotations

import json
import os
import re
import struct
import time
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from recount import Unusable
from recount.bundle_words import DIFFERENCES, PROBLEMS
from recount.bundles import archive
from recount.bundles.verifying import verify
from recount.bundles.writing import Chamber
from recount.command import main
from recount.profiles import Ballot, Profile
from recount.tests.given_bundles import (
    altered,
    election_rules,
    files_in,
    given_election,
    given_evidence,
    given_voters,
    written,
)
from recount.words import FURTHER_PROBLEMS
from recount.words import PROBLEMS as OTHERS


@pytest.fixture
def bundle(tmp_path):
    return written(tmp_path, given_evidence())


def refused(path):
    before = sorted(path.parent.iterdir())
    with pytest.raises(Unusable) as unusable:
        verify(path)
    assert sorted(path.parent.iterdir()) == before
    problem = unusable.value.problems[0]
    return problem.code, unusable.value.name.removeprefix(f"{path}").removeprefix(", "), problem.line


def zipped(folder, *entries, comment=b""):
    """Return a zip file of entries, each a name or a `ZipInfo` with what is in it."""
    path = folder / "hostile.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry, raw in entries:
            packed.writestr(entry, raw)
        packed.comment = comment
    return path


def patched(path, before, after):
    raw = path.read_bytes()
    assert before in raw
    path.write_bytes(raw.replace(before, after))
    return path


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../up.txt", "a/../../b", "a\\b.txt", "C:/x", "C:x", "a//b", "a/", ".hidden", "a b", "ä.txt", "~"],
)
def test_a_name_that_leads_elsewhere_is_refused(tmp_path, name):
    assert refused(zipped(tmp_path, ("manifest.sha256", ""), (zipfile.ZipInfo(name), "x")))[0] == "entry_name"


def test_a_name_with_a_nul_is_refused(tmp_path):
    path = patched(zipped(tmp_path, ("manifest.sha256", ""), ("abc.txt", "x")), b"abc.txt", b"abc\0txt")
    assert refused(path)[0] == "entry_name"


@pytest.mark.parametrize(("one", "other"), [("a.txt", "A.txt"), ("é.txt", "e\u0301.txt"), ("x/y", "x\\y")])
def test_two_names_that_are_one_on_some_disks_are_refused(tmp_path, one, other):
    assert refused(zipped(tmp_path, ("m", ""), (zipfile.ZipInfo(other), ""), (one, "")))[0] in {
        "entry_twice", "entry_name",
    }  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice_is_refused(tmp_path):
    assert refused(zipped(tmp_path, ("a.txt", "1"), ("a.txt", "2")))[0] == "entry_twice"


def test_a_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("rolls")
    link.external_attr = 0o120777 << 16
    assert refused(zipped(tmp_path, (link, "/etc/passwd")))[0] == "entry_not_a_file"


def test_an_encrypted_file_is_refused(tmp_path):
    raw = bytearray(zipped(tmp_path, ("a.txt", "x")).read_bytes())
    raw[6] |= 1
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "hostile.zip").write_bytes(raw)
    assert refused(tmp_path / "hostile.zip")[0] == "entry_encrypted"


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_another_way_of_packing_is_refused(tmp_path, kind):
    entry = zipfile.ZipInfo("a.txt")
    entry.compress_type = kind
    path = tmp_path / "hostile.zip"
    with zipfile.ZipFile(path, "w") as packed, packed.open(entry, "w") as file:
        file.write(b"x" * 100)
    assert refused(path)[0] == "entry_packed"


def test_a_bomb_is_not_unpacked(tmp_path):
    path = zipped(tmp_path, ("manifest.sha256", ""), ("bomb.txt", b"0" * 300_000_000))
    began = time.perf_counter()
    assert refused(path)[0] == "zip_bomb"
    assert time.perf_counter() - began < 1


def test_a_bomb_that_lies_about_its_size_is_stopped(bundle):
    raw = bytearray(altered(bundle, {"extra.txt": b"0" * 50_000_000}).read_bytes())
    place = 0
    while (place := raw.find(b"extra.txt", place + 1)) >= 0:
        for offset, sign in ((30 - 22, b"PK\x03\x04"), (46 - 24, b"PK\x01\x02")):
            start = place - (30 if sign.endswith(b"\x04") else 46)
            if raw[start : start + 4] == sign:
                struct.pack_into("<L", raw, place - offset, 1_000)
    bundle.write_bytes(raw)
    assert refused(bundle)[0] == "zip_broken"


def test_too_many_files_are_not_even_listed(tmp_path, monkeypatch):
    path = zipped(tmp_path, *((f"f{number}", "") for number in range(1_200)))
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert refused(path)[0] == "zip_too_many"


def test_all_files_together_may_not_be_too_large(bundle, monkeypatch):
    monkeypatch.setattr(archive, "MOST_BYTES", 1_000)
    assert refused(bundle)[0] == "zip_too_large"


@pytest.mark.parametrize(
    "raw", [b"", b"PK", b"not a zip file at all, only text", b"\0" * 100, b"PK\x05\x06" + b"\0" * 18]
)
def test_what_is_no_bundle_is_refused(tmp_path, raw):
    path = tmp_path / "x.zip"
    path.write_bytes(raw)
    assert refused(path)[0] in {"not_a_zip", "no_manifest", "zip_broken"}


def test_a_bundle_cut_off_anywhere_is_refused(bundle):
    raw = bundle.read_bytes()
    for size in range(0, len(raw), 997):
        bundle.write_bytes(raw[:size])
        assert refused(bundle)[0] in {"not_a_zip", "zip_broken"}


def test_nothing_may_stand_before_or_behind_the_files(tmp_path):
    raw = zipped(tmp_path, ("manifest.sha256", "")).read_bytes()
    path = tmp_path / "hostile.zip"
    for other in (b"#!/bin/sh\n" + raw, raw + b"more"):
        path.write_bytes(other)
        assert refused(path)[0] == "not_a_zip"
    assert refused(zipped(tmp_path, ("manifest.sha256", ""), comment=b"hello"))[0] == "not_a_zip"


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path, capsys):
    assert main(["verify", str(tmp_path / "none.zip")]) == 2
    assert main(["verify", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("this file cannot be read") == 2


def test_a_file_that_the_manifest_does_not_name_is_refused(bundle):
    assert refused(altered(bundle, {"rolls/late.csv": "x"}, with_manifest=False))[0] == "not_in_manifest"
    assert refused(altered(bundle, {"result.json": None}, with_manifest=False))[0] == "file_missing"
    assert refused(altered(bundle, {"manifest.sha256": None}, with_manifest=False))[0] == "no_manifest"


@pytest.mark.parametrize("part", ["bundle.json", "rulebook.json", "result.json", "rolls/affiliates.csv"])
def test_a_part_that_is_missing_is_named(bundle, part):
    assert refused(altered(bundle, {part: None}))[0] in {"part_missing", "file_missing"}


DEEP = "[" * 100_000
TEXTS = [
    ("bundle.json", "{", "not_json"),
    ("bundle.json", '{"format": 1, "a": ' + DEEP, "too_deep"),
    ("bundle.json", b"\xff\xfe{}", "not_text"),
    ("bundle.json", '{"format": 1, "format": 1}', "said_twice"),
    ("bundle.json", '{"format": ' + "9" * 5_000 + "}", "not_json"),
    ("bundle.json", '{"format": 2}', "unknown_format"),
    ("bundle.json", '{"format": 1, "decision": {"id": "\\ud800"}}', "not_text"),
    ("result.json", '{"\\ud800": 1}', "not_text"),
    ("result.json", '{"a": ' + DEEP, "too_deep"),
    ("result.json", "[]", "not_a_table"),
    ("rulebook.json", '{"format": 1}', None),
    ("rulebook.toml", "a = " + "[" * 5_000, "too_deep"),
    ("rulebook.toml", "a = \udcff".encode("utf-8", "surrogateescape"), "not_text"),
    ("ledger.jsonl", "{}\n", "not_a_seal"),
    ("ledger.jsonl", "\n", "not_json"),
    ("ledger.jsonl", '{"number": ' + DEEP, "too_deep"),
    ("ledger.jsonl", '{"number": 1e999, "previous": "", "hash": "", "digest": ""}', "not_a_seal"),
    ("strikes.csv", "chamber\n", "strikes_header"),
    ("strikes.csv", "chamber,ballot,state,reason,by,at\nx,y,published,z,,\n", "strike_chamber"),
    ("strikes.csv", "chamber,ballot,state,reason,by,at\naffiliates,y,published, ,,\n", "strike_unreasoned"),
    ("strikes.csv", 'chamber,ballot,state,reason,by,at\naffiliates,y,published,"a\nb",,\n', "strike_line"),
    ("strikes.csv", "chamber,ballot,state,reason,by,at\n" + "affiliates,y,published,r,,\n" * 2, "strike_twice"),
    ("rolls/individuals.csv", "voter\n", "roll_header"),
    ("rolls/individuals.csv", "commitment,voter,salt\nabc,,\n", "roll_line"),
    ("rolls/individuals.csv", "commitment,voter,salt\n" + f"{'a' * 64},,\n" * 2, "roll_twice"),
    ("rolls/individuals.csv", f"commitment,voter,salt\n{'b' * 64},,\n{'a' * 64},,\n", "not_sorted"),
    ("ballots/individuals.csv", "receipt,choice\nR1,maybe\n", "unknown_choice"),
    ("ballots/individuals.csv", "receipt,choice\nR1,yes\nR1,yes\n", "code_twice"),
    ("ballots/individuals.csv", "receipt,choice\nR2,yes\nR1,yes\n", "not_sorted"),
    ("ballots/individuals.csv", "receipt,choice\n,yes\n", "ballot_code"),
    ("ballots/individuals.csv", "receipt,choice\nR1,yes\0\n", "nul_in_text"),
    ("ballots/individuals.csv", "receipt,choice\n" + os.urandom(900_000).hex() + "\n", "line_too_long"),
    ("ballots/individuals.csv", "voter,choice\n", "choices_header"),
    ("ballots/individuals.csv", b"receipt,choice\nR1,yes\nR2,\xff\n", "not_text"),
    ("manifest.sha256", "x\n", "manifest_line"),
]


@pytest.mark.parametrize(("name", "text", "code"), TEXTS)
def test_a_file_that_cannot_be_read_is_named_with_its_line(bundle, capsys, name, text, code):
    path = altered(bundle, {name: text}, with_manifest=name != "manifest.sha256")
    found = refused(path)
    assert found[0] == (code or found[0])
    assert found[1] == name
    assert main(["verify", str(path)]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"{path}, {name}, line {found[2]}: ")


def test_the_line_is_the_one_that_is_wrong(bundle):
    rows = "receipt,choice\nR1,yes\nR2,no\nR2,no\n"
    assert refused(altered(bundle, {"ballots/individuals.csv": rows}))[2] == 4
    text = files_in(bundle)["bundle.json"].replace('"seal": 41', '"seal": "41"', 1)
    path = altered(bundle, {"bundle.json": text})
    assert refused(path) == ("not_a_number", "bundle.json", text.split('"41"', 1)[0].count("\n") + 1)


BLT = '4 1\n(R1) 1 1 2 0\n(R2) 1 2 0\n0\n"Ann"\n"Bo"\n"Cy"\n"Dee"\n""\n'
START = '{"format": 1,\n"options": ["Ann", "Bo", "Cy", "Dee"],\n"ballots": [\n'
ELECTIONS = [
    ("blt", BLT.replace("(R1) 1 1 2 0", "(R1) 1 1 0 1 2 0"), "blt_line"),
    ("blt", BLT.replace("(R1) 1", "(R1) 9"), "blt_line"),
    ("blt", BLT.replace("(R1) ", ""), "blt_line"),
    ("blt", BLT.replace("4 1\n", "4 1 /*\n"), "blt_line"),
    ("blt", BLT.replace("(R2)", "(R1)"), "code_twice"),
    ("blt", BLT.replace("(R1) 1 1 2", "(R1) 1 1 9"), None),
    ("json", START + '{"id": "R1"}, {"ranks": ["Ann"]}\n]}\n', "json_line"),
    ("json", START + '{"ranks": ["Ann"]}\n]}\n', "json_line"),
    ("json", START + '{"id": "R1", "weight": 5, "ranks": ["Ann"]}\n]}\n', "json_line"),
    ("json", START + '{"id": "R1", "ranks": ["Ann"]}\n], "ballots": [{"ranks": ["Bo"]}]}\n', "json_line"),
    ("json", START + '{"id": "R1", "ranks": ' + "[" * 9_000 + "}\n]}\n", None),
    ("json", START.replace('"ballots"', '"ballots": [{"ranks": ["Bo"]}],\n"ballots"') + "]}\n", None),
    ("csv", 'receipt,Ann,Bo,Cy,Dee\nR1,"1\nR2",2,3,4\n', "row_goes_on"),
    ("csv", "receipt,Ann;Bo;Cy;Dee\nR1,1;2;3;4\n", "choices_header"),
    ("csv", "receipt,weight,Ann,Bo,Cy,Dee\nR1,7,1,2,3,4\n", "ballots_unaccounted"),
    ("csv", "id,Ann,Bo,Cy,Dee\nR1,1,2,3,4\n", "choices_header"),
]


@pytest.mark.parametrize(("form", "text", "code"), ELECTIONS)
def test_no_ballot_of_an_election_hides_between_the_others(tmp_path, form, text, code):
    paper = Profile(("Ann", "Bo", "Cy", "Dee"), {})
    ballots = [Ballot(((0,), (1,))), Ballot(((1,),))]
    path = written(tmp_path, given_election(election_rules("plurality", 1), paper, ballots, form=form))
    found = refused(altered(path, {f"ballots/members.{form}": text}))
    assert found[0] == (code or found[0])
    assert found[1] == f"ballots/members.{form}"


def test_a_roll_cannot_give_weights_or_recusals_that_the_rules_do_not_know(tmp_path):
    voters = [replace(voter, weight=2) for voter in given_voters("body", 3)]
    evidence = given_evidence()
    chambers = [replace(c, roll=voters, ballots=[]) if isinstance(c, Chamber) else c for c in evidence.chambers]
    for changed in (chambers, [replace(c, roll=[replace(v, weight=1, is_recused=True) for v in voters])
                               if isinstance(c, Chamber) else c for c in chambers]):  # fmt: skip
        path = written(tmp_path, replace(evidence, chambers=changed, strikes=[], anchors=[]))
        assert refused(path)[0] in {"secret_weights", "roll_says_more"}


def test_a_name_that_speaks_to_terminals_is_not_printed(tmp_path, capsys):
    path = zipped(tmp_path, (zipfile.ZipInfo("\x1b[2Jroll"), "x"))
    assert main(["verify", str(path)]) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_every_code_has_its_sentence_and_every_sentence_its_code():
    folder = Path(archive.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py")).replace('"", ', "")
    used = set(re.findall(r'(?:fail|differ|report|Problem|Uncountable)\([^"()]*"([a-z_0-9]+)"', code))
    assert used - {*OTHERS, *FURTHER_PROBLEMS, *DIFFERENCES} == set()
    assert {word for word in {**PROBLEMS, **DIFFERENCES} if f'"{word}"' not in code} == {"not_saved"}


def test_a_bundle_of_ones_own_making_may_hold_more_as_long_as_it_is_named(bundle):
    assert verify(altered(bundle, {"minutes/2026-05-02.txt": "Minutes", "photo.png": zlib.compress(b"x")})).is_match


def test_a_million_seals_of_nothing_are_refused_at_the_first(bundle):
    line = json.dumps({"number": 0, "previous": "0" * 64, "hash": "0" * 64, "digest": "0" * 64})
    assert refused(altered(bundle, {"ledger.jsonl": f"{line}\n" * 1_000}))[::2] == ("not_a_seal", 1)
