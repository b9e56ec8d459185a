"""Whatever bytes somebody hands in, as a file of any kind: the commands that read it, and how they must end."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from base64 import b64decode
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from io import BytesIO
from pathlib import Path

from recount.bundles.writing import write_bundle
from recount.command import main
from recount.formats import FORMATS
from recount.profiles import Ballot, Profile
from recount.tests.given_books import CHAMBER, book_text, chamber_text
from recount.tests.given_bundles import election_rules, given_election, given_evidence

CORPUS = Path(__file__).parent / "data" / "corpus" / "hostile.txt"
EXAMPLES = Path(__file__).parents[1] / "examples"
# Which method counts a file of ballots follows from its length, so that it is always the same.
WAYS: Sequence[tuple[str, ...]] = (
    ("plurality",),
    ("irv", "equal=split"),
    ("stv-meek",),
    ("stv-warren", "places=3", "tie=none"),
    ("stv-scottish",),
    ("stv-wigm", "places=exact", "equal=split"),
    ("stv-securepoll",),
    ("schulze",),
    ("ranked-pairs", "tie=none"),
    ("minimax", "strength=opposition"),
    ("debian", "quorum=1"),
    ("approval",),
    ("score",),
    ("star",),
    ("allocated-score",),
    ("reweighted-range",),
    ("equal-shares",),
    ("phragmen",),
    ("yes-no", "bar=1/2"),
    ("equal-shares-budget", "completion=greedy"),
    ("two-round",),
)
TEXTS = ("rulebook", "rehearsal", "tallies", "choices", "evidence", "cast", "candidates")
BUNDLES = ("zip", "question", "blt", "json", "csv")
TARGETS = (*(f"ballots:{form}" for form in FORMATS), *TEXTS, *(f"bundle:{form}" for form in BUNDLES))
TOLD = re.compile(r".+, line [1-9]\d*: .+\.\n")


def hand_in(target: str, content: bytes, folder: Path) -> set[int]:
    """Run every command that reads such a file; return the exit codes.

    Each ends with a result, or with 2 and one sentence that names file and line; anything else is an error here.
    """
    codes = set()
    for arguments in _commands(target, content, folder):
        out, wrong = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(wrong):
            code = main(arguments)
        codes.add(code)
        if code == 2:
            assert TOLD.fullmatch(wrong.getvalue()), wrong.getvalue()
            assert not out.getvalue()
        else:
            assert code in {0, 1}
            assert out.getvalue().encode()
    return codes


@cache
def corpus() -> Sequence[tuple[str, bytes]]:
    """Return the files kept because each once led somewhere new: the kind of file, and its bytes."""
    lines = [line.partition(" ") for line in CORPUS.read_text().splitlines()]
    return [(target, b64decode(packed)) for target, _, packed in lines]


def _commands(target: str, content: bytes, folder: Path) -> Sequence[Sequence[str]]:
    kind, _, form = target.partition(":")
    path = folder / {"choices": "file.csv", "candidates": "file.csv", "bundle": "file.zip"}.get(kind, "file.toml")
    if kind == "bundle" and form != "zip":
        content = _packed(form, content)
    path.write_bytes(content)
    name = str(path)
    if kind == "ballots":
        method, *given = WAYS[len(content) % len(WAYS)]
        said = [word for each in given for word in ("--set", each)]
        to = form if FORMATS[form].write else "json"
        return (
            ["count", "--method", method, *said, "--format", form, name],
            ["convert", name, str(folder / "written"), "--from", form, "--to", to],
        )
    rules, committee = str(EXAMPLES / "ratification.toml"), str(EXAMPLES / "committee.toml")
    eligible = [word for key in ("individuals", "affiliates", "board") for word in ("--eligible", f"{key}=9")]
    return {
        "bundle": (["verify", name],),
        "rulebook": (["explain", name],),
        "rehearsal": (["simulate", name],),
        "tallies": (["count", rules, name, "--closeness"],),
        "choices": (["count", *eligible, rules, name],),
        "evidence": (["count", name],),
        "cast": (["count", _book(folder), name],),
        "candidates": (["simulate", committee, "--candidates", name],),
    }[kind]


def _book(folder: Path) -> str:
    """Return a rulebook of format 2 with an election and a question of weighted, split votes; its ballots beside it."""
    path = folder / "book.toml"
    if not path.exists():
        question = chamber_text(
            question=True, key='"council"', weights='"as on the roll"', split='"split"', recusals=CHAMBER["recusals"]
        )
        path.write_text(book_text(chamber_text(), question))
        (folder / "ballots.blt").write_text('3 2\n2 1 2 0\n1 3 0\n0\n"A"\n"B"\n"C"\n')
        (folder / "people.csv").write_text("name,status\nA,\nB,standing\nC,withdrawn\n")
    return str(path)


@cache
def _files(form: str) -> dict[str, bytes]:
    """Return the files of a bundle on a question, or of an election with ballots in ``form``."""
    evidence = given_evidence()
    if form != "question":
        ballots = [Ballot(((place % 3,), ((place + 1) % 3,))) for place in range(5)]
        rules = election_rules("plurality", 1)
        evidence = given_election(rules, Profile(("Ann", "Bo", "Cy"), {}), ballots, is_secret=form != "json", form=form)
    target = BytesIO()
    write_bundle(target, evidence)
    with zipfile.ZipFile(target) as packed:
        return {name: packed.read(name) for name in sorted(packed.namelist()) if name != "manifest.sha256"}


def _packed(form: str, content: bytes) -> bytes:
    """Return a bundle with right hashes, one file of which (by the first byte) is the rest of ``content``."""
    files = dict(_files(form))
    files[[*files][content[0] % len(files) if content else 0]] = content[1:]
    named = "".join(f"{hashlib.sha256(raw).hexdigest()}  {name}\n" for name, raw in sorted(files.items()))
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for name, raw in {**files, "manifest.sha256": named.encode()}.items():
            packed.writestr(name, raw)
    return target.getvalue()
