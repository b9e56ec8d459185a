"""Conditions as people type them, in TOML or JSON; the reader, and so what a line is, is that of rulebooks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from recount.reading import Unusable, read_data
from talkoot.eligibility.rules.conditions import Eligibility, read
from talkoot.eligibility.rules.problems import Path, Problem, problems


def read_text(text: str) -> tuple[Eligibility | None, list[Problem]]:
    """Return what a text says, or what is wrong with it and in which line.

    An electorate copied out of a rulebook is understood too: its header is what the text says around the conditions.
    """
    try:
        data, lines = read_data(text)
    except Unusable as wrong:
        return None, [Problem(f"eligibility_{p.code}", (), p.line, p.values) for p in wrong.problems]
    path, table = _inner(data)
    found = problems(table, at=path, line_of=lines.of)
    return (None, sorted(found, key=lambda p: p.line)) if found else (read(table), [])


def placed_table(text: str) -> tuple[Path, dict[str, Any], Callable[[Path], int]]:
    """Return the table in a text that could be read, where it stands, and what tells the line of a path."""
    data, lines = read_data(text)
    path, table = _inner(data)
    return path, table, lines.of


def _inner(data: dict[str, Any]) -> tuple[Path, Any]:
    if set(data) == {"electorate"}:
        return ("electorate",), data["electorate"]
    if set(data) == {"chambers"}:
        chambers = data["chambers"]
        is_one = isinstance(chambers, list) and len(chambers) == 1 and isinstance(chambers[0], dict)
        if is_one and set(chambers[0]) == {"electorate"}:
            return ("chambers", 0, "electorate"), chambers[0]["electorate"]
        if isinstance(chambers, dict) and set(chambers) == {"electorate"}:
            return ("chambers", "electorate"), chambers["electorate"]
    return (), data
