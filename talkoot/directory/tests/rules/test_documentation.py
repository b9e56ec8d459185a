"""``docs/imports.md`` describes the columns there are, in their order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from talkoot.directory.rules import tables
from talkoot.kernel.imports import Column

PAGE = Path(__file__).resolve().parents[4] / "docs" / "imports.md"


@pytest.mark.parametrize("name", ["persons", "bodies", "roles", "mandates"])
def test_the_page_about_imports_knows_every_column(name: str) -> None:
    columns: tuple[Column, ...] = getattr(tables, name.upper())
    section = PAGE.read_text().partition(f"### {name}.csv")[2].partition("\n#")[0]
    rows = re.findall(r"^\| `(\w+)` \| (yes)?", section, re.MULTILINE)
    assert rows == [(column.name, "yes" if column.needed else "") for column in columns]
