"""Columns of tables and the parsers of their cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from talkoot.kernel.imports.problems import NOT_A_CHOICE, NOT_A_DAY, NOT_A_NUMBER, TOO_LONG, Wrong, quoted
from talkoot.kernel.texts import clean_line, clean_text


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, how a cell that is not empty becomes a value, and what an empty cell is.

    ``needed``: the cell must not be empty. ``optional``: the whole column may be missing.
    """

    name: str
    parse: Callable[[str], Any]
    needed: bool = False
    optional: bool = False
    empty: Any = ""


def line(limit: int = 200) -> Callable[[str], str]:
    """Return a parser of one line of text."""

    def parse(cell: str) -> str:
        return _short(" ".join(cell.split()) if cell.isprintable() and cell.isascii() else clean_line(cell), limit)

    return parse


def text(limit: int = 20_000) -> Callable[[str], str]:
    """Return a parser of a long text."""

    def parse(cell: str) -> str:
        return _short(clean_text(cell), limit)

    return parse


def day(cell: str) -> date:
    """Parse a day written ``2026-11-23``."""
    try:
        if len(cell) == len("2026-11-23"):
            return date.fromisoformat(cell)
    except ValueError:
        pass  # told below, with the same words as a day of another length
    raise Wrong(NOT_A_DAY, value=quoted(cell))


def number(low: int = 0, high: int = 1_000_000) -> Callable[[str], int]:
    """Return a parser of a whole number from ``low`` to ``high``."""

    def parse(cell: str) -> int:
        if cell.isascii() and cell.isdigit() and len(cell) < 12 and low <= int(cell) <= high:
            return int(cell)
        raise Wrong(NOT_A_NUMBER, value=quoted(cell), low=low, high=high)

    return parse


def choice[E: StrEnum](choices: type[E]) -> Callable[[str], E]:
    """Return a parser of one word of a closed list."""
    known = {member.value: member for member in choices}

    def parse(cell: str) -> E:
        if cell not in known:
            raise Wrong(NOT_A_CHOICE, value=quoted(cell), known=", ".join(known))
        return known[cell]

    return parse


def many[V](parse: Callable[[str], V], separator: str = ";") -> Callable[[str], tuple[V, ...]]:
    """Return a parser of several values in one cell, ``;`` between them."""

    def parse_all(cell: str) -> tuple[V, ...]:
        return tuple(parse(part.strip()) for part in cell.split(separator) if part.strip())

    return parse_all


def _short(value: str, limit: int) -> str:
    if len(value) > limit:
        raise Wrong(TOO_LONG, limit=limit)
    return value
