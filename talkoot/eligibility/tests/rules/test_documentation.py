"""The handbook says what the code does: its example is read, its tables have every column and every key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from talkoot.eligibility.rules import Test, leaves, read_text, tables
from talkoot.eligibility.rules.problems import WANTED
from talkoot.kernel.imports import Column

DOCS = Path(__file__).resolve().parents[4] / "docs"


@pytest.mark.parametrize("name", ["facts", "entries"])
def test_the_page_about_imports_knows_every_column(name: str) -> None:
    columns: tuple[Column, ...] = getattr(tables, name.upper())
    section = (DOCS / "imports.md").read_text().partition(f"### {name}.csv")[2].partition("\n#")[0]
    rows = re.findall(r"^\| `(\w+)` \| (yes)?", section, re.MULTILINE)
    assert rows == [(column.name, "yes" if column.needed else "") for column in columns]


def test_the_example_is_read() -> None:
    text = (DOCS / "eligibility.md").read_text().partition("```toml\n")[2].partition("```")[0]
    found, problems = read_text(text)
    assert problems == []
    assert found is not None
    assert len(list(leaves(found.conditions))) == 5


def test_every_test_stands_in_the_table_with_every_key_it_needs() -> None:
    page = (DOCS / "eligibility.md").read_text()
    rows = {name: keys for names, keys in re.findall(r"^\| (`\w+`(?:, `\w+`)*) \| ([^|]*) \|", page, re.MULTILINE)
            for name in re.findall(r"`(\w+)`", names)}  # fmt: skip
    assert set(rows) >= {test.value for test in Test}
    for test, keys in WANTED.items():
        assert all(f"`{key}`" in rows[test.value] for key in keys), test
