from __future__ import annotations

import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from talkoot.ledger.models import Seal
from talkoot.ledger.tests.given import given_chain

pytestmark = pytest.mark.django_db
DOCUMENT = Path(__file__).parents[4] / "docs" / "ledger.md"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The program that docs/ledger.md gives to strangers."""
    found = re.search(r"```python\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    assert found
    path = tmp_path / "check.py"
    path.write_text(found[1])
    return path


def export(*args: str) -> list[str]:
    out = StringIO()
    call_command("ledger", "export", *args, stdout=out)
    return out.getvalue().splitlines()


def check(program: Path, lines: list[str], *kept: str) -> str:
    exported = program.with_name("ledger.jsonl")
    exported.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    done = subprocess.run([sys.executable, program, exported, *kept], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_program_in_the_documentation_is_at_most_thirty_lines(program: Path):
    assert len(program.read_text().strip().splitlines()) <= 35
    assert len([line for line in program.read_text().splitlines() if line.strip()]) <= 30


@pytest.mark.parametrize("args", [(), ("--private",)])
def test_it_agrees_that_a_whole_ledger_is_whole(program: Path, args: tuple[str, ...]):
    given_chain(7)
    head = str(Seal.objects.get(number=7))

    assert check(program, export(*args)) == f"whole: {head}"
    assert check(program, export(*args), head, str(Seal.objects.get(number=3))) == f"whole: {head}"


def test_it_finds_each_kind_of_break(program: Path):
    given_chain(5)
    lines = export()
    forged = json.loads(lines[1])
    forged["entry"]["actor"] = "person:2"

    assert check(program, [lines[0], json.dumps(forged), *lines[2:]]) == "seal 2 or its entry was changed"
    assert check(program, [*lines[:2], *lines[3:]]) == "seal 3 is missing"
    assert check(program, lines[1:]) == "seal 1 is missing"
    assert check(program, lines, "9:" + "a" * 64) == "cut off: 9 was kept"
    assert check(program, lines, "4:" + "a" * 64) == "seal 4 or its entry was changed"


def test_an_export_for_strangers_holds_nothing_of_private_facts():
    given_chain(6)

    shown = [json.loads(line) for line in export()]

    assert [set(line) for line in shown].count({"number", "previous", "hash", "digest"}) == 2
    assert "secret_kept" not in json.dumps(shown)
    assert "secret_kept" in "".join(export("--private"))


def test_the_documentation_tells_the_waits_as_they_are():
    from talkoot.ledger import rules

    minutes = [int(wait.total_seconds()) / 60 for wait in rules.PATIENCE]
    assert minutes[1:] == [1, 5, 30, 120, 360, 1440]
    assert "10 seconds, 1 minute, 5 minutes, 30 minutes, 2 hours, 6 hours and\n24 hours" in DOCUMENT.read_text()
