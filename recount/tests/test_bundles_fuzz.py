"""Bundles changed at random, as bytes and inside: they match, differ or are refused, and nothing else ever happens."""

from __future__ import annotations

import hashlib
import json
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recount import Unusable
from recount.bundle_words import report_line
from recount.bundles.verifying import verify
from recount.bundles.writing import write_bundle
from recount.profiles import Ballot, Profile
from recount.tests.given_bundles import election_rules, given_election, given_evidence
from recount.words import problem_sentence

EXAMPLES = 150
FORMS = ("question", "blt", "json", "csv")
PIECES = [
    b"", b"\0", b"\n", b'"', b"{", b"[" * 3_000, b",", b"9" * 5_000, b"-1", b"0", b"\xff", b"\xed\xa0\x80", b"\\ud800",
    b"1e9",
    b"null", b"true", b"\r\n", b"../x", b"\xe2\x80\xae", b"PK\x03\x04", b"a" * 70_000,
]  # fmt: skip


@cache
def bundle(form: str) -> bytes:
    """Return a bundle on a question, or of an election with ballots in ``form``."""
    evidence = given_evidence()
    if form != "question":
        ballots = [Ballot(((place % 3,), ((place + 1) % 3,))) for place in range(5)]
        paper = Profile(("Ann", "Bo", "Cy"), {})
        rules = election_rules("plurality", 1)
        evidence = given_election(rules, paper, ballots, is_secret=form != "json", form=form)
    target = BytesIO()
    write_bundle(target, evidence)
    return target.getvalue()


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    folder: Path = tmp_path_factory.mktemp("fuzz")
    return folder / "bundle.zip"


def is_told(path: Path) -> bool:
    """Say whether a bundle matches; that it differs or is refused is said in a sentence with the file's name."""
    try:
        report = verify(path)
    except Unusable as unusable:
        return not (problem_sentence(unusable.problems[0]) and unusable.name.startswith(str(path)))
    assert json.dumps(report.data(), ensure_ascii=False).encode()
    line = report_line(report.data())
    assert "\n" not in line
    return report.is_match


def choices(raw: bytes) -> list[bytes]:
    """Return what ballots in CSV say; who changes a receipt and the manifest changes no result."""
    return sorted(line.partition(b",")[2] for line in raw.split())


@st.composite
def edits(draw: st.DrawFn, raw: bytes) -> bytes:
    """Return ``raw`` with a few pieces of it replaced, taken out, put twice or swapped."""
    changed = bytearray(raw)
    for _number in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(changed)))
        end = min(len(changed), start + draw(st.sampled_from([0, 1, 2, 4, 8, 40, 400])))
        other = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8)))
        changed[start:end] = changed[start:end] * 2 if draw(st.booleans()) and end > start else other
    return bytes(changed)


@given(data=st.data(), form=st.sampled_from(FORMS))
@settings(max_examples=EXAMPLES, deadline=None)
def test_bytes_of_a_bundle_changed_at_random_never_raise_anything_else(path, data, form):
    raw = bundle(form)
    changed = data.draw(edits(raw))
    path.write_bytes(changed)
    is_told(path)


@given(data=st.data(), form=st.sampled_from(FORMS))
@settings(max_examples=EXAMPLES, deadline=None)
def test_a_file_changed_at_random_with_its_hash_never_raises_anything_else(path, data, form):
    with zipfile.ZipFile(BytesIO(bundle(form))) as packed:
        files = {name: packed.read(name) for name in packed.namelist() if name != "manifest.sha256"}
    name = data.draw(st.sampled_from(sorted(files)))
    before = files[name]
    files[name] = data.draw(edits(before))
    named = sorted((name, hashlib.sha256(raw).hexdigest()) for name, raw in files.items())
    files["manifest.sha256"] = "".join(f"{digest}  {name}\n" for name, digest in named).encode()
    with zipfile.ZipFile(path, "w") as packed:
        for each, raw in files.items():
            packed.writestr(each, raw)
    told = is_told(path)
    if told and form == "question" and name.startswith("ballots/"):
        assert choices(files[name]) == choices(before)


@given(data=st.data())
@settings(max_examples=EXAMPLES // 3, deadline=None)
def test_a_bundle_with_any_one_byte_changed_never_matches_with_other_ballots(path, data):
    raw = bundle("question")
    place = data.draw(st.integers(0, len(raw) - 1))
    path.write_bytes(raw[:place] + bytes([raw[place] ^ data.draw(st.integers(1, 255))]) + raw[place + 1 :])
    if is_told(path):
        with zipfile.ZipFile(path) as packed, zipfile.ZipFile(BytesIO(raw)) as before:
            assert {n: packed.read(n) for n in packed.namelist()} == {n: before.read(n) for n in before.namelist()}
